// One letter, one act, wherever nobody is typing. "g i" is one letter after another.
import { useEffect, useRef } from "react";

const TYPING = "input, textarea, select, [contenteditable], dialog[open]";

export function useKeys(keys: Record<string, () => void>) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    let before = "";
    let at = 0;
    const pressed = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
      if (e.target instanceof Element && e.target.closest(TYPING)) return;
      const pair = e.timeStamp - at < 1000 ? `${before} ${e.key}` : e.key;
      const act = latest.current[pair] ?? (pair === e.key || !before.startsWith("g") ? latest.current[e.key] : undefined);
      before = e.key;
      at = e.timeStamp;
      if (!act) return;
      e.preventDefault();
      act();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}
