// What we know of a customer, in the order in which somebody who answers needs it: how to address them comes first.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, type Customer, type Me } from "../../api";
import { Ago } from "../../kit/time";
import { useSay, useSpeech, type Word } from "../../kit/words";
import { may } from "../ask";
import { scale_of, verdict_of } from "../survey/answer";
import { language_name } from "./language";

export const useStanding = (me: Me, customer: string | undefined) =>
  useQuery({
    queryKey: ["customer", customer, "surveys"],
    queryFn: ({ signal }) => api.customer.getSurveys({ customer: customer! }, { signal }),
    enabled: !!customer && may(me, "survey.read"),
  });

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function LastAnswer({ me, customer }: { me: Me; customer: string }) {
  const say = useSay();
  const { locale } = useSpeech();
  const standing = useStanding(me, customer).data;
  if (!standing) return null;
  const last = standing.answers[0];
  const scale = last && scale_of(last.kind);
  return (
    <>
      {last && scale && (
        <Fact name={say(`console.survey.kind.${last.kind}` as Word)}>
          <span className={`verdict verdict-${verdict_of(last)}`}>
            {say("console.customer.score", { score: new Intl.NumberFormat(locale).format(last.score), most: scale.high })}
          </span>{" "}
          <span className="quiet">
            {say(`console.survey.verdict.${verdict_of(last)}`)} · <Ago at={last.answered_at!} style="long" />
          </span>
        </Fact>
      )}
      <Fact name={say("console.customer.asking")}>
        {standing.opted_out_at ? (
          <>
            {say("console.customer.opted_out")} <span className="quiet"><Ago at={standing.opted_out_at} style="long" /></span>
          </>
        ) : (
          say("console.customer.may_ask")
        )}
      </Fact>
    </>
  );
}

function Reached({ customer }: { customer: string }) {
  const say = useSay();
  const points = useQuery({
    queryKey: ["customer", customer, "contact_points"],
    queryFn: ({ signal }) => api.customer.listContactPoints({ customer }, { signal }),
  });
  if (!points.data) return null;
  return (
    <Fact name={say("console.customer.reached")}>
      {points.data.length === 0 && say("console.customer.no_address")}
      {points.data.map((it) => (
        <span key={it.id} dir="ltr" className="address">{it.value}</span>
      ))}
    </Fact>
  );
}

export function Facts({ it, me }: { it: Customer; me: Me }) {
  const say = useSay();
  const { locale } = useSpeech();
  return (
    <dl className="facts">
      <Fact name={say("console.customer.called")}>{it.name ? <bdi>{it.name}</bdi> : say("console.customer.no_name")}</Fact>
      <Fact name={say("console.language")}>
        {it.language ? language_name(it.language, locale) : say("console.customer.no_language")}
      </Fact>
      <Reached customer={it.id} />
      <Fact name={say("console.customer.since")}><Ago at={it.first_contact_at} style="long" /></Fact>
      <LastAnswer me={me} customer={it.id} />
    </dl>
  );
}
