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
function asked_for(before: string): { from: number; word: string } | undefined {
  const found = /(?:^|[\s(])@([\p{L}\p{N} .'-]{0,40})$/u.exec(before);
  return found ? { from: before.length - found[1]!.length - 1, word: found[1]!.toLocaleLowerCase() } : undefined;
}

const fits = (name: string, word: string) => {
  const low = name.toLocaleLowerCase();
  return low.startsWith(word) || low.split(/\s+/).some((part) => part.startsWith(word));
};

export interface Suggesting {
  list: React.ReactNode;
  pressed: (e: KeyboardEvent) => boolean; /* it was for the list */
  moved: () => void; /* the caret, or the text */
  field: { "aria-autocomplete"?: "list"; "aria-controls"?: string; "aria-activedescendant"?: string };
}

/** Where one writes: what stands before the caret, and how its last letters become a name. */
export interface Place {
  before: () => string;
  replace: (letters: number, words: string) => void;
}

/** The plain field as such a place: the caret goes behind the name once the text is there. */
export function use_area_place(area: RefObject<HTMLTextAreaElement | null>, text: string, set_text: (text: string) => void): Place {
  const [caret, set_caret] = useState<number>();
  useLayoutEffect(() => {
    if (caret === undefined) return;
    area.current?.setSelectionRange(caret, caret);
    set_caret(undefined);
  }, [caret, area]);
  return {
    before: () => area.current?.value.slice(0, area.current.selectionStart) ?? "",
    replace: (letters, words) => {
      const at = area.current?.selectionStart ?? text.length;
      const after = text.slice(at);
      const put = after.startsWith(" ") ? words.trimEnd() : words;
      set_text(text.slice(0, at - letters) + put + after);
      set_caret(at - letters + put.length);
      area.current?.focus();
    },
  };
}

export function use_mentions(place: Place, on: boolean, colleagues: Colleague[]): Suggesting {
  const say = useSay();
  const id = useId();
  const [before, set_before] = useState("");
  const [at, set_at] = useState(0);
  const [closed, close] = useState("");
  const asked = on ? asked_for(before) : undefined;
  const found = asked ? colleagues.filter((it) => fits(it.name, asked.word)).slice(0, SUGGESTED) : [];
  const exact = found.length === 1 && asked?.word === found[0]!.name.toLocaleLowerCase();
  const open = !!asked && found.length > 0 && !exact && closed !== `${asked.from}`;
  const chosen = found[Math.min(at, found.length - 1)];

  useLayoutEffect(() => {
    if (open) announce(say("console.mention.found", { count: found.length }));
  }, [open, found.length, say]);

  const take = (it: Colleague) => {
    place.replace(before.length - asked!.from, `@${it.name} `);
    set_before("");
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => set_at((Math.min(at, found.length - 1) + 1) % found.length),
    ArrowUp: () => set_at((Math.min(at, found.length - 1) + found.length - 1) % found.length),
    Enter: () => chosen && take(chosen),
    Tab: () => chosen && take(chosen),
    Escape: () => close(`${asked?.from}`),
  };
  const pressed = (e: KeyboardEvent) => {
    if (!open || e.ctrlKey || e.metaKey || e.nativeEvent.isComposing || !keys[e.key]) return false;
    e.preventDefault();
    e.stopPropagation();
    keys[e.key]!();
    return true;
  };
  return {
    pressed,
    moved: () => {
      if (!on) return;
      set_before(place.before());
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
