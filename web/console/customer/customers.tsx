// Everybody who ever wrote to us, whoever did last first; or who is looked for.
import { Button, CloseButton, TextInput } from "@mantine/core";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import IconUsersGroup from "@tabler/icons-react/icons/IconUsersGroup";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { api, ApiError, type ClienteleRow, type Me } from "../../api";
import { announce } from "../../kit/announce";
import { Face } from "../../kit/face";
import { Link } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { Ago } from "../../kit/time";
import { useSay } from "../../kit/words";
import { error_words, may } from "../ask";
import { Marked } from "../search/marked";
import { may_go_on, useSettled } from "../search/question";
import { useGoOn, useWalk } from "../search/walk";
import type { Screen } from "../shell";
import { CustomerPage } from "./page";
import "./customer.css";

const PAGE = 50;

function Row({ to, name, age, children }: { to: string; name: string; age: string; children: ReactNode }) {
  return (
    <li>
      <Link to={`customers/${to}`} className="row" data-result={to}>
        <Face name={name} />
        <span className="row-line">
          <span className="row-person"><bdi>{name}</bdi></span>
          <span className="row-age"><Ago at={age} /></span>
        </span>
        <span className="row-line">{children}</span>
      </Link>
    </li>
  );
}

function Everybody() {
  const say = useSay();
  const list = useRef<HTMLUListElement>(null);
  const asked = useInfiniteQuery({
    queryKey: ["customers"],
    queryFn: ({ pageParam, signal }) => api.customer.list({ before: pageParam, most: PAGE }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page: ClienteleRow[]) => (page.length < PAGE ? undefined : page.at(-1)!.cursor),
  });
  const rows = asked.data?.pages.flat() ?? [];
  const go_on = useGoOn(list, rows.length, "[data-result]");
  const more = () => {
    go_on();
    void asked.fetchNextPage();
  };
  if (asked.isPending) return <Waiting label={say("console.loading")} rows={8} />;
  if (asked.error && !asked.data)
    return <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />;
  if (rows.length === 0)
    return (
      <Empty icon={<IconUsersGroup size={36} stroke={1.25} />} title={say("console.customers.none")}>
        {say("console.customers.none_text")} <a href="/contact" target="_blank" rel="noreferrer">{say("console.empty.form")}</a>
      </Empty>
    );
  return (
    <>
      <ul ref={list} className="results" aria-label={say("console.nav.customers")}>
        {rows.map((it) => (
          <Row key={it.customer} to={it.customer} name={it.name || it.email || say("console.customer.unknown")} age={it.last_at}>
            <span className="row-subject">{it.name && <bdi dir="ltr">{it.email}</bdi>}</span>
            <span className={it.open ? "sign sign-new" : "sign"}>{say("console.customers.talks", { open: it.open, all: it.all })}</span>
          </Row>
        ))}
      </ul>
      {asked.hasNextPage && (
        <Button variant="default" loading={asked.isFetchingNextPage} onClick={more}>{say("console.search.more")}</Button>
      )}
    </>
  );
}

function Found({ q }: { q: string }) {
  const say = useSay();
  const asked = useQuery({
    queryKey: ["search", "customers", q],
    queryFn: ({ signal }) => api.search.list({ q: may_go_on(q), kind: "customer", most: 50 }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const n = asked.data?.length;
  useEffect(() => {
    if (n !== undefined && !asked.isPlaceholderData) announce(say("console.search.found", { n, more: n === 50 ? "yes" : "no" }));
  }, [n, q, asked.isPlaceholderData, say]);
  if (asked.isPending) return <Waiting label={say("console.loading")} rows={5} />;
  if (asked.error)
    return (
      <p className="error" role="alert">
        {asked.error instanceof ApiError && asked.error.error === "invalid"
          ? say("console.search.refused", { message: asked.error.message })
          : error_words(asked.error, say)}
      </p>
    );
  if (asked.data.length === 0) return <Empty title={say("console.search.none", { q })}>{say("console.customers.not_found")}</Empty>;
  return (
    <ul className="results" aria-label={say("console.search.results")} aria-busy={asked.isPlaceholderData}>
      {asked.data.map((it) => (
        <Row key={it.id} to={it.id} name={it.title || say("console.customer.unknown")} age={it.at}>
          <span className="row-subject"><Marked text={it.excerpt} marks={it.marks} /></span>
        </Row>
      ))}
    </ul>
  );
}

function Customers({ me }: { me: Me }) {
  const say = useSay();
  const [text, set_text] = useState("");
  const q = useSettled(text);
  const walk = useWalk();
  const pressed = (e: KeyboardEvent) => {
    if (e.key === "ArrowDown" || e.key === "Enter") walk.first();
    else if (e.key === "Escape" && text) set_text("");
    else return;
    e.preventDefault();
  };
  return (
    <div className="page search">
      <h1>{say("console.nav.customers")}</h1>
      {may(me, "search.read") && (
        <form role="search" onSubmit={(e) => e.preventDefault()}>
          <TextInput
            data-first
            autoComplete="off"
            spellCheck={false}
            aria-label={say("console.customers.search")}
            placeholder={say("console.customers.search")}
            leftSection={<IconSearch size={16} stroke={1.5} />}
            rightSection={text && <CloseButton size="sm" aria-label={say("console.search.clear")} onClick={() => set_text("")} />}
            value={text}
            onChange={(e) => set_text(e.currentTarget.value)}
            onKeyDown={pressed}
          />
        </form>
      )}
      {q.trim() ? <Found q={q} /> : <Everybody />}
    </div>
  );
}

export default function CustomerScreen({ me, parts }: Screen) {
  return parts[0] ? <CustomerPage key={parts[0]} me={me} which={parts[0]} /> : <Customers me={me} />;
}
