// A customer, whole: what we know, every conversation, everything that happened.
import { Button } from "@mantine/core";
import IconArrowLeft from "@tabler/icons-react/icons/IconArrowLeft";
import IconPencil from "@tabler/icons-react/icons/IconPencil";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, type Me } from "../../api";
import { useActs } from "../../kit/acts";
import { Face } from "../../kit/face";
import { Link } from "../../kit/place";
import { Failed, Waiting } from "../../kit/states";
import { useSay } from "../../kit/words";
import { error_words, is_missing, may } from "../ask";
import { keep_visit } from "../palette/recent";
import { Answer } from "../survey/answer";
import { Edit } from "./edit";
import { Facts, useStanding } from "./facts";
import { Talks } from "./talks";
import { Timeline } from "./timeline";
import { nouns, type Noun } from "./told";

function Answers({ me, customer, name }: { me: Me; customer: string; name: string }) {
  const say = useSay();
  const answers = useStanding(me, customer).data?.answers ?? [];
  if (answers.length === 0) return null;
  return (
    <section aria-labelledby="customer-answers">
      <h2 id="customer-answers">{say("console.customer.answers")}</h2>
      {answers.map((it) => <Answer key={it.id} it={it} customer={name} />)}
    </section>
  );
}

function Happened({ me, customer }: { me: Me; customer: string }) {
  const say = useSay();
  const [noun, set_noun] = useState<Noun>("");
  return (
    <section aria-labelledby="customer-timeline">
      <h2 id="customer-timeline">{say("console.customer.timeline")}</h2>
      <div className="kind-chips" role="group" aria-label={say("console.customer.only")}>
        {nouns.map((it) => (
          <button key={it} type="button" className="kind-chip" aria-pressed={it === noun} onClick={() => set_noun(it)}>
            {say(`console.customer.noun.${it || "all"}`)}
          </button>
        ))}
      </div>
      <Timeline key={noun} customer={customer} noun={noun} me={me} />
    </section>
  );
}

function Back() {
  const say = useSay();
  return (
    <Link to="customers" className="way-back">
      <IconArrowLeft size={16} stroke={1.75} className="mirrors" aria-hidden />
      {say("console.nav.customers")}
    </Link>
  );
}

export function CustomerPage({ me, which }: { me: Me; which: string }) {
  const say = useSay();
  const [editing, edit] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const asked = useQuery({ queryKey: ["customer", which], queryFn: ({ signal }) => api.customer.get({ customer: which }, { signal }) });
  const it = asked.data;
  const name = it?.name || it?.email || say("console.customer.unknown");
  const changes = may(me, "customer.change");
  useEffect(() => {
    if (!it) return;
    document.title = `${name} · Regulars`;
    keep_visit(me.id, { to: `customers/${which}`, name, note: it.name ? it.email : undefined, about: "customer" });
  }, [it, name, me.id, which]);
  useActs(
    it && changes
      ? [{ id: "customer.change", name: say("console.customer.edit"), group: say("console.customer.label"), icon: IconPencil, run: () => edit(true) }]
      : [],
  );
  const done = () => {
    edit(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  if (asked.error && !it)
    return (
      <div className="page">
        {is_missing(asked.error) ? (
          <>
            <Back />
            <Failed heads title={say("console.customer.missing")} text={say("console.error.missing")} />
          </>
        ) : (
          <Failed heads title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />
        )}
      </div>
    );
  if (!it)
    return (
      <div className="page">
        <Waiting label={say("console.loading")} rows={5} />
      </div>
    );
  return (
    <div className="page page-wide customer">
      <Back />
      <div className="page-head">
        <div className="customer-who">
          <Face name={name} />
          <h1><bdi>{name}</bdi></h1>
        </div>
        {changes && !editing && (
          <Button ref={button} size="xs" variant="default" leftSection={<IconPencil size={16} stroke={1.5} />} onClick={() => edit(true)}>
            {say("console.customer.edit")}
          </Button>
        )}
      </div>
      <div className="customer-columns">
        <div>
          {editing ? <Edit it={it} done={done} /> : <Facts it={it} me={me} />}
          <Talks customer={which} back="conversations/all" level="h2" />
        </div>
        <div>
          <Answers me={me} customer={which} name={name} />
          <Happened me={me} customer={which} />
        </div>
      </div>
    </div>
  );
}
