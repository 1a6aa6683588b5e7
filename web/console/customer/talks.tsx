// A customer's conversations: those that are open first, then what was before.
import { useQuery } from "@tanstack/react-query";
import { api, type InboxRow } from "../../api";
import { Link } from "../../kit/place";
import { Ago } from "../../kit/time";
import { useSay } from "../../kit/words";
import { is_over, StateSign } from "../conversation/state";

export const useTalks = (customer: string) =>
  useQuery({
    queryKey: ["list", "of", customer],
    queryFn: ({ signal }) => api.conversation.list({ box: "all", customer, most: 50 }, { signal }),
  });

function Rows({ rows, back }: { rows: InboxRow[]; back: string }) {
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

/** `but`: the one that is on the screen already. */
export function Talks({ customer, back, but, level: Title }: { customer: string; back: string; but?: string; level: "h2" | "h3" }) {
  const say = useSay();
  const asked = useTalks(customer);
  if (!asked.data) return null;
  const rows = asked.data.filter((row) => row.id !== but);
  const open = rows.filter((row) => !is_over(row.state));
  const over = rows.filter((row) => is_over(row.state));
  return (
    <>
      {open.length > 0 && <Title>{say("console.customer.open")}</Title>}
      <Rows rows={open} back={back} />
      <Title>{say("console.customer.earlier")}</Title>
      {over.length === 0 && <p className="quiet">{say(open.length || but ? "console.customer.no_earlier" : "console.customer.none")}</p>}
      <Rows rows={over} back={back} />
    </>
  );
}
