// What happened with a customer, newest first: what, who did it, when; a line of a conversation leads there.
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { api, type Event, type Me } from "../../api";
import { Link } from "../../kit/place";
import { Failed, Waiting } from "../../kit/states";
import { Ago } from "../../kit/time";
import { useSay } from "../../kit/words";
import { error_words, useStaff } from "../ask";
import { useGoOn } from "../search/walk";
import { event_word, type Noun } from "./told";

export function useTimeline(customer: string, noun: Noun, most: number) {
  return useInfiniteQuery({
    queryKey: ["timeline", customer, noun, most],
    queryFn: ({ pageParam, signal }) => api.customer.listTimeline({ customer, noun, before: pageParam, most }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Event[]) => (page.length < most ? undefined : page.at(-1)!.id),
  });
}

function Line({ it, who }: { it: Event; who: string | undefined }) {
  const say = useSay();
  const told = say(event_word(it));
  const message = it.kind.startsWith("message.") && it.subject ? `?at=${it.subject}` : "";
  return (
    <li data-event={it.kind}>
      <span className="timeline-what">
        {it.conversation ? <Link to={`conversations/all/${it.conversation}${message}`}>{told}</Link> : told}
        {who && <span className="timeline-who"><bdi>{who}</bdi></span>}
      </span>
      <Ago at={it.at} />
    </li>
  );
}

export function Lines({ events, me }: { events: Event[]; me: Me }) {
  const names = useStaff(me);
  return (
    <ol className="timeline">
      {events.map((it) => (
        <Line key={it.id} it={it} who={it.actor_kind === "staff" && it.actor ? names.get(it.actor) : undefined} />
      ))}
    </ol>
  );
}

/** All of it, a page at a time. */
export function Timeline({ customer, noun, me }: { customer: string; noun: Noun; me: Me }) {
  const say = useSay();
  const asked = useTimeline(customer, noun, 50);
  const list = useRef<HTMLDivElement>(null);
  const events = asked.data?.pages.flat() ?? [];
  const go_on = useGoOn(list, events.length, "li");
  const more = () => {
    go_on();
    void asked.fetchNextPage();
  };
  if (asked.isPending) return <Waiting label={say("console.loading")} rows={5} />;
  if (asked.error && !asked.data)
    return <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />;
  return (
    <div ref={list}>
      {events.length === 0 && <p className="quiet">{say("console.customer.nothing")}</p>}
      <Lines events={events} me={me} />
      {asked.hasNextPage && (
        <Button className="timeline-more" size="xs" variant="default" loading={asked.isFetchingNextPage} onClick={more}>
          {say("console.search.more")}
        </Button>
      )}
    </div>
  );
}
