// Found again by its words: what was said, about what, and by whom. As you type; newest first.
import { Button, CloseButton, TextInput } from "@mantine/core";
import IconHistory from "@tabler/icons-react/icons/IconHistory";
import IconLock from "@tabler/icons-react/icons/IconLock";
import IconMoodEmpty from "@tabler/icons-react/icons/IconMoodEmpty";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { api, ApiError, type SearchRow } from "../../api";
import { announce } from "../../kit/announce";
import { Face } from "../../kit/face";
import { go, Link, useAsked } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { Ago } from "../../kit/time";
import { is_word, useSay, type Speech, type Word } from "../../kit/words";
import { error_words } from "../ask";
import type { Screen } from "../shell";
import { result_place } from "./found";
import { Marked } from "./marked";
import { forget_searches, keep_search, may_go_on, recent_searches, useSettled } from "./question";
import { useGoOn, useWalk } from "./walk";
import "./search.css";

const kinds = ["", "message", "conversation", "customer"] as const;
type Kind = (typeof kinds)[number];
const PAGE = 20;

function useResults(q: string, kind: Kind) {
  return useInfiniteQuery({
    queryKey: ["search", q, kind],
    queryFn: ({ pageParam, signal }) => api.search.list({ q: may_go_on(q), kind, before: pageParam, most: PAGE }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: SearchRow[]) => (page.length < PAGE ? undefined : page.at(-1)!.id),
    enabled: q.trim() !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** A message names its subject: whoever sees one of a conversation needs no second row for that. */
function without_echoes(rows: SearchRow[]): SearchRow[] {
  const said = new Set(rows.filter((it) => it.kind === "message").map((it) => it.conversation));
  return rows.filter((it) => it.kind !== "conversation" || !said.has(it.conversation));
}

function Result({ row, opened }: { row: SearchRow; opened: () => void }) {
  const say = useSay();
  const person = row.person || say("console.customer.unknown");
  return (
    <li>
      <Link to={result_place(row)} className="row result" data-result={row.id} data-kind={row.kind} onClick={opened}>
        <Face name={person} />
        <span className="row-line">
          <span className="row-person"><bdi>{person}</bdi></span>
          <span className="row-age"><Ago at={row.at} /></span>
        </span>
        {row.kind === "message" && !row.excerpt.startsWith(row.title) && (
          <span className="row-line result-about">
            <span className="row-subject"><bdi>{row.title}</bdi></span>
          </span>
        )}
        <span className="result-text">
          {row.internal && (
            <span className="note-sign">
              <IconLock size={13} stroke={1.75} aria-hidden />
              {say("console.search.note")}
            </span>
          )}
          {row.kind === "customer" && <span className="result-kind">{say("console.search.one.customer")}</span>}
          <Marked text={row.excerpt} marks={row.marks} />
        </span>
      </Link>
    </li>
  );
}

function Kinds({ kind, choose }: { kind: Kind; choose: (it: Kind) => void }) {
  const say = useSay();
  return (
    <div className="kind-chips" role="group" aria-label={say("console.search.kinds")}>
      {kinds.map((it) => (
        <button key={it} type="button" className="kind-chip" aria-pressed={it === kind} onClick={() => choose(it)}>
          {say(`console.search.kind.${it || "all"}`)}
        </button>
      ))}
    </div>
  );
}

const help = ["words", "phrase", "begins", "without"] as const;

function Beginning({ person, ask }: { person: string; ask: (q: string) => void }) {
  const say = useSay();
  const [recent, set_recent] = useState(() => recent_searches(person));
  return (
    <div className="search-beginning">
      {recent.length > 0 && (
        <section aria-labelledby="recent-searches">
          <div className="page-head">
            <h2 id="recent-searches">{say("console.search.recent")}</h2>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => {
                forget_searches(person);
                set_recent([]);
                announce(say("console.search.forgotten"));
                document.querySelector<HTMLElement>("[data-first]")?.focus();
              }}
            >
              {say("console.search.forget")}
            </Button>
          </div>
          <ul className="recent">
            {recent.map((it) => (
              <li key={it}>
                <button type="button" data-result={it} onClick={() => ask(it)}>
                  <IconHistory size={16} stroke={1.5} aria-hidden />
                  <bdi>{it}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="search-help">
        <h2 id="search-help">{say("console.search.help")}</h2>
        <dl className="search-help">
          {help.map((it) => (
            <div key={it}>
              <dt><code><bdi>{say(`console.search.example.${it}`)}</bdi></code></dt>
              <dd>{say(`console.search.help.${it}`)}</dd>
            </div>
          ))}
        </dl>
        <p className="quiet">{say("console.search.help.rest")}</p>
      </section>
    </div>
  );
}

/** What is wrong with the question is said with its fix; everything else as elsewhere. */
function refusal(why: unknown, say: Speech["say"]): string | null {
  if (!(why instanceof ApiError) || why.error !== "invalid") return null;
  const { fault, most } = why.more;
  if (typeof fault === "string" && is_word(`console.search.fault.${fault}`)) return say(`console.search.fault.${fault}` as Word, { most: Number(most) });
  return say("console.search.refused", { message: why.message });
}

export default function Search({ me }: Screen) {
  const say = useSay();
  const asked = useAsked();
  const [text, set_text] = useState(asked.get("q") ?? "");
  const kind = kinds.find((it) => it === asked.get("kind")) ?? "";
  const q = useSettled(text);
  const results = useResults(q, kind);
  const all = results.data?.pages.flat() ?? [];
  const rows = without_echoes(all);
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const walk = useWalk();
  const settled = q === text && !results.isPlaceholderData && results.isSuccess;

  const keep_place = (question: string, of: Kind) => {
    const place = new URLSearchParams({ ...(question && { q: question }), ...(of && { kind: of }) }).toString();
    go(place ? `search?${place}` : "search", true);
  };
  useEffect(() => keep_place(q, kind), [q, kind]);
  useEffect(() => {
    if (settled && q) announce(say("console.search.found", { n: rows.length, more: results.hasNextPage ? "yes" : "no" }));
  }, [settled, q, kind, rows.length]);

  const ask = (question: string) => {
    set_text(question);
    box.current?.focus();
  };
  const pressed = (e: KeyboardEvent) => {
    if (e.key === "ArrowDown") {
      e.preventDefault();
      walk.first();
    } else if (e.key === "Enter") {
      keep_search(me.id, text);
      walk.first();
    } else if (e.key === "Escape" && text) {
      e.preventDefault();
      set_text("");
    }
  };
  const go_on = useGoOn(list, rows.length, "[data-result]");
  const more = () => {
    go_on();
    void results.fetchNextPage();
  };
  const refused = q ? refusal(results.error, say) : null;
  return (
    <div className="page search">
      <h1>{say("console.nav.search")}</h1>
      <form role="search" onSubmit={(e) => e.preventDefault()}>
        <TextInput
          ref={box}
          size="md"
          data-first
          autoFocus
          type="text"
          inputMode="search"
          autoComplete="off"
          spellCheck={false}
          aria-label={say("console.search.label")}
          placeholder={say("console.search.label")}
          leftSection={<IconSearch size={18} stroke={1.5} />}
          rightSection={text && <CloseButton aria-label={say("console.search.clear")} onClick={() => ask("")} />}
          value={text}
          error={refused}
          onChange={(e) => set_text(e.currentTarget.value)}
          onKeyDown={pressed}
        />
        <Kinds kind={kind} choose={(it) => keep_place(text, it)} />
      </form>
      {!q.trim() && <Beginning person={me.id} ask={ask} />}
      {q.trim() && results.isLoading && <Waiting label={say("console.loading")} rows={5} />}
      {q.trim() && results.isError && !refused && (
        <Failed title={say("console.error.title")} text={error_words(results.error, say)} again={say("console.again")} retry={() => void results.refetch()} />
      )}
      {q.trim() && !results.isError && results.data && rows.length === 0 && (
        <Empty icon={<IconMoodEmpty size={36} stroke={1.25} />} title={say("console.search.none", { q })}>
          {say("console.search.none_text")}
        </Empty>
      )}
      {q.trim() && !refused && rows.length > 0 && (
        <ul ref={list} className="results" aria-label={say("console.search.results")} aria-busy={results.isPlaceholderData}>
          {rows.map((row) => (
            <Result key={`${row.kind} ${row.id}`} row={row} opened={() => keep_search(me.id, q)} />
          ))}
        </ul>
      )}
      {q.trim() && !refused && results.hasNextPage && (
        <Button variant="default" loading={results.isFetchingNextPage} onClick={more}>
          {say("console.search.more")}
        </Button>
      )}
    </div>
  );
}
