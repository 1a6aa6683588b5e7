// What is being typed stays until it was sent: per thing and person, in this browser.
import { useCallback, useState } from "react";

const name = (key: string) => `regulars.draft.${key}`;

export function read_draft(key: string): string {
  try {
    return localStorage.getItem(name(key)) ?? "";
  } catch {
    return "";
  }
}

export function keep_draft(key: string, text: string) {
  try {
    if (text) localStorage.setItem(name(key), text);
    else localStorage.removeItem(name(key));
  } catch {
    /* a browser that keeps nothing: the text is still on the screen */
  }
}

export function useDraft(key: string): [string, (text: string) => void] {
  const [held, hold] = useState({ key, text: read_draft(key) });
  const text = held.key === key ? held.text : read_draft(key);
  const set = useCallback(
    (next: string) => {
      keep_draft(key, next);
      hold({ key, text: next });
    },
    [key],
  );
  return [text, set];
}
