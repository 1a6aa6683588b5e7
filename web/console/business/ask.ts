// What the screens of the business ask, and guess before anybody has said.
import { useQuery } from "@tanstack/react-query";
import { api, type HoursTold, type Me } from "../../api";
import { may } from "../ask";

export const useBusiness = () => useQuery({ queryKey: ["business"], queryFn: ({ signal }) => api.business.get({ signal }) });
export const useHours = () => useQuery({ queryKey: ["hours"], queryFn: ({ signal }) => api.business.getHours({ signal }) });

export function useChecklist(me: Me) {
  return useQuery({ queryKey: ["checklist"], queryFn: ({ signal }) => api.checklist.get({ signal }), enabled: may(me, "business.manage") });
}

/** Where somebody begins who comes in without an address: an owner who has never said who we are, at the first questions. */
export async function first_place(me: Me): Promise<string> {
  if (me.role !== "owner") return "";
  try {
    return (await api.checklist.get()).set_up ? "" : "business/set-up";
  } catch {
    return "";
  }
}

export type Weekday = HoursTold["week"][number]["weekday"];
export const weekdays: Weekday[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

export interface Span {
  opens: string;
  closes: string;
}
export interface SpecialDay {
  date: string;
  name: string;
  spans: Span[];
}
export interface Week {
  days: Record<Weekday, Span[]>;
  special: SpecialDay[];
}

/* A clock's field knows no 24:00; that a span ends at midnight is as clear from 00:00. */
const shown = (it: Span): Span => ({ opens: it.opens, closes: it.closes === "24:00" ? "00:00" : it.closes });

export function week_of(told: HoursTold): Week {
  const days = Object.fromEntries(weekdays.map((day) => [day, told.week.filter((it) => it.weekday === day).map(shown)]));
  return { days: days as Week["days"], special: told.days.map((it) => ({ date: it.date, name: it.name, spans: it.spans.map(shown) })) };
}

export function told_of(week: Week) {
  return {
    week: weekdays.flatMap((weekday) => week.days[weekday].map((it) => ({ weekday, ...it }))),
    days: week.special.map((it) => ({ date: it.date, name: it.name, spans: it.spans })),
  };
}

/** Nine to five on the days that are no weekend where the browser is. */
export function guessed_week(locale: string): Week {
  const here = new Intl.Locale(locale).maximize() as Intl.Locale & {
    getWeekInfo?: () => { weekend: number[] };
    weekInfo?: { weekend: number[] };
  };
  const weekend = (here.getWeekInfo?.() ?? here.weekInfo)?.weekend ?? [6, 7];
  const days = weekdays.map((day, i) => [day, weekend.includes(i + 1) ? [] : [{ opens: "09:00", closes: "17:00" }]]);
  return { days: Object.fromEntries(days) as Week["days"], special: [] };
}

export const guessed_zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** All zones, the current one among them however it is called. */
export function zones(current: string): string[] {
  const all = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), current]);
  return [...all].filter(Boolean).sort();
}
