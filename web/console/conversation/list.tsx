// The list: whose turn is it? Boxes with counts, two lines a conversation, the next page when one scrolls there.
import IconMoodSmile from "@tabler/icons-react/icons/IconMoodSmile";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, type InboxRow } from "../../api";
import { Face } from "../../kit/face";
import { Link } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { Ago } from "../../kit/time";
import { useSay, useSpeech, type Word } from "../../kit/words";
import { error_words } from "../ask";
import { StateSign } from "./state";

export const boxes = ["mine", "unowned", "waiting", "open", "resolved", "all", "spam"] as const;
export type Box = (typeof boxes)[number];
const PAGE = 50;

export function useList(box: Box) {
  return useInfiniteQuery({
    queryKey: ["list", box],
    queryFn: ({ pageParam, signal }) => api.conversation.list({ box, before: pageParam, most: PAGE }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page: InboxRow[]) => (page.length < PAGE ? undefined : page.at(-1)!.cursor),
  });
}

function Boxes({ box }: { box: Box }) {
  const say = useSay();
  const { locale } = useSpeech();
  const counts = useQuery({ queryKey: ["counts"], queryFn: ({ signal }) => api.conversation.getCounts({ signal }) });
  const count = (it: Box) => counts.data && new Intl.NumberFormat(locale).format(counts.data[it]);
  const shown = boxes.filter((it) => it !== "spam" || it === box || counts.data?.spam); /* an empty one is only in the way */
  return (
    <nav className="boxes" aria-label={say("console.box.label")}>
      {shown.map((it) => (
        <Link key={it} to={`conversations/${it}`} aria-current={it === box ? "page" : undefined}>
          <span>{say(`console.box.${it}` as Word)}</span>
          <span className="count">{count(it)}</span>
        </Link>
      ))}
    </nav>
  );
}

export const person = (row: { customer_name: string; customer_email: string }, unknown: string) =>
  row.customer_name || row.customer_email || unknown;

function Row({ row, box, open, at }: { row: InboxRow; box: Box; open: boolean; at: boolean }) {
  const say = useSay();
  const name = person(row, say("console.customer.unknown"));
  return (
    <li>
      <Link
        to={`conversations/${box}/${row.id}`}
        className="row"
        data-row={row.id}
        data-at={at || undefined}
        aria-current={open ? "true" : undefined}
      >
        <Face name={name} />
        <span className="row-line">
          <span className="row-person"><bdi>{name}</bdi></span>
          <span className="row-age"><Ago at={row.last_at} /></span>
        </span>
        <span className="row-line">
          <span className="row-subject"><bdi>{row.subject || row.excerpt}</bdi></span>
          <StateSign state={row.state} waiting_since={row.waiting_since} brief />
        </span>
      </Link>
    </li>
  );
}

/** Asks for the next page a little before its end is reached. */
function End({ more, loading }: { more: () => void; loading: boolean }) {
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (loading) return;
    const seen = new IntersectionObserver(([it]) => it!.isIntersecting && more(), { rootMargin: "600px" });
    seen.observe(mark.current!);
    return () => seen.disconnect();
  }, [more, loading]);
  return <div ref={mark} className="list-end" />;
}

export function List({ box, open, at }: { box: Box; open?: string; at?: string }) {
  const say = useSay();
  const list = useList(box);
  const rows = list.data?.pages.flat() ?? [];
  const Title = open ? "h2" : "h1"; /* an open thread is what the page is about */
  return (
    <section className="list" aria-label={say("console.nav.inbox")}>
      <Title className="list-title">{say("console.nav.inbox")}</Title>
      <Boxes box={box} />
      <div className="list-rows">
        {list.isPending && <Waiting label={say("console.loading")} rows={8} />}
        {list.isError && !list.data && (
          <Failed
            title={say("console.error.title")}
            text={error_words(list.error, say)}
            again={say("console.again")}
            retry={() => void list.refetch()}
          />
        )}
        {list.data && rows.length === 0 && (
          <Empty icon={<IconMoodSmile size={36} stroke={1.25} />} title={say(`console.empty.${box}` as Word)}>
            {say("console.empty.text")} <a href="/contact" target="_blank" rel="noreferrer">{say("console.empty.form")}</a>
          </Empty>
        )}
        <ul>
          {rows.map((row) => (
            <Row key={row.id} row={row} box={box} open={row.id === open} at={row.id === at} />
          ))}
        </ul>
        {list.hasNextPage && <End more={() => void list.fetchNextPage()} loading={list.isFetchingNextPage} />}
      </div>
    </section>
  );
}
