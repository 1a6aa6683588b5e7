// Said once, politely, to whoever listens instead of looking.
import { useSyncExternalStore } from "react";

let words = "";
const listeners = new Set<() => void>();

export function announce(text: string) {
  words = text;
  for (const tell of listeners) tell();
}

export function Announcer() {
  const text = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => words,
  );
  return (
    <div className="heard" role="status" aria-live="polite" data-announcer>
      {text}
    </div>
  );
}
