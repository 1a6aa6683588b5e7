// Where we are: the address bar, and nothing else, decides which screen is shown.
import { useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from "react";

const ROOT = "/console/";
const listeners = new Set<() => void>();

const here = () => location.pathname.slice(ROOT.length) + location.search;
const subscribe = (tell: () => void) => {
  listeners.add(tell);
  addEventListener("popstate", tell);
  return () => {
    listeners.delete(tell);
    removeEventListener("popstate", tell);
  };
};

const parts_of = (text: string) => text.split("?")[0]!.split("/").filter(Boolean).map(decodeURIComponent);

/** The parts of the address behind /console/. */
export const usePlace = () => parts_of(useSyncExternalStore(subscribe, here));
export const place_now = () => parts_of(here());

/** What stands behind the question mark of the address. */
export function useAsked(): URLSearchParams {
  const text = useSyncExternalStore(subscribe, here);
  return new URLSearchParams(text.split("?")[1] ?? "");
}

export function go(to: string, replace = false) {
  if (here() === to) return;
  if (replace) history.replaceState(null, "", ROOT + to);
  else history.pushState(null, "", ROOT + to);
  for (const tell of [...listeners]) tell();
}

/** A real link, so that it opens in a new tab too; a plain click stays on the page. */
export function Link({ to, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { to: string }) {
  const click = (e: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(e);
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    go(to);
  };
  return <a href={ROOT + to} onClick={click} {...rest} />;
}
