// Numbers as people read them.
import type { ReportAnswer, ShownFigure } from "../../api";
import { lasted } from "../../kit/time";
import type { Speech, Word } from "../../kit/words";

export type Unit = ShownFigure["unit"];

export function value_words(unit: Unit, value: number | null, { locale: language }: Speech): string {
  if (value === null) return "–";
  if (unit === "seconds") return lasted(value, language, "short");
  if (unit === "share") return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(value);
  const digits = unit === "scale" ? 1 : 0;
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits, signDisplay: unit === "points" ? "exceptZero" : "auto" }).format(value);
}

/** In the language of the screen, which may be another than the browser's. */
export const report_word = (say: Speech["say"], name: string, what: "title" | "question" | "definition") => say(`report.${name}.${what}` as Word);
export const figure_word = (say: Speech["say"], name: string) => say(`report.figure.${name}` as Word);

/** The interval in words: survival may know only where it begins. */
export function interval_words(it: Pick<ShownFigure, "low" | "high">, unit: Unit, speech: Speech): string {
  const print = (x: number | null) => value_words(unit, x, speech);
  if (it.low === null) return "–";
  return it.high === null ? speech.say("console.report.at_least", { low: print(it.low) }) : speech.say("console.report.of_days", { from: print(it.low), to: print(it.high) });
}

/** A day without its time: reports count in UTC. */
export function day_words(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(iso));
}

export const figures_of = (answer: ReportAnswer): ShownFigure[] => [answer.figure, ...answer.others];
