// Putting off: until a time that people name, or until the customer writes; and why, for the one who finds it again.
import { Button, TextInput } from "@mantine/core";
import IconAlarm from "@tabler/icons-react/icons/IconAlarm";
import IconZzz from "@tabler/icons-react/icons/IconZzz";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { api, type Conversation } from "../../api";
import { announce } from "../../kit/announce";
import { Sheet } from "../../kit/sheet";
import { useSay, useSpeech, type Word } from "../../kit/words";
import { error_words } from "../ask";

const MORNING = 9;
const LATER_HOURS = 3;
const MONDAY = 1;

const morning_in = (days: number) => {
  const at = new Date();
  at.setDate(at.getDate() + days);
  at.setHours(MORNING, 0, 0, 0);
  return at;
};

/** Where nobody has said when we are open: the reader's own clock. Later today only while it is still day; on a Sunday next week begins
 * tomorrow, and that is said once. */
function guessed_times(): [Word, Date][] {
  const now = new Date();
  const later = new Date(now.getTime() + LATER_HOURS * 3_600_000);
  later.setMinutes(0, 0, 0);
  const to_monday = ((MONDAY - now.getDay() + 7) % 7) || 7;
  const all: [Word, Date][] = [
    ["console.snooze.later", later],
    ["console.snooze.tomorrow", morning_in(1)],
    ["console.snooze.week", morning_in(to_monday)],
  ];
  return all.filter(([word]) => (word !== "console.snooze.later" || later.getDate() === now.getDate()) && (word !== "console.snooze.week" || to_monday > 1));
}

export const when_words = (at: Date, locale: string) =>
  new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }).format(at);

const own_zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** On the clock of that zone, which is named. */
const there_words = (at: Date, locale: string, timeZone: string) =>
  new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit", timeZone, timeZoneName: "short" }).format(at);

interface Usual {
  zone?: string; /* the business's, where it is not the reader's own */
  times: [Word, Date][];
}

/** The business's next openings, counted where its hours are known; undefined: not known yet. */
function useTimes(): Usual | undefined {
  const asked = useQuery({ queryKey: ["hours", "snooze"], queryFn: ({ signal }) => api.snoozeTime.get({ signal }), staleTime: 60_000, retry: false });
  if (asked.isPending) return undefined;
  if (!asked.data?.known) return { times: guessed_times() };
  const { zone, times } = asked.data;
  return { zone: zone === own_zone() ? undefined : zone, times: times.map((it) => [`console.snooze.at.${it.name}` as Word, new Date(it.at)]) };
}

const two = (n: number) => String(n).padStart(2, "0");
const as_field = (at: Date) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;

/** A moment to come: one that people name, or their own. */
export function WhenSheet({ title, note, pending, error, pick, close, children }: {
  title: string; note: string; pending: boolean; error: unknown; pick: (at: Date) => void; close: () => void; children?: ReactNode;
}) {
  const say = useSay();
  const { locale } = useSpeech();
  const usual = useTimes();
  const [own, set_own] = useState(as_field(morning_in(2)));
  const chosen = new Date(own);
  const good = !Number.isNaN(chosen.getTime()) && chosen.getTime() > Date.now();
  return (
    <Sheet title={title} close={close}>
      <form
        className="sheet-form"
        onSubmit={(e) => {
          e.preventDefault();
          e.stopPropagation(); /* a sheet of the box that one writes in is no sending */
          if (good) pick(chosen);
        }}
      >
        {children}
        <ul className="snooze-times">
          {usual?.times.map(([word, at]) => (
            <li key={word}>
              <button type="button" disabled={pending} onClick={() => pick(at)}>
                <span>{say(word)}</span>
                <time className="quiet">{usual.zone ? there_words(at, locale, usual.zone) : when_words(at, locale)}</time>
              </button>
            </li>
          ))}
        </ul>
        {usual?.zone && <p className="quiet">{say("console.snooze.zone", { zone: usual.zone, own: own_zone() })}</p>}
        <div className="snooze-own">
          <TextInput
            type="datetime-local"
            label={say("console.snooze.own")}
            value={own}
            min={as_field(new Date())}
            onChange={(e) => set_own(e.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={!good || pending}>
            {say("console.snooze.until_then")}
          </Button>
        </div>
        <p className="quiet">{note}</p>
        {!!error && <p className="error" role="alert">{error_words(error, say)}</p>}
        <div className="sheet-acts">
          <Button variant="subtle" color="gray" onClick={close}>{say("console.cancel")}</Button>
        </div>
      </form>
    </Sheet>
  );
}

export function SnoozeSheet({ it, close }: { it: Conversation; close: () => void }) {
  const say = useSay();
  const { locale } = useSpeech();
  const client = useQueryClient();
  const [reason, set_reason] = useState("");
  const put_off = useMutation({
    mutationFn: (until: Date) => api.conversation.snooze({ conversation: it.id, until: until.toISOString(), reason }),
    onSuccess: (next, until) => {
      client.setQueryData(["conversation", it.id], next);
      for (const key of [["list"], ["counts"]]) void client.invalidateQueries({ queryKey: key });
      announce(say("console.did.snooze", { when: when_words(until, locale) }));
      close();
    },
  });
  return (
    <WhenSheet title={say("console.snooze.title")} note={say("console.snooze.or_writes")} pending={put_off.isPending} error={put_off.error} pick={(at) => put_off.mutate(at)} close={close}>
      <TextInput
        label={say("console.snooze.reason")}
        value={reason}
        maxLength={500}
        dir={reason ? "auto" : undefined}
        onChange={(e) => set_reason(e.currentTarget.value)}
      />
    </WhenSheet>
  );
}

/** Away until then; or back, and why it was away, until somebody acts. */
export function SnoozeSign({ it }: { it: Conversation }) {
  const say = useSay();
  const { locale } = useSpeech();
  if (!it.snoozed_until) return null;
  const when = when_words(new Date(it.snoozed_until), locale);
  const away = it.state === "scheduled";
  const Icon = away ? IconZzz : IconAlarm;
  return (
    <p className="snoozed" data-away={away || undefined}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>{say(away ? "console.snooze.away" : "console.snooze.back", { when })}</span>
      {it.snooze_reason && <bdi className="snoozed-reason">{it.snooze_reason}</bdi>}
    </p>
  );
}
