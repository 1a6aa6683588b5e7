// The list: whose turn is it? Boxes and views with counts, what narrows them, and two lines a conversation.
import IconMoodSmile from "@tabler/icons-react/icons/IconMoodSmile";
import { useQuery } from "@tanstack/react-query";
import { memo, useLayoutEffect, useMemo, useRef } from "react";
import { api, type Me } from "../../api";
import { Link } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { useSay, useSpeech, type Word } from "../../kit/words";
import { error_words } from "../ask";
import { BulkBar, BulkEnd, type Bulk } from "./bulk";
import { asked_text, boxes, is_narrowed, type Asked, type Box } from "./filter";
import { Filters, useFacets } from "./filters";
import { Rows, type Walk } from "./row";
import type { useRows } from "./rows";
import { ViewActs, Views } from "./views";
import "./inbox.css";

export function useCounts() {
  return useQuery({ queryKey: ["counts"], queryFn: ({ signal }) => api.conversation.getCounts({ signal }), staleTime: Infinity });
}

const Boxes = memo(function Boxes({ box, view }: { box: Box; view?: string }) {
  const say = useSay();
  const { locale } = useSpeech();
  const counts = useCounts();
  const number = useMemo(() => new Intl.NumberFormat(locale), [locale]);
  const count = (it: Box) => counts.data && number.format(counts.data[it]);
  const shown = boxes.filter((it) => (it !== "spam" && it !== "snoozed") || it === box || counts.data?.[it]); /* an empty one is only in the way */
  return (
    <nav className="boxes" aria-label={say("console.box.label")}>
      {shown.map((it) => (
        <Link key={it} to={`conversations/${it}`} aria-current={it === box && !view ? "page" : undefined}>
          <span>{say(`console.box.${it}` as Word)}</span>
          <span className="count">{count(it)}</span>
        </Link>
      ))}
    </nav>
  );
});

/** What narrows the list, and keeping it. */
const Bar = memo(function Bar({ me, asked }: { me: Me; asked: Asked }) {
  return (
    <Filters asked={asked} me={me}>
      <ViewActs me={me} asked={asked} />
    </Filters>
  );
});

/** How many there are, as the badge says: also what a screen reader is told of each row's place. */
function useLength(asked: Asked): number | undefined {
  const counts = useCounts().data;
  const narrowed = is_narrowed(asked);
  const facets = useFacets(asked, narrowed).data;
  return narrowed ? facets?.count : counts?.[asked.box];
}

function Nothing({ asked }: { asked: Asked }) {
  const say = useSay();
  if (is_narrowed(asked))
    return (
      <Empty icon={<IconMoodSmile size={36} stroke={1.25} />} title={say("console.filter.empty")}>
        <Link to={`conversations/${asked_text({ box: asked.box, sort: asked.sort })}`}>{say("console.filter.clear")}</Link>
      </Empty>
    );
  return (
    <Empty icon={<IconMoodSmile size={36} stroke={1.25} />} title={say(`console.empty.${asked.box}` as Word)}>
      {say("console.empty.text")} <a href="/contact" target="_blank" rel="noreferrer">{say("console.empty.form")}</a>
    </Empty>
  );
}

export function List({ me, asked, open, found, walk, bulk }: {
  me: Me; asked: Asked; open?: string; found: ReturnType<typeof useRows>; walk: Walk; bulk: Bulk;
}) {
  const say = useSay();
  const { list, rows, place_of } = found;
  const length = useLength(asked);
  const title = useRef<HTMLHeadingElement>(null);
  const empty = !!list.data && rows.length === 0 && !list.hasNextPage;
  useLayoutEffect(() => {
    /* the last row went, and what had the focus with it */
    if (empty && walk.here.current && document.activeElement === document.body) title.current?.focus();
  });
  const Title = open ? "h2" : "h1"; /* an open thread is what the page is about */
  return (
    <section className="list" data-picking={bulk.n > 0 || undefined} aria-label={say("console.nav.inbox")}>
      <Title ref={title} tabIndex={-1} className="list-title">{say("console.nav.inbox")}</Title>
      <Boxes box={asked.box} view={asked.view} />
      <Views asked={asked} />
      <div className="list-bar">
        {bulk.n > 0 ? (
          <BulkBar me={me} bulk={bulk} length={length} />
        ) : (
          <Bar me={me} asked={asked} />
        )}
      </div>
      {list.isPending && <Waiting label={say("console.loading")} rows={8} />}
      {list.isError && (
        <Failed
          title={say("console.error.title")}
          text={error_words(list.error, say)}
          again={say("console.again")}
          retry={() => void (list.data ? list.fetchNextPage() : list.refetch())}
        />
      )}
      {empty && <Nothing asked={asked} />}
      {rows.length > 0 && (
        <Rows
          rows={rows}
          place_of={place_of}
          asked={asked}
          open={open}
          walk={walk}
          bulk={bulk}
          length={length}
          more={list.hasNextPage && !list.isFetchingNextPage && !list.isError ? () => void list.fetchNextPage() : undefined}
        />
      )}
      <BulkEnd bulk={bulk} />
    </section>
  );
}
