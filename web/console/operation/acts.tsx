// Who did what, and when: by person, kind and day, page after page, and all of it as CSV.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import IconDownload from "@tabler/icons-react/icons/IconDownload";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Act } from "../../api";
import { listed } from "../../kit/listed";
import { Link } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { exact } from "../../kit/time";
import { useSay, useSpeech, type Word } from "../../kit/words";
import { error_words } from "../ask";
import { kind_words, useKinds } from "./kinds";

const PAGE = 50;
const by = ["people", "staff", "keys", "system", "customers"] as const;
type By = (typeof by)[number];

interface Filter {
  by: By;
  actor: string;
  kind: string;
  from: string;
  to: string;
}

/** What is asked for: what is empty is not named. */
const asked_for = ({ actor, kind, from, to, ...rest }: Filter) => ({ ...rest, ...(actor ? { actor } : {}), ...(kind ? { kind } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) });

function Row({ it, help }: { it: Act; help: string | undefined }) {
  const { say, locale } = useSpeech();
  const who = it.actor_name || say(`console.actor.${it.actor_kind}` as Word);
  const fields = (it.body as { fields?: string[] })?.fields ?? [];
  return (
    <tr>
      <td className="quiet cell-end cell-first"><time dateTime={it.at ?? ""}>{it.at && exact(it.at, locale, "medium")}</time></td>
      <td><bdi>{who}</bdi></td>
      <td className="cell-first">{kind_words(it.kind, say, help)}</td>
      <td className="cell-end">
        {it.subject_name && <bdi>{it.subject_name}</bdi>}
        {it.conversation && <Link to={`conversations/all/${it.conversation}`}>{say("console.numbers.conversation")}</Link>}
        {fields.length > 0 && <span className="quiet"> {listed(fields.map((f) => say(`console.field.${f}` as Word)), locale)}</span>}
      </td>
    </tr>
  );
}

function Filters({ filter, set }: { filter: Filter; set: (to: Partial<Filter>) => void }) {
  const say = useSay();
  const staff = useQuery({ queryKey: ["staff"], queryFn: ({ signal }) => api.staff.list({ signal }) });
  const kinds = useKinds();
  const named = (kinds.data ?? []).map((it) => ({ value: it.kind, label: kind_words(it.kind, say, it.help) })).sort((a, b) => a.label.localeCompare(b.label));
  return (
    <div className="acts-filters" role="group" aria-label={say("console.operation.filter")}>
      <NativeSelect size="xs" label={say("console.acts.by")} value={filter.by} onChange={(e) => set({ by: e.currentTarget.value as By, actor: "" })} data={by.map((it) => ({ value: it, label: say(`console.acts.by_${it}`) }))} />
      <NativeSelect
        size="xs"
        label={say("console.acts.who")}
        value={filter.actor}
        onChange={(e) => set({ actor: e.currentTarget.value, ...(e.currentTarget.value ? { by: "people" } : {}) })}
        data={[{ value: "", label: say("console.acts.anybody") }, ...(staff.data ?? []).map((it) => ({ value: it.id, label: it.name }))]}
      />
      <NativeSelect size="xs" label={say("console.acts.what")} value={filter.kind} onChange={(e) => set({ kind: e.currentTarget.value })} data={[{ value: "", label: say("console.acts.anything") }, ...named]} />
      <TextInput size="xs" type="date" label={say("console.acts.from")} value={filter.from} onChange={(e) => set({ from: e.currentTarget.value })} />
      <TextInput size="xs" type="date" label={say("console.acts.to")} value={filter.to} onChange={(e) => set({ to: e.currentTarget.value })} />
    </div>
  );
}

export function Acts() {
  const say = useSay();
  const kinds = useKinds();
  const [filter, set_filter] = useState<Filter>({ by: "people", actor: "", kind: "", from: "", to: "" });
  const acts = useInfiniteQuery({
    queryKey: ["acts", filter],
    queryFn: ({ pageParam, signal }) => api.act.list({ ...asked_for(filter), most: PAGE, ...(pageParam ? { before: pageParam } : {}) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (last) => (last.length === PAGE ? last.at(-1)!.id : undefined),
    staleTime: 0,
  });
  const rows = acts.data?.pages.flat() ?? [];
  const help = new Map(kinds.data?.map((it) => [it.kind, it.help]));
  return (
    <>
      <div className="page-head">
        <p className="quiet">{say("console.acts.help")}</p>
        <a className="csv" href={api.act.getCsv(asked_for(filter))} download="acts.csv">
          <IconDownload size={16} stroke={1.5} aria-hidden />
          {say("console.acts.csv")}
        </a>
      </div>
      <Filters filter={filter} set={(to) => set_filter({ ...filter, ...to })} />
      {acts.isPending && <Waiting label={say("console.loading")} rows={6} />}
      {acts.error && (
        <Failed title={say("console.error.title")} text={error_words(acts.error, say)} again={say("console.again")} retry={() => void acts.refetch()} />
      )}
      {acts.data && rows.length === 0 && <Empty title={say("console.acts.none")}>{say("console.acts.none_text")}</Empty>}
      {rows.length > 0 && (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={say("console.operation.acts")}>
          <table className="rows stacks acts-rows">
            <thead>
              <tr>{(["when", "who", "what", "about"] as const).map((it) => <th key={it} scope="col">{say(`console.acts.${it}`)}</th>)}</tr>
            </thead>
            <tbody>{rows.map((it) => <Row key={it.id} it={it} help={help.get(it.kind)} />)}</tbody>
          </table>
        </div>
      )}
      {acts.hasNextPage && <Button variant="default" loading={acts.isFetchingNextPage} onClick={() => void acts.fetchNextPage()}>{say("console.more")}</Button>}
    </>
  );
}
