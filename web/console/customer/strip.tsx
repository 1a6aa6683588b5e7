// Who is it? What somebody who answers needs to know in ten seconds.
import { CloseButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, type Conversation, type Customer, type InboxRow, type Event } from "../../api";
import { Face } from "../../kit/face";
import { Link } from "../../kit/place";
import { Ago } from "../../kit/time";
import { useSay, useSpeech, type Word } from "../../kit/words";
import { StateSign } from "../conversation/state";

const told: Record<string, Word> = {
  "customer.created": "console.event.customer_created",
  "conversation.opened": "console.event.opened",
  "message.received": "console.event.received",
  "message.written": "console.event.written",
  "conversation.claimed": "console.event.claimed",
  "conversation.proposed_solved": "console.event.proposed",
  "conversation.resolved": "console.event.resolved",
  "conversation.reopened": "console.event.reopened",
  "conversation.closed": "console.event.closed",
  "survey.invited": "console.event.invited",
  "survey.completed": "console.event.completed",
};

function language_name(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function Timeline({ events }: { events: Event[] }) {
  const say = useSay();
  const shown = events.filter((it) => told[it.kind]).slice(0, 12);
  return (
    <ol className="timeline">
      {shown.map((it) => (
        <li key={it.id}>
          <span>{say(told[it.kind]!)}</span>
          <Ago at={it.at} />
        </li>
      ))}
    </ol>
  );
}

function Earlier({ rows, back }: { rows: InboxRow[]; back: string }) {
  const say = useSay();
  if (rows.length === 0) return <p className="quiet">{say("console.customer.first")}</p>;
  return (
    <ul className="earlier">
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={`${back}/${row.id}`}>
            <span className="earlier-subject"><bdi>{row.subject || row.excerpt}</bdi></span>
            <span className="earlier-how">
              <StateSign state={row.state} waiting_since={row.waiting_since} brief />
              <Ago at={row.last_at} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function Strip({ it, customer, back, shown, hide }: {
  it: Conversation; customer: Customer | undefined; back: string; shown: boolean; hide: () => void;
}) {
  const say = useSay();
  const { language } = useSpeech();
  const others = useQuery({
    queryKey: ["list", "of", it.customer],
    queryFn: ({ signal }) => api.conversation.list({ box: "all", customer: it.customer, most: 20 }, { signal }),
  });
  const timeline = useQuery({
    queryKey: ["timeline", it.customer],
    queryFn: ({ signal }) => api.customer.listTimeline({ customer: it.customer, most: 50 }, { signal }),
  });
  const name = customer?.name || customer?.email || say("console.customer.unknown");
  return (
    <aside className="strip" data-shown={shown || undefined} aria-label={say("console.customer.label")}>
      <CloseButton className="strip-close" aria-label={say("console.close")} onClick={hide} />
      <header className="strip-who">
        <Face name={name} />
        <h2><bdi>{name}</bdi></h2>
      </header>
      <dl className="facts">
        {customer?.email && (
          <div>
            <dt>{say("console.customer.email")}</dt>
            <dd dir="ltr" className="address">{customer.email}</dd>
          </div>
        )}
        {customer?.language && (
          <div>
            <dt>{say("console.language")}</dt>
            <dd>{language_name(customer.language, language)}</dd>
          </div>
        )}
        {customer && (
          <div>
            <dt>{say("console.customer.since")}</dt>
            <dd><Ago at={customer.first_contact_at} style="long" /></dd>
          </div>
        )}
      </dl>
      <h3>{say("console.customer.earlier")}</h3>
      {others.data && <Earlier rows={others.data.filter((row) => row.id !== it.id)} back={back} />}
      <h3>{say("console.customer.timeline")}</h3>
      {timeline.data && <Timeline events={timeline.data} />}
    </aside>
  );
}
