// For which days: the last so many, or days of one's own. Whole days in UTC, as the reports count.
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useSay } from "../../kit/words";

export interface Period {
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;
const choices = [7, 30, 90, 365];
const OWN = "own";
const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const at = (text: string) => Date.parse(`${text}T00:00:00Z`);

export const last_days = (n: number): Period => ({ from: day(Date.now() - (n - 1) * DAY_MS), to: day(Date.now()) });

/** As long a time as this one, just before it. */
export function before({ from, to }: Period): Period {
  const days = Math.round((at(to) - at(from)) / DAY_MS) + 1;
  return { from: day(at(from) - days * DAY_MS), to: day(at(from) - DAY_MS) };
}

/** The days of one step of a chart, cut to the period. */
export function step(begin: string, next: string | undefined, period: Period): Period {
  const from = begin.slice(0, 10);
  return { from: from < period.from ? period.from : from, to: next ? day(Date.parse(next) - DAY_MS) : period.to };
}

export function PeriodPicker({ period, set }: { period: Period; set: (to: Period) => void }) {
  const say = useSay();
  const [own, set_own] = useState(false);
  const fitting = choices.find((n) => last_days(n).from === period.from && last_days(n).to === period.to);
  const shown = own || !fitting ? OWN : String(fitting);
  return (
    <div className="period">
      <NativeSelect
        size="xs"
        aria-label={say("console.numbers.period")}
        value={shown}
        onChange={(e) => {
          set_own(e.currentTarget.value === OWN);
          if (e.currentTarget.value !== OWN) set(last_days(Number(e.currentTarget.value)));
        }}
        data={[...choices.map((n) => ({ value: String(n), label: say("console.numbers.days", { n }) })), { value: OWN, label: say("console.report.own_days") }]}
      />
      {shown === OWN && (
        <>
          <TextInput size="xs" type="date" aria-label={say("console.acts.from")} value={period.from} max={period.to} onChange={(e) => e.currentTarget.value && set({ ...period, from: e.currentTarget.value })} />
          <TextInput size="xs" type="date" aria-label={say("console.acts.to")} value={period.to} min={period.from} onChange={(e) => e.currentTarget.value && set({ ...period, to: e.currentTarget.value })} />
        </>
      )}
    </div>
  );
}
