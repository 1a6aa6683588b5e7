// Down from the box into what was found, up out of it; j and k as in the inbox.
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
