// The domains that answers come from: what the DNS says of each in plain words, and what to publish instead.
import { Button } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import IconHelpCircle from "@tabler/icons-react/icons/IconHelpCircle";
import IconInfoCircle from "@tabler/icons-react/icons/IconInfoCircle";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type DomainJudgement, type DomainTold } from "../../api";
import { announce } from "../../kit/announce";
import { CopyButton } from "../../kit/once";
import { Empty, Failed, Waiting } from "../../kit/states";
import { Sure } from "../../kit/sure";
import { Ago } from "../../kit/time";
import { useSay, useSpeech, type Word } from "../../kit/words";
import { error_words } from "../ask";
import { machine } from "./steps";

const icons = { good: IconCircleCheck, note: IconInfoCircle, wrong: IconAlertTriangle, unknown: IconHelpCircle };
const weights = { good: "good", note: "note", wrong: "bad", unknown: "note" };
/** Those that have something to be done about them, besides a record to publish. */
const has_fix = (code: string) => !["silent", "mx_good", "spf_good", "dkim_good", "dmarc_good"].includes(code);

/** As an administrator types it into a form of their provider: name, type, value. */
function Publish({ it }: { it: DomainJudgement }) {
  const say = useSay();
  return (
    <div className="publish">
      <dl>
        <dt>{say("console.domain.name")}</dt>
        <dd><code dir="ltr">{it.name}</code></dd>
        <dt>{say("console.domain.type")}</dt>
        <dd><code dir="ltr">{it.type}</code></dd>
        <dt>{say("console.domain.value")}</dt>
        <dd><code dir="ltr">{it.value}</code></dd>
      </dl>
      <CopyButton text={it.value} />
    </div>
  );
}

function Judgement({ it }: { it: DomainJudgement }) {
  const { say } = useSpeech();
  const Icon = icons[it.verdict];
  return (
    <li className={`how how-${weights[it.verdict]}`} data-record={it.record} data-code={it.code}>
      <Icon size={18} stroke={1.75} aria-hidden />
      <div className="judgement">
        <p><strong translate="no">{it.record.toUpperCase()}</strong> {say(`console.domain.${it.code}` as Word, { n: it.count })}</p>
        {has_fix(it.code) && <p>{say(`console.domain.${it.code}.fix` as Word)}</p>}
        {it.name && <Publish it={it} />}
        {it.found.length > 0 && (
          <details>
            <summary>{say("console.domain.found")}</summary>
            <ul className="found">{it.found.map((text, i) => <li key={i}><code dir="ltr">{text}</code></li>)}</ul>
          </details>
        )}
      </div>
    </li>
  );
}

const is_under_way = (it: DomainTold) => !!it.asked_at && (!it.checked_at || it.checked_at < it.asked_at);

function Acts({ it }: { it: DomainTold }) {
  const say = useSay();
  const client = useQueryClient();
  const [sure, set_sure] = useState(false);
  const name = { domain: machine(it.domain) };
  const ask = useMutation({
    mutationFn: (key: "keep" | "make" | "drop") => api.domain.create({ domain: it.domain, key }),
    onSuccess: () => announce(say("console.domain.asked", name)),
    onSettled: () => void client.invalidateQueries({ queryKey: ["domains"] }),
  });
  const waits = ask.isPending || is_under_way(it);
  const of = (act: Word) => say("console.mail.act_of", { act: say(act), what: it.domain });
  return (
    <>
      <div className="mailbox-acts">
        <Button size="xs" variant="default" aria-label={of("console.domain.check")} loading={waits} onClick={() => ask.mutate("keep")}>{say("console.domain.check")}</Button>
        {it.selector ? (
          <Button size="xs" variant="subtle" color="red" aria-label={of("console.domain.drop")} disabled={waits} onClick={() => set_sure(true)}>{say("console.domain.drop")}</Button>
        ) : (
          <Button size="xs" variant="subtle" aria-label={of("console.domain.make")} disabled={waits} onClick={() => ask.mutate("make")}>{say("console.domain.make")}</Button>
        )}
      </div>
      {ask.error && <p className="error" role="alert">{error_words(ask.error, say)}</p>}
      {sure && (
        <Sure title={say("console.domain.drop_sure", name)} act={say("console.domain.drop")} run={() => ask.mutate("drop")} close={() => set_sure(false)}>
          {say("console.domain.drop_text")}
        </Sure>
      )}
    </>
  );
}

function Domain({ it }: { it: DomainTold }) {
  const say = useSay();
  return (
    <li className="mailbox" data-domain={it.domain}>
      <div className="mailbox-who">
        <h2><bdi>{it.domain}</bdi></h2>
        <p className="quiet">
          {is_under_way(it) ? say("console.domain.looking") : it.checked_at ? <>{say("console.domain.looked")} <Ago at={it.checked_at} style="long" /></> : say("console.domain.never")}
        </p>
        {it.signs && <p className="quiet">{say("console.domain.signs")}</p>}
      </div>
      {it.judgements.length > 0 && <ul className="hows">{it.judgements.map((one) => <Judgement key={one.record} it={one} />)}</ul>}
      <Acts it={it} />
    </li>
  );
}

const WAITS_MS = 2_000; /* while one is looked up, should nobody tell us that it is done */

export function Domains() {
  const say = useSay();
  const asked = useQuery({
    queryKey: ["domains"],
    queryFn: ({ signal }) => api.domain.list({ signal }),
    refetchInterval: (it) => (it.state.data?.some(is_under_way) ? WAITS_MS : false),
  });
  if (asked.error && !asked.data)
    return <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />;
  if (asked.isPending) return <Waiting label={say("console.loading")} rows={4} />;
  if (asked.data.length === 0) return <Empty title={say("console.domain.none")}>{say("console.domain.none_text")}</Empty>;
  return (
    <>
      <p className="quiet domains-lead">{say("console.domain.help")}</p>
      <ul className="mailboxes">{asked.data.map((it) => <Domain key={it.domain} it={it} />)}</ul>
    </>
  );
}
