// Down from the box into what was found, up out of it; j and k as in the inbox.
import { useEffect, useRef, type RefObject } from "react";
import { useKeys } from "../../kit/keys";

export function useWalk() {
  const rows = () => [...document.querySelectorAll<HTMLElement>("[data-result]")];
  const box = () => document.querySelector<HTMLElement>("[data-first]");
  const move = (by: 1 | -1) => {
    const all = rows();
    const now = all.indexOf(document.activeElement as HTMLElement);
    const next = now + by < 0 ? box() : (all[now + by] ?? all[now]);
    next?.focus();
  };
  useKeys({ j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1), Escape: () => box()?.focus() });
  return { first: () => rows()[0]?.focus() };
}

/** After "show more", called before it is asked for, the focus goes on where the new ones begin: not before they are there. */
export function useGoOn(list: RefObject<HTMLElement | null>, n: number, each: string) {
  const from = useRef<number | null>(null);
  useEffect(() => {
    if (from.current === null || n <= from.current) return;
    const next = list.current?.querySelectorAll<HTMLElement>(each)[from.current];
    from.current = null;
    if (!next) return;
    if (next.tabIndex < 0) next.tabIndex = -1; /* a line that is no link */
    next.focus();
  }, [list, n, each]);
  return () => {
    from.current = n;
  };
}
