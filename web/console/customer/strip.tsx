// Who is it? What somebody who answers needs to know in ten seconds.
import { CloseButton } from "@mantine/core";
import IconChevronRight from "@tabler/icons-react/icons/IconChevronRight";
import type { Conversation, Customer, Me } from "../../api";
import { Face } from "../../kit/face";
import { Link } from "../../kit/place";
import { useSay } from "../../kit/words";
import { Facts } from "./facts";
import { Talks } from "./talks";
import { Lines, useTimeline } from "./timeline";
import "./customer.css";

const LATELY = 10;

export function Strip({ it, me, customer, back, shown, hide }: {
  it: Conversation; me: Me; customer: Customer | undefined; back: string; shown: boolean; hide: () => void;
}) {
  const say = useSay();
  const lately = useTimeline(it.customer, "", LATELY).data?.pages[0];
  const name = customer && (customer.name || customer.email || say("console.customer.unknown"));
  return (
    <aside className="strip" data-shown={shown || undefined} aria-label={say("console.customer.label")}>
      <CloseButton className="strip-close" aria-label={say("console.close")} onClick={hide} />
      <header className="strip-who">
        {!name && <h2 className="heard">{say("console.customer.label")}</h2>}
        {name && (
          <>
            <Face name={name} />
            <h2>
              <Link to={`customers/${it.customer}`} className="strip-name">
                <bdi>{name}</bdi>
                <IconChevronRight size={16} stroke={1.75} className="mirrors" aria-hidden />
              </Link>
            </h2>
          </>
        )}
      </header>
      {customer && <Facts it={customer} me={me} />}
      <Talks customer={it.customer} back={back} but={it.id} level="h3" />
      <h3>{say("console.customer.timeline")}</h3>
      {lately && <Lines events={lately} me={me} />}
      {lately?.length === LATELY && (
        <Link to={`customers/${it.customer}`} className="strip-all">{say("console.customer.all")}</Link>
      )}
    </aside>
  );
}
