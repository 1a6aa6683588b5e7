// What is typed, as a question: it settles before it is asked, and the word that is still being typed may go on.
import { useEffect, useState } from "react";

const SETTLE_MS = 180;
const RECENT_MOST = 8;

export function useSettled(text: string): string {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), text ? SETTLE_MS : 0);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** "blue bow" finds bowl too, as long as nothing stands behind it; a quote, a dash or a blank ends that. */
export function may_go_on(text: string): string {
  const last = /(?:^|\s)([\p{L}\p{N}\p{M}]{2,})$/u.exec(text)?.[1];
  const quoted = (text.match(/"/g) ?? []).length % 2 === 1;
  return last && !quoted && new TextEncoder().encode(last).length >= 2 ? `${text}*` : text;
}

const place = (person: string) => `regulars.searches.${person}`;

/** What this person looked for lately, in this browser. */
export function recent_searches(person: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place(person)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((it) => typeof it === "string").slice(0, RECENT_MOST) : [];
  } catch {
    return [];
  }
}

export function keep_search(person: string, text: string) {
  const q = text.trim();
  if (!q) return;
  keep(person, [q, ...recent_searches(person).filter((it) => it !== q)].slice(0, RECENT_MOST));
}

export function forget_searches(person: string) {
  keep(person, []);
}

function keep(person: string, searches: string[]) {
  try {
    localStorage.setItem(place(person), JSON.stringify(searches));
  } catch {
    /* a browser that keeps nothing: there is nothing recent then */
  }
}
