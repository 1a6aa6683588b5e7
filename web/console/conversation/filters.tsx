// What narrows the list: chips that can be taken away, and one field that finds any tag, person, team, state, way, language or time.
import IconFilter from "@tabler/icons-react/icons/IconFilter";
import IconX from "@tabler/icons-react/icons/IconX";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Facet, type InboxFacets, type Me } from "../../api";
import { Pick, type Choice } from "../../kit/pick";
import { go } from "../../kit/place";
import { useSay, useSpeech, type Speech, type Word } from "../../kit/words";
import { may, useStaff } from "../ask";
import { asked_text, fields, folded, input_of, list_text, type Asked, type Field, type Sort } from "./filter";

const DAY_MS = 86_400_000;
const spans = [
  ["today", 0],
  ["week", 6],
  ["month", 29],
  ["quarter", 89],
] as const;

/** Midnight here, so many days ago. */
function day_start(days_ago: number): string {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days_ago).toISOString();
}

export function useTags() {
  return useQuery({ queryKey: ["tags"], queryFn: ({ signal }) => api.tag.list({ signal }), staleTime: Infinity });
}

export function useTeams(me: Me) {
  return useQuery({ queryKey: ["teams"], queryFn: ({ signal }) => api.team.list({ signal }), enabled: may(me, "staff.read"), staleTime: 300_000 });
}

/** How long a narrowed list is; and what else it could be narrowed to. */
export function useFacets(asked: Asked, enabled: boolean) {
  return useQuery({
    queryKey: ["facets", list_text(asked)],
    queryFn: ({ signal }) => api.conversation.getFacets(input_of(asked), { signal }),
    enabled,
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: (before) => before,
  });
}

function language_name(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

interface Names {
  of: (field: Field, value: string) => string;
}

/** Values as people call them. */
export function useNames(me: Me): Names {
  const say = useSay();
  const { locale } = useSpeech();
  const tags = useTags().data;
  const teams = useTeams(me).data;
  const staff = useStaff(me);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const by: Partial<Record<Field, (value: string) => string | undefined>> = {
    tag: (value) => tags?.find((it) => it.id === value)?.name,
    owner: (value) => (value === me.id ? say("console.thread.mine") : staff.get(value)),
    team: (value) => teams?.find((it) => it.id === value)?.name,
    state: (value) => say(`console.state.${value}` as Word),
    channel: (value) => channel_name(value, say),
    language: (value) => language_name(value, locale),
    opened_from: (value) => date.format(new Date(value)),
    opened_to: (value) => date.format(new Date(Date.parse(value) - DAY_MS)), /* the last day that is in it */
    customer: () => say("console.filter.this_customer"),
  };
  return { of: (field, value) => by[field]?.(value) ?? say("console.filter.gone") };
}

const channels: Record<string, Word> = { form: "console.channel.form", email: "console.channel.email", api: "console.channel.api" };
const channel_name = (name: string, say: Speech["say"]) => (channels[name] ? say(channels[name]) : name);

const facet_of: Partial<Record<Field, keyof Omit<InboxFacets, "count">>> = {
  tag: "tags", owner: "owners", team: "teams", state: "states", channel: "channels", language: "languages",
};

function Adding({ asked, names, facets, open }: { asked: Asked; names: Names; facets: InboxFacets | undefined; open: (yes: boolean) => void }) {
  const say = useSay();
  const { locale } = useSpeech();
  const count = new Intl.NumberFormat(locale);
  const choices: Choice[] = [];
  for (const [field, part] of Object.entries(facet_of) as [Field, keyof Omit<InboxFacets, "count">][]) {
    const all: Facet[] = [...(facets?.[part] ?? [])].sort((a, b) => b.count - a.count);
    for (const it of all) {
      const value = it.which ?? it.word;
      if (!value || value === "bot") continue;
      choices.push({
        id: `${field}=${value}`,
        name: names.of(field, value),
        group: say(`console.filter.${field}` as Word),
        note: count.format(it.count),
        chosen: asked[field] === value,
      });
    }
  }
  for (const [name, days] of spans)
    choices.push({ id: `opened_from=${day_start(days)}`, name: say(`console.filter.${name}` as Word), group: say("console.filter.opened") });
  const day = (field: "opened_from" | "opened_to", text: string) => {
    if (!text) return;
    const [y, m, d] = text.split("-").map(Number) as [number, number, number];
    const next = { ...asked, [field]: new Date(y, m - 1, field === "opened_to" ? d + 1 : d).toISOString() };
    go(`conversations/${asked_text(next)}`);
  };
  return (
    <Pick
      button={
        <>
          <IconFilter size={15} stroke={1.5} aria-hidden />
          <span>{say("console.filter.add")}</span>
        </>
      }
      label={say("console.filter.find")}
      none={say("console.filter.none")}
      fold={folded}
      choices={choices}
      opened={open}
      choose={(it) => {
        const [field, value] = it.id.split(/=(.*)/, 2) as [Field, string];
        go(`conversations/${asked_text({ ...asked, [field]: asked[field] === value ? undefined : value })}`);
      }}
      foot={
        <div className="filter-days">
          <label>
            {say("console.filter.opened_from")}
            <input type="date" onChange={(e) => day("opened_from", e.currentTarget.value)} />
          </label>
          <label>
            {say("console.filter.opened_to")}
            <input type="date" onChange={(e) => day("opened_to", e.currentTarget.value)} />
          </label>
        </div>
      }
    />
  );
}

function Chip({ asked, field, names, count }: { asked: Asked; field: Field; names: Names; count?: string }) {
  const say = useSay();
  const name = names.of(field, asked[field]!);
  const kind = say(`console.filter.${field}` as Word);
  return (
    <button
      type="button"
      className="chip chip-on"
      onClick={() => {
        go(`conversations/${asked_text({ ...asked, [field]: undefined })}`);
        requestAnimationFrame(() => document.querySelector<HTMLElement>(".chips button")?.focus());
      }}
    >
      <span className="chip-kind">{kind}</span>
      <span className="chip-name"><bdi>{name}</bdi></span>
      {count !== undefined && <span className="count">{count}</span>}
      <IconX size={13} stroke={2} aria-hidden />
      <span className="heard">{say("console.filter.remove", { kind, name })}</span>
    </button>
  );
}

/** The number on a chip: how many of this list carry it. */
function count_of(asked: Asked, field: Field, facets: InboxFacets | undefined): number | undefined {
  const part = facet_of[field];
  if (!facets) return undefined;
  if (!part) return facets.count;
  return facets[part].find((it) => (it.which ?? it.word) === asked[field])?.count ?? 0;
}

export function Filters({ asked, me, children }: { asked: Asked; me: Me; children?: React.ReactNode }) {
  const say = useSay();
  const { locale } = useSpeech();
  const names = useNames(me);
  const on = fields.filter((it) => asked[it]);
  const [looking, look] = useState(false);
  const facets = useFacets(asked, looking || on.length > 0).data;
  const number = new Intl.NumberFormat(locale);
  const sort = (to: Sort) => go(`conversations/${asked_text({ ...asked, sort: to })}`);
  return (
    <div className="filters" role="group" aria-label={say("console.filter.label")}>
      <div className="filters-line">
        <Adding asked={asked} names={names} facets={facets} open={look} />
        <select className="sort" aria-label={say("console.sort.label")} value={asked.sort} onChange={(e) => sort(e.currentTarget.value as Sort)}>
          <option value="activity">{say("console.sort.activity")}</option>
          <option value="waiting">{say("console.sort.waiting")}</option>
        </select>
        {children}
      </div>
      {on.length > 0 && (
        <div className="chips">
          {on.map((field) => {
            const count = count_of(asked, field, facets);
            return <Chip key={field} asked={asked} field={field} names={names} count={count === undefined ? undefined : number.format(count)} />;
          })}
        </div>
      )}
    </div>
  );
}
