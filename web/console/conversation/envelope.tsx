// Who an answer by e-mail goes to, and what will stand below it. Whoever only stood in the customer's mail is offered: nothing goes to
// them until somebody has taken them.
import { ActionIcon, Button } from "@mantine/core";
import IconDots from "@tabler/icons-react/icons/IconDots";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconX from "@tabler/icons-react/icons/IconX";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { api, type Correspondent, type EnvelopeProposed } from "../../api";
import { announce } from "../../kit/announce";
import { read_kept, write_kept } from "../../kit/draft";
import { useSay } from "../../kit/words";
import { Said } from "./formatted";

const MOST = 20;

export interface Copies {
  cc: string[];
  bcc: string[];
}

export const ask_envelope = (which: string) =>
  queryOptions({ queryKey: ["envelope", which], queryFn: ({ signal }) => api.conversation.getEnvelope({ conversation: which }, { signal }) });

export interface Envelope {
  proposed: EnvelopeProposed | undefined;
  known: boolean; /* what goes to whom is on the screen, or nobody but the customer gets it */
  copies: Copies;
  set: (it: Copies) => void;
  clear: () => void;
}

/** Kept beside the draft they belong to; untouched, it is those whom our last answer went to as well. */
export function use_envelope(which: string, me: string, on: boolean): Envelope {
  const key = `copies.${me}.${which}`;
  const asked = useQuery({ ...ask_envelope(which), enabled: on });
  const [kept, keep] = useState(() => read_kept(key) as Copies | null);
  useEffect(() => keep(read_kept(key) as Copies | null), [key]);
  const known = asked.data?.others.filter((it) => it.known).map((it) => it.email) ?? [];
  const set = (it: Copies | null) => {
    keep(it);
    write_kept(key, it);
  };
  return { proposed: on ? asked.data : undefined, known: !on || !!asked.data || asked.isError, copies: on && asked.data ? kept ?? { cc: known, bcc: [] } : { cc: [], bcc: [] }, set, clear: () => set(null) };
}

const addresses_in = (text: string) => (text.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? []).map((it) => it.toLowerCase());

/** One line of addresses: Enter, a comma or leaving takes what is typed, Backspace takes the last one away. */
function People({ label, list, change, disabled, first }: { label: string; list: string[]; change: (to: string[]) => void; disabled: boolean; first: boolean }) {
  const say = useSay();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, type] = useState("");
  const [wrong, set_wrong] = useState("");
  useEffect(() => {
    if (first) field.current?.focus();
  }, [first]);
  const take = (text: string) => {
    const found = addresses_in(text).filter((it) => !list.includes(it));
    if (text.trim() && !addresses_in(text).length) return set_wrong(say("console.envelope.wrong", { text: text.trim() }));
    if (list.length + found.length > MOST) return set_wrong(say("console.envelope.most", { most: MOST }));
    set_wrong("");
    type("");
    if (found.length) change([...list, ...new Set(found)]);
  };
  const remove = (it: string) => {
    change(list.filter((one) => one !== it));
    announce(say("console.envelope.removed", { address: it }));
    field.current?.focus();
  };
  const pressed = (e: KeyboardEvent) => {
    if (e.key === "Escape") return e.stopPropagation();
    if (e.key === "Backspace" && !typed && list.length) return remove(list.at(-1)!);
    if ((e.key !== "Enter" && e.key !== "," && e.key !== ";") || e.ctrlKey || e.metaKey || e.nativeEvent.isComposing) return;
    e.preventDefault();
    take(typed);
  };
  return (
    <div className="people">
      <label htmlFor={id}>{label}</label>
      <div className="people-room">
        {list.map((it) => (
          <span key={it} className="person">
            <bdi dir="ltr">{it}</bdi>
            <button type="button" disabled={disabled} aria-label={say("console.envelope.remove", { address: it })} onClick={() => remove(it)}>
              <IconX size={14} stroke={2} aria-hidden />
            </button>
          </span>
        ))}
        <input
          ref={field}
          id={id}
          type="text"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          value={typed}
          disabled={disabled}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          onChange={(e) => {
            set_wrong("");
            type(e.currentTarget.value);
          }}
          onKeyDown={pressed}
          onBlur={() => take(typed)}
        />
      </div>
      {wrong && <p id={`${id}-wrong`} className="error-words" role="alert">{wrong}</p>}
    </div>
  );
}

const shown_name = (it: Correspondent) => (it.name ? `${it.name} <${it.email}>` : it.email);

/** In their mail, and not among those it goes to. */
function Offered({ it, disabled }: { it: Envelope; disabled: boolean }) {
  const say = useSay();
  const taken = new Set([...it.copies.cc, ...it.copies.bcc]);
  const left = it.proposed?.others.filter((one) => !taken.has(one.email)) ?? [];
  if (left.length === 0) return null;
  return (
    <div className="offered">
      <span className="quiet">{say("console.envelope.offered")}</span>
      {left.map((one) => (
        <button
          key={one.email}
          type="button"
          className="person person-offered"
          disabled={disabled}
          aria-label={say("console.envelope.offer", { who: shown_name(one) })}
          onClick={() => {
            it.set({ ...it.copies, cc: [...it.copies.cc, one.email] });
            announce(say("console.envelope.added", { address: one.email }));
          }}
        >
          <IconPlus size={14} stroke={2} aria-hidden />
          <bdi>{shown_name(one)}</bdi>
        </button>
      ))}
    </div>
  );
}

export function Recipients({ it, disabled }: { it: Envelope; disabled: boolean }) {
  const say = useSay();
  const [wanted, want] = useState(false);
  if (!it.proposed) return null;
  const open = wanted || it.copies.cc.length > 0 || it.copies.bcc.length > 0;
  return (
    <div className="envelope" role="group" aria-label={say("console.envelope.label")}>
      <div className="people">
        <span className="people-label">{say("console.envelope.to")}</span>
        <div className="people-room">
          {it.proposed.to ? <bdi dir="ltr" className="person-to">{it.proposed.to}</bdi> : <span className="error-words">{say("console.envelope.none")}</span>}
          {!open && (
            <Button size="compact-xs" variant="subtle" color="gray" disabled={disabled} onClick={() => want(true)}>{say("console.envelope.add")}</Button>
          )}
        </div>
      </div>
      {open && <People label={say("console.envelope.cc")} list={it.copies.cc} change={(cc) => it.set({ ...it.copies, cc })} disabled={disabled} first={wanted} />}
      {open && <People label={say("console.envelope.bcc")} list={it.copies.bcc} change={(bcc) => it.set({ ...it.copies, bcc })} disabled={disabled} first={false} />}
      <Offered it={it} disabled={disabled} />
    </div>
  );
}

/** The signature, and what they wrote last: as it will be sent, to be read only. */
export function Below({ it }: { it: EnvelopeProposed | undefined }) {
  const say = useSay();
  const [open, set_open] = useState(false);
  const id = useId();
  if (!it || (!it.signature && !it.quote && !it.quote_html)) return null;
  return (
    <div className="below">
      <ActionIcon
        variant="default"
        size={24}
        className="below-open"
        aria-expanded={open}
        aria-controls={id}
        aria-label={say("console.envelope.below")}
        title={say("console.envelope.below")}
        onClick={() => set_open(!open)}
      >
        <IconDots size={16} stroke={1.75} aria-hidden />
      </ActionIcon>
      <div id={id} hidden={!open} className="below-room" tabIndex={open ? 0 : undefined} role="group" aria-label={say("console.envelope.below_label")}>
        {it.signature && <p className="below-signature" dir="auto">{it.signature}</p>}
        {it.quote_intro && <p dir="auto">{it.quote_intro}</p>}
        {(it.quote || it.quote_html) && <blockquote dir="auto"><Said body={it.quote} html={it.quote_html} /></blockquote>}
      </div>
    </div>
  );
}
