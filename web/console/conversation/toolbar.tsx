// What can be done to words, as buttons: one stop for Tab, arrow keys between them.
import { ActionIcon, Button, TextInput } from "@mantine/core";
import IconBlockquote from "@tabler/icons-react/icons/IconBlockquote";
import IconBold from "@tabler/icons-react/icons/IconBold";
import IconCode from "@tabler/icons-react/icons/IconCode";
import IconItalic from "@tabler/icons-react/icons/IconItalic";
import IconLink from "@tabler/icons-react/icons/IconLink";
import IconList from "@tabler/icons-react/icons/IconList";
import IconListNumbers from "@tabler/icons-react/icons/IconListNumbers";
import { useRef, useState, type KeyboardEvent } from "react";
import { useSay, type Word } from "../../kit/words";

export type Format = "bold" | "italic" | "link" | "bullets" | "numbers" | "quote" | "code";

/** What others may do with the editor, whose own words stay in it. */
export interface Hand {
  focus: () => void;
  blur: () => void;
  run: (format: Format) => void;
  href: () => string | undefined;
  link: (href: string | null) => void;
  insert: (html: string) => void;
  select: (text: string, from: number, to: number) => void;
  before: () => string; /* the caret, in its line */
  replace: (letters: number, words: string) => void;
}

const BUTTONS: { format: Format; word: Word; icon: typeof IconBold; keys: string }[] = [
  { format: "bold", word: "console.format.bold", icon: IconBold, keys: "Control+B" },
  { format: "italic", word: "console.format.italic", icon: IconItalic, keys: "Control+I" },
  { format: "link", word: "console.format.link", icon: IconLink, keys: "Control+Shift+K" },
  { format: "bullets", word: "console.format.bullets", icon: IconList, keys: "Control+Shift+8" },
  { format: "numbers", word: "console.format.numbers", icon: IconListNumbers, keys: "Control+Shift+7" },
  { format: "quote", word: "console.format.quote", icon: IconBlockquote, keys: "Control+Shift+B" },
  { format: "code", word: "console.format.code", icon: IconCode, keys: "Control+E" },
];

/** The same keys wherever one writes: in the plain field, and in the editor. By the letter where there is one: where another script is
    typed, and for digits, by the place of the key. */
export function format_of(e: KeyboardEvent): Format | undefined {
  if (!(e.ctrlKey || e.metaKey) || e.altKey) return undefined;
  const keys: Record<string, Format> = e.shiftKey
    ? { KeyK: "link", Digit8: "bullets", Digit7: "numbers", KeyB: "quote" }
    : { KeyB: "bold", KeyI: "italic", KeyE: "code" };
  return keys[/^[a-z]$/i.test(e.key) ? `Key${e.key.toUpperCase()}` : e.code];
}

export function Toolbar({ active, disabled, run, controls }: { active: Format[]; disabled: boolean; run: (format: Format) => void; controls: string }) {
  const say = useSay();
  const bar = useRef<HTMLDivElement>(null);
  const [at, set_at] = useState(0);
  const go = (to: number) => {
    const next = (to + BUTTONS.length) % BUTTONS.length;
    set_at(next);
    bar.current?.querySelectorAll("button")[next]?.focus();
  };
  const pressed = (e: KeyboardEvent<HTMLDivElement>) => {
    const onward = getComputedStyle(e.currentTarget).direction === "rtl" ? -1 : 1;
    const to: Record<string, number> = { ArrowRight: at + onward, ArrowLeft: at - onward, Home: 0, End: BUTTONS.length - 1 };
    if (to[e.key] === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    go(to[e.key]!);
  };
  return (
    <div className="toolbar" role="toolbar" aria-label={say("console.format.label")} aria-controls={controls} ref={bar} onKeyDown={pressed}>
      {BUTTONS.map(({ format, word, icon: Icon, keys }, i) => (
        <ActionIcon
          key={format}
          variant="subtle"
          color="gray"
          size={28}
          data-format={format}
          data-active={active.includes(format) || undefined}
          aria-pressed={active.includes(format)}
          aria-label={say(word)}
          aria-keyshortcuts={keys}
          aria-disabled={disabled || undefined}
          title={`${say(word)} (${keys.replace("Control", "Ctrl")})`}
          tabIndex={i === at ? 0 : -1}
          onFocus={() => set_at(i)}
          onMouseDown={(e) => e.preventDefault()} /* the caret stays where it is */
          onClick={() => disabled || run(format)}
        >
          <Icon size={17} stroke={1.75} aria-hidden />
        </ActionIcon>
      ))}
    </div>
  );
}

/** "a.example" is https://a.example, and "ann@a.example" is to write to her. */
export function address_of(typed: string): string | undefined {
  const text = typed.trim();
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/:]+:\d/.test(text) ? text : /^[^\s/@]+@[^\s/@]+$/.test(text) ? `mailto:${text}` : `https://${text}`;
  try {
    const url = new URL(whole);
    const ok = url.protocol === "mailto:" || url.protocol === "tel:" || ((url.protocol === "https:" || url.protocol === "http:") && /[.:]|localhost/.test(url.hostname) && !url.username);
    return ok && !/\s/.test(whole) ? whole : undefined;
  } catch {
    return undefined;
  }
}

export function LinkForm({ href, done, close }: { href: string | undefined; done: (href: string | null) => void; close: () => void }) {
  const say = useSay();
  const [typed, type] = useState(href ?? "");
  const [wrong, set_wrong] = useState(false);
  const take = () => {
    const found = address_of(typed);
    if (found) done(found);
    else set_wrong(true);
  };
  const pressed = (e: KeyboardEvent) => {
    if (e.key !== "Enter" && e.key !== "Escape") return;
    e.preventDefault();
    e.stopPropagation();
    if (e.key === "Enter") take();
    else close();
  };
  return (
    <div className="link-form" role="group" aria-label={say("console.format.link")} onKeyDown={(e) => e.key === "Escape" && pressed(e)}>
      <TextInput
        size="xs"
        autoFocus
        dir="ltr"
        inputMode="url"
        label={say("console.format.address")}
        placeholder="https://"
        value={typed}
        error={wrong && say("console.format.address_wrong")}
        onChange={(e) => {
          type(e.currentTarget.value);
          set_wrong(false);
        }}
        onKeyDown={pressed}
      />
      <Button size="xs" onClick={take}>{say("console.format.link_set")}</Button>
      {href && <Button size="xs" variant="default" onClick={() => done(null)}>{say("console.format.link_remove")}</Button>}
      <Button size="xs" variant="subtle" color="gray" onClick={close}>{say("console.format.link_leave")}</Button>
    </div>
  );
}
