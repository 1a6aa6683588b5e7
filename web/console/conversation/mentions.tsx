// "@" in a note suggests colleagues: arrow keys choose, Enter or Tab takes, Escape goes on without.
import { useId, useLayoutEffect, useState, type KeyboardEvent, type RefObject } from "react";
import type { Colleague } from "../../api";
import { announce } from "../../kit/announce";
import { useSay } from "../../kit/words";
import { mention_pattern } from "./body";

const SUGGESTED = 6;

/** Whom a note names. */
export function mentioned(text: string, colleagues: Colleague[]): string[] {
  const pattern = mention_pattern(colleagues.map((it) => it.name));
  const names = new Set(pattern ? [...text.matchAll(pattern)].map((it) => it[1]!) : []);
  return colleagues.filter((it) => names.has(it.name)).map((it) => it.id);
}

/** The word after the last "@" before the caret, or nothing. */
function asked_for(text: string, caret: number): { from: number; word: string } | undefined {
  const found = /(?:^|[\s(])@([\p{L}\p{N} .'-]{0,40})$/u.exec(text.slice(0, caret));
  return found ? { from: caret - found[1]!.length - 1, word: found[1]!.toLocaleLowerCase() } : undefined;
}

const fits = (name: string, word: string) => {
  const low = name.toLocaleLowerCase();
  return low.startsWith(word) || low.split(/\s+/).some((part) => part.startsWith(word));
};

export interface Suggesting {
  list: React.ReactNode;
  pressed: (e: KeyboardEvent<HTMLTextAreaElement>) => boolean; /* it was for the list */
  moved: () => void; /* the caret, or the text */
  field: { "aria-autocomplete"?: "list"; "aria-controls"?: string; "aria-activedescendant"?: string };
}

export function use_mentions(area: RefObject<HTMLTextAreaElement | null>, on: boolean, colleagues: Colleague[], text: string, set_text: (text: string) => void): Suggesting {
  const say = useSay();
  const id = useId();
  const [caret, set_caret] = useState(0);
  const [at, set_at] = useState(0);
  const [closed, close] = useState("");
  const [next_caret, set_next_caret] = useState<number>();
  const asked = on ? asked_for(text, caret) : undefined;
  const found = asked ? colleagues.filter((it) => fits(it.name, asked.word)).slice(0, SUGGESTED) : [];
  const exact = found.length === 1 && asked?.word === found[0]!.name.toLocaleLowerCase();
  const open = !!asked && found.length > 0 && !exact && closed !== `${asked.from}`;
  const chosen = found[Math.min(at, found.length - 1)];

  useLayoutEffect(() => {
    if (next_caret === undefined) return;
    area.current?.setSelectionRange(next_caret, next_caret);
    set_caret(next_caret);
    set_next_caret(undefined);
  }, [next_caret, area]);
  useLayoutEffect(() => {
    if (open) announce(say("console.mention.found", { count: found.length }));
  }, [open, found.length, say]);

  const take = (it: Colleague) => {
    const before = text.slice(0, asked!.from);
    const after = text.slice(caret);
    const words = `@${it.name}${after.startsWith(" ") ? "" : " "}`;
    set_text(before + words + after);
    set_next_caret(before.length + words.length);
    area.current?.focus();
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => set_at((Math.min(at, found.length - 1) + 1) % found.length),
    ArrowUp: () => set_at((Math.min(at, found.length - 1) + found.length - 1) % found.length),
    Enter: () => chosen && take(chosen),
    Tab: () => chosen && take(chosen),
    Escape: () => close(`${asked?.from}`),
  };
  const pressed = (e: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!open || e.ctrlKey || e.metaKey || e.nativeEvent.isComposing || !keys[e.key]) return false;
    e.preventDefault();
    e.stopPropagation();
    keys[e.key]!();
    return true;
  };
  return {
    pressed,
    moved: () => {
      set_caret(area.current?.selectionStart ?? 0);
      set_at(0);
    },
    field: on ? { "aria-autocomplete": "list", ...(open ? { "aria-controls": id, "aria-activedescendant": `${id}.${chosen?.id}` } : {}) } : {},
    list: open && (
      <ul className="mentions" id={id} role="listbox" aria-label={say("console.mention.label")}>
        {found.map((it) => (
          <li
            key={it.id}
            id={`${id}.${it.id}`}
            role="option"
            aria-selected={it === chosen}
            onMouseDown={(e) => {
              e.preventDefault();
              take(it);
            }}
          >
            <bdi>{it.name}</bdi>
          </li>
        ))}
      </ul>
    ),
  };
}
