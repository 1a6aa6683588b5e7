// What the palette offers for what was typed: acts, places, people and conversations, the best of each under its heading.
import IconBookmark from "@tabler/icons-react/icons/IconBookmark";
import IconHistory from "@tabler/icons-react/icons/IconHistory";
import IconInbox from "@tabler/icons-react/icons/IconInbox";
import IconMessage from "@tabler/icons-react/icons/IconMessage";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import IconUser from "@tabler/icons-react/icons/IconUser";
import { useQuery } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { api, type Me, type SavedView, type SearchRow } from "../../api";
import { type Act, type Choice } from "../../kit/acts";
import { fitness } from "../../kit/fuzzy";
import { go } from "../../kit/place";
import { type Speech } from "../../kit/words";
import { may } from "../ask";
import { asked_of, asked_text, boxes } from "../conversation/filter";
import { may_go_on } from "../search/question";
import { result_place } from "../search/found";
import { visited } from "./recent";

export interface Entry {
  id: string;
  name: string;
  note?: string;
  group: string;
  icon?: ComponentType<{ size?: number; stroke?: number }>;
  key?: string;
  act: Act;
}

const EACH_MOST = 6;
const SURE = 3.5; /* of fitness: a word, its beginning or a part of it */

/** Those that fit, the best first; a heading stands where its best entry does. `guessed`: those that fit only by guessing at a slip. */
function best(entries: (Entry & { also?: string })[], typed: string, guessed = false): Entry[] {
  const rated = entries
    .map((it, i) => ({ it, i, fits: fitness(typed, `${it.name} ${it.also ?? ""} ${it.note ?? ""}`) }))
    .filter((one) => one.fits > 0 && (!typed || guessed === one.fits < SURE))
    .sort((a, b) => (typed ? b.fits - a.fits : 0) || a.i - b.i);
  const groups = new Map<string, Entry[]>();
  for (const { it } of rated) groups.set(it.group, [...(groups.get(it.group) ?? []), it]);
  return [...groups.values()].flatMap((group) => (typed ? group.slice(0, EACH_MOST) : group));
}

const entry_of = (act: Act): Entry & { also?: string } => ({
  id: act.id, name: act.name, group: act.group, icon: act.icon, key: act.key, act, also: act.also,
});

function going(to: string, id: string, name: string, group: string, icon: Entry["icon"], note?: string): Entry {
  return { id, name, group, icon, note, act: { id, name, group, run: () => go(to) } };
}

function box_entries(say: Speech["say"]): Entry[] {
  const group = say("console.palette.go");
  return boxes.map((it) => going(`conversations/${it}`, `box.${it}`, say("console.palette.box", { box: say(`console.box.${it}`) }), group, IconInbox));
}

/** Lists that somebody keeps under a name. */
function view_entries(views: SavedView[], say: Speech["say"]): Entry[] {
  return views.map((it) =>
    going(`conversations/${asked_text(asked_of(it.filter, it.id))}`, `view.${it.id}`, it.name, say("console.view.label"), IconBookmark),
  );
}

function recent_entries(me: Me, say: Speech["say"]): Entry[] {
  return visited(me.id).filter((it) => !location.pathname.endsWith(`/${it.to.split("/").pop()}`)).map((it) =>
    going(it.to, `recent.${it.to}`, it.name, say("console.palette.recent"), it.about === "customer" ? IconUser : IconHistory, it.note),
  );
}

/** A customer's text is their name and their addresses. */
const addresses_of = ({ title, excerpt }: SearchRow) =>
  excerpt.startsWith(`${title}, `) ? excerpt.slice(title.length + 2) : excerpt === title ? undefined : excerpt;

function found_entries(rows: SearchRow[], say: Speech["say"]): Entry[] {
  const of = (row: SearchRow): Entry =>
    row.kind === "customer"
      ? going(result_place(row), `found.${row.id}`, row.title, say("console.palette.people"), IconUser, addresses_of(row))
      : going(result_place(row), `found.${row.id}`, row.title, say("console.palette.conversations"), IconMessage, row.person);
  return rows.map(of);
}

/** People and conversations with these words, by the same route as the search screen. */
export function useFoundRows(me: Me, q: string): { rows: SearchRow[]; asking: boolean } {
  const wanted = may(me, "search.read") && q.trim().length >= 2;
  const ask = (kind: string) => ({
    queryKey: ["search", "palette", kind, q],
    queryFn: ({ signal }: { signal: AbortSignal }) => api.search.list({ q: may_go_on(q), kind, most: 5 }, { signal }),
    enabled: wanted,
    retry: false,
  });
  const people = useQuery(ask("customer"));
  const talks = useQuery(ask("conversation"));
  return {
    rows: wanted ? [...(people.data ?? []), ...(talks.data ?? [])] : [],
    asking: wanted && (people.isFetching || talks.isFetching),
  };
}

export interface Known {
  acts: Act[];
  views: SavedView[];
  rows: SearchRow[]; /* what the search route found */
}

export function entries_for(typed: string, me: Me, { acts, views, rows }: Known, say: Speech["say"]): Entry[] {
  const here = acts.map(entry_of);
  const offered = [
    ...here.filter((it) => it.id.startsWith("bulk.")), /* what is picked is what one is about */
    ...here.filter((it) => !it.id.startsWith("go.") && !it.id.startsWith("bulk.")),
    ...(typed ? [] : recent_entries(me, say)),
    ...here.filter((it) => it.id.startsWith("go.")),
    ...view_entries(views, say),
    ...box_entries(say),
  ];
  const everywhere = typed.trim() && may(me, "search.read")
    ? [going(`search?${new URLSearchParams({ q: typed.trim() })}`, "search.all", say("console.palette.search", { q: typed.trim() }), say("console.palette.everywhere"), IconSearch)]
    : [];
  const sure = [...best(offered, typed), ...found_entries(rows, say)];
  return [...(sure.length ? sure : best(offered, typed, true)), ...everywhere];
}

/** What an act may be done with: those that fit, and what was typed itself where the act takes that. */
export function choices_for(act: Act, all: Choice[], typed: string): Entry[] {
  const entry = (it: Choice): Entry => ({
    id: it.id, name: it.name, note: it.note, group: act.name, act: { ...act, run: () => act.run(it) },
  });
  const own = typed.trim() ? act.typed?.(typed.trim()) : undefined;
  const sure = best(all.map(entry), typed);
  const listed = sure.length ? sure : best(all.map(entry), typed, !!typed);
  return own && !listed.some((it) => it.id === own.id) ? [...listed, entry(own)] : listed;
}
