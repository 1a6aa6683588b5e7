// Time as people say it, with the exact moment on hover and for screen readers.
import { useSyncExternalStore } from "react";
import { useSpeech } from "./words";

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31557600],
  ["month", 2629800],
  ["week", 604800],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

/* Making a format takes longer than using it a hundred times, and a list uses one for every row. */
const kept = new Map<string, unknown>();
function once<T>(key: string, make: () => T): T {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key) as T;
}

const LASTING = ["day", "hour", "minute"];

export function ago(iso: string, language: string, style: "long" | "narrow" = "narrow"): string {
  const s = (Date.parse(iso) - Date.now()) / 1000;
  const said = once(`ago ${language} ${style}`, () => new Intl.RelativeTimeFormat(language, { numeric: "auto", style }));
  for (const [unit, size] of steps) if (Math.abs(s) >= size) return said.format(Math.trunc(s / size), unit);
  return said.format(0, "second");
}

/** How long something has lasted: "4 min". */
export function lasted(seconds: number, language: string, display: "narrow" | "short" | "long" = "narrow"): string {
  const [unit, size] = steps.find(([u, n]) => LASTING.includes(u) && seconds >= n) ?? (["second", 1] as const);
  const n = seconds / size;
  const maximumFractionDigits = n < 10 && (unit === "day" || unit === "hour") ? 1 : 0;
  const said = once(`lasted ${language} ${unit} ${display} ${maximumFractionDigits}`, () =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: display, maximumFractionDigits }));
  return said.format(n);
}

export function exact(iso: string, language: string, dateStyle: "full" | "medium" = "full"): string {
  return once(`exact ${language} ${dateStyle}`, () => new Intl.DateTimeFormat(language, { dateStyle, timeStyle: "short" })).format(new Date(iso));
}

/* One clock for all of them: a list makes and drops hundreds of rows while it is scrolled. */
const listeners = new Set<() => void>();
let ticks = 0;
let timer = 0;

function subscribe(tell: () => void) {
  listeners.add(tell);
  timer ||= window.setInterval(() => {
    ticks++;
    for (const it of [...listeners]) it();
  }, 30_000);
  return () => {
    listeners.delete(tell);
    if (listeners.size) return;
    clearInterval(timer);
    timer = 0;
  };
}

const useMinutes = () => useSyncExternalStore(subscribe, () => ticks);

/** `ago` on the screen; the exact time on hover and to screen readers. */
export function Ago({ at, style }: { at: string; style?: "long" | "narrow" }) {
  const { locale: language } = useSpeech();
  useMinutes();
  const when = exact(at, language);
  return (
    <time dateTime={at} title={when}>
      <span aria-hidden="true">{ago(at, language, style)}</span>
      <span className="heard">{when}</span>
    </time>
  );
}

/** How long somebody has waited since then. */
export function Since({ at }: { at: string }) {
  const { locale: language } = useSpeech();
  useMinutes();
  return <>{lasted(Math.max(60, (Date.now() - Date.parse(at)) / 1000), language, "short")}</>;
}
