// The week of opening hours, and the days that are different.
import { ActionIcon, Button, Checkbox, TextInput } from "@mantine/core";
import "@mantine/core/styles/Checkbox.css";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconTrash from "@tabler/icons-react/icons/IconTrash";
import { useRef, type ReactNode } from "react";
import { ApiError } from "../../api";
import { useSay, useSpeech } from "../../kit/words";
import { weekdays, type Span, type SpecialDay, type Week, type Weekday } from "./ask";

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const usual: Span = { opens: "09:00", closes: "17:00" };

/** What is wrong with which row: the server names the entry of the list that it was sent. */
function fault(week: Week, why: unknown): { day?: Weekday; special?: number; words?: string } {
  if (!(why instanceof ApiError) || !why.field) return {};
  const found = /^(week|days)\[(\d+)\]/.exec(why.field);
  if (!found) return { words: why.message };
  const at = Number(found[2]);
  if (found[1] === "days") return { special: at, words: why.message };
  const sent = weekdays.flatMap((day) => week.days[day].map(() => day));
  return { day: sent[at], words: why.message };
}

function Spans({ of, spans, change, wrong }: { of: string; spans: Span[]; change: (to: Span[]) => void; wrong?: ReactNode }) {
  const say = useSay();
  const add = useRef<HTMLButtonElement>(null);
  const set = (i: number, to: Partial<Span>) => change(spans.map((it, k) => (k === i ? { ...it, ...to } : it)));
  const remove = (i: number) => {
    change(spans.filter((_, k) => k !== i));
    add.current?.focus();
  };
  return (
    <div className="spans">
      {spans.map((it, i) => (
        <div key={i} className="span" role="group" aria-label={say("console.hours.span", { day: of, n: i + 1 })}>
          <TextInput type="time" size="sm" required withAsterisk={false} aria-label={say("console.hours.opens", { day: of })} value={it.opens} onChange={(e) => set(i, { opens: e.currentTarget.value })} />
          <span aria-hidden="true">–</span>
          <TextInput type="time" size="sm" required withAsterisk={false} aria-label={say("console.hours.closes", { day: of })} value={it.closes} onChange={(e) => set(i, { closes: e.currentTarget.value })} />
          {spans.length > 1 && (
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={say("console.hours.remove", { day: of, n: i + 1 })} onClick={() => remove(i)}>
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          )}
        </div>
      ))}
      {spans.length > 0 && spans.length < 6 && (
        <ActionIcon ref={add} className="span-add" variant="subtle" color="gray" size="lg" aria-label={say("console.hours.add", { day: of })} onClick={() => change([...spans, { opens: "", closes: "" }])}>
          <IconPlus size={16} stroke={1.5} />
        </ActionIcon>
      )}
      {wrong && <p className="error-words" role="alert">{wrong}</p>}
    </div>
  );
}

function Special({ it, change, remove, wrong }: { it: SpecialDay; change: (to: SpecialDay) => void; remove: () => void; wrong?: ReactNode }) {
  const say = useSay();
  const of = it.name || it.date || say("console.hours.special_new");
  return (
    <li className="special">
      <TextInput type="date" size="sm" required withAsterisk={false} label={say("console.hours.date")} value={it.date} onChange={(e) => change({ ...it, date: e.currentTarget.value })} />
      <TextInput size="sm" dir="auto" maxLength={80} label={say("console.hours.special_name")} value={it.name} onChange={(e) => change({ ...it, name: e.currentTarget.value })} />
      <Checkbox label={say("console.hours.closed")} checked={it.spans.length === 0} onChange={(e) => change({ ...it, spans: e.currentTarget.checked ? [] : [{ ...usual }] })} />
      <Spans of={of} spans={it.spans} change={(spans) => change({ ...it, spans })} wrong={wrong} />
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={say("console.hours.special_remove", { day: of })} onClick={remove}>
        <IconTrash size={16} stroke={1.5} />
      </ActionIcon>
    </li>
  );
}

export function HoursFields({ week, change, error, special = true }: { week: Week; change: (to: Week) => void; error?: unknown; special?: boolean }) {
  const say = useSay();
  const { locale } = useSpeech();
  const named = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  const add = useRef<HTMLButtonElement>(null);
  const wrong = fault(week, error);
  const set_day = (day: Weekday, spans: Span[]) => change({ ...week, days: { ...week.days, [day]: spans } });
  const set_special = (to: SpecialDay[]) => change({ ...week, special: to });
  return (
    <div className="hours">
      <ul className="week">
        {weekdays.map((day, i) => {
          const name = named.format(MONDAY + i * DAY_MS);
          return (
            <li key={day} className="day">
              <Checkbox label={name} checked={week.days[day].length > 0} onChange={(e) => set_day(day, e.currentTarget.checked ? [{ ...usual }] : [])} />
              {week.days[day].length === 0 && <span className="quiet">{say("console.hours.closed")}</span>}
              <Spans of={name} spans={week.days[day]} change={(spans) => set_day(day, spans)} wrong={wrong.day === day && wrong.words} />
            </li>
          );
        })}
      </ul>
      {wrong.words && !wrong.day && wrong.special === undefined && <p className="error" role="alert">{wrong.words}</p>}
      {special && (
        <>
          <h3>{say("console.hours.special")}</h3>
          <p className="quiet">{say("console.hours.special_help")}</p>
          <ul className="specials">
            {week.special.map((it, i) => (
              <Special
                key={i}
                it={it}
                wrong={wrong.special === i && wrong.words}
                change={(to) => set_special(week.special.map((other, k) => (k === i ? to : other)))}
                remove={() => {
                  set_special(week.special.filter((_, k) => k !== i));
                  add.current?.focus();
                }}
              />
            ))}
          </ul>
          <Button ref={add} variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={() => set_special([...week.special, { date: "", name: "", spans: [] }])}>
            {say("console.hours.special_add")}
          </Button>
        </>
      )}
    </div>
  );
}
