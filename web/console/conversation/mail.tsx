// A message that came by e-mail: as it was written, who wrote it to whom and what proves that, and the whole of it one click away.
import { Button } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconDownload from "@tabler/icons-react/icons/IconDownload";
import IconPhotoOff from "@tabler/icons-react/icons/IconPhotoOff";
import IconQuestionMark from "@tabler/icons-react/icons/IconQuestionMark";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { api, type MailFacts, type MailReading, type Message } from "../../api";
import { exact } from "../../kit/time";
import { useSay, useSpeech, type Word } from "../../kit/words";
import { HungFiles, is_picture } from "./files";
import { ask_mails } from "./foresight";
import { Formatted, Said, type PictureAt } from "./formatted";
import "./mail.css";

type Trust = "proved" | "unproved" | "forged" | "unchecked";
type Judged = "good" | "bad" | "unknown";

const ICONS = { good: IconCheck, bad: IconAlertTriangle, unknown: IconQuestionMark };
const LOOKS: Record<Trust, Judged> = { proved: "good", forged: "bad", unproved: "unknown", unchecked: "unknown" };

function trust_of(facts: MailFacts): Trust {
  if (facts.proved) return "proved";
  if (facts.dmarc === "fail") return "forged";
  return facts.spf === "untold" && facts.dkim === "untold" && facts.dmarc === "untold" ? "unchecked" : "unproved";
}

function judged(verdict: MailFacts["spf"]): Judged {
  return verdict === "pass" ? "good" : verdict === "fail" || verdict === "softfail" ? "bad" : "unknown";
}

function Badge({ is, children }: { is: Judged; children: ReactNode }) {
  const Icon = ICONS[is];
  return (
    <span className="mail-badge" data-judged={is}>
      <Icon size={13} stroke={2} aria-hidden />
      {children}
    </span>
  );
}

/** "Re: My bowl" is about "My bowl". */
const bare = (subject: string) => subject.replace(/^(\s*(re|fwd?|aw|wg|sv|rv|tr)\s*:)+/i, "").trim().toLowerCase();

function Row({ name, children }: { name: Word; children: ReactNode }) {
  const say = useSay();
  return (
    <>
      <dt>{say(name)}</dt>
      <dd dir="auto">{children}</dd>
    </>
  );
}

const People = ({ all }: { all: string[] }) => all.map((one, i) => <bdi key={i}>{one}</bdi>);

function Proof({ it }: { it: MailReading }) {
  const say = useSay();
  const { facts } = it;
  const domain = it.sender.split("@")[1] ?? it.sender;
  const methods = [
    { name: "SPF", key: "spf", verdict: facts.spf, domain: facts.spf_domain },
    { name: "DKIM", key: "dkim", verdict: facts.dkim, domain: facts.dkim_domain },
    { name: "DMARC", key: "dmarc", verdict: facts.dmarc, domain },
  ] as const;
  const trust = trust_of(facts);
  return (
    <div className="mail-proof">
      <p>{say(`console.letter.trust.${trust}_text`, { domain })}</p>
      {trust !== "unchecked" && (
        <ul>
          {methods.map((one) => (
            <li key={one.key}>
              <Badge is={judged(one.verdict)}>
                {one.name} {say(`console.letter.verdict.${one.verdict}`)}
              </Badge>
              <span>
                {say(`console.letter.${one.key}.${judged(one.verdict)}`)} {one.domain && one.verdict !== "untold" && <bdi className="quiet">{one.domain}</bdi>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Labels({ facts }: { facts: MailFacts }) {
  const say = useSay();
  const labels = [
    facts.colleague && say("console.letter.colleague"),
    facts.encrypted && say("console.letter.encrypted"),
    facts.is_signed && say("console.letter.signed"),
    facts.cuts > 0 && say("console.letter.cut"),
    facts.files_left > 0 && say("console.letter.files_left", { n: facts.files_left }),
  ].filter((one) => one !== false);
  return labels.length > 0 && <ul className="mail-labels">{labels.map((one) => <li key={one}>{one}</li>)}</ul>;
}

/** "Ann <ann@example.org>": a name may look like an address, and is none. */
const address_of = (shown: string) => (/<([^<>]*)>\s*$/.exec(shown)?.[1] ?? shown).trim().toLowerCase();

function Details({ it, subject }: { it: MailReading; subject: string }) {
  const say = useSay();
  const { locale } = useSpeech();
  const { facts } = it;
  const trust = trust_of(facts);
  const answers = facts.reply_to && address_of(facts.reply_to) !== it.sender.toLowerCase();
  return (
    <details className="mail-details">
      <summary>
        <bdi className="mail-sender">{it.sender}</bdi>
        <Badge is={LOOKS[trust]}>{say(`console.letter.trust.${trust}`)}</Badge>
        {facts.colleague && <Badge is="bad">{say("console.letter.colleague")}</Badge>}
        <span className="heard">{say("console.letter.details")}</span>
      </summary>
      <dl>
        <Row name="console.letter.from"><bdi>{it.sender_name ? `${it.sender_name} <${it.sender}>` : it.sender}</bdi></Row>
        {answers && <Row name="console.letter.reply_to"><bdi>{facts.reply_to}</bdi></Row>}
        {facts.to.length > 0 && <Row name="console.letter.to"><People all={facts.to} /></Row>}
        {facts.cc.length > 0 && <Row name="console.letter.cc"><People all={facts.cc} /></Row>}
        <Row name="console.letter.date">{exact(facts.date ?? it.at, locale)}</Row>
        {bare(it.subject) !== bare(subject) && <Row name="console.letter.subject">{it.subject}</Row>}
      </dl>
      <Proof it={it} />
      <Labels facts={facts} />
      <a className="mail-original" href={api.mail.getOriginal({ mail: it.mail })} download="mail.eml">
        <IconDownload size={14} stroke={1.75} aria-hidden />
        {say("console.letter.original")}
      </a>
    </details>
  );
}

/** Shown from here; what lies elsewhere only after somebody asked for it. */
function use_pictures(it: MailReading): PictureAt {
  const say = useSay();
  return (place, alt) => {
    const one = it.pictures.find((picture) => picture.place === place);
    if (!one) return undefined;
    if (one.file) return <img className="mail-picture" src={api.mail.getPicture({ mail: it.mail, place })} alt={alt} loading="lazy" decoding="async" />;
    if (one.state === "wanted") return <span className="picture">{say("console.letter.picture_coming")}</span>;
    return one.state === "remote" ? undefined : <span className="picture">{alt ? say("console.letter.picture_failed_of", { words: alt }) : say("console.letter.picture_failed")}</span>;
  };
}

/** How many places for pictures stand in it. */
const places_in = (html: string) => html.match(/<img alt="[^"]*" src="/g)?.length ?? 0;

function Elsewhere({ it, conversation, places }: { it: MailReading; conversation: string; places: number }) {
  const say = useSay();
  const client = useQueryClient();
  const n = it.pictures.filter((one) => one.place <= places && one.state === "remote").length;
  const want = useMutation({
    mutationFn: () => api.mail.fetchRemote({ mail: it.mail }),
    onSettled: () => client.invalidateQueries({ queryKey: ask_mails(conversation).queryKey }),
  });
  if (n === 0) return null;
  return (
    <div className="mail-elsewhere">
      <p>
        <IconPhotoOff size={16} stroke={1.5} aria-hidden />
        <span>{say("console.letter.pictures", { n })}</span>
      </p>
      <Button size="xs" variant="default" loading={want.isPending} onClick={() => want.mutate()}>{say("console.letter.pictures_show")}</Button>
    </div>
  );
}

export function Mail({ it, message, subject, replies }: { it: MailReading; message: Message; subject: string; replies: boolean }) {
  const say = useSay();
  const [open, set_open] = useState(false);
  const whole = useQuery({ queryKey: ["mail", it.mail, "text"], queryFn: ({ signal }) => api.mail.getText({ mail: it.mail }, { signal }), enabled: open, staleTime: Infinity });
  const all = open ? whole.data : undefined;
  const html = all ? all.html : it.html;
  const body = (all?.text || "") || message.body;
  const picture_at = use_pictures(it);
  const inside = new Set(html ? it.pictures.filter((one) => one.state === "hung" && one.place <= places_in(html)).map((one) => one.file) : []);
  return (
    <>
      <Details it={it} subject={subject} />
      {html && replies && <Elsewhere it={it} conversation={message.conversation!} places={places_in(html)} />}
      <div className="message-body" dir="auto" data-whole={all ? true : undefined}>
        {html ? <Formatted html={html} picture_at={picture_at} /> : <Said body={body} html="" />}
      </div>
      {it.more && (
        <button type="button" className="mail-fold" aria-expanded={open} disabled={open && whole.isPending} onClick={() => set_open((old) => !old)}>
          {say(open ? "console.letter.less" : "console.letter.whole")}
        </button>
      )}
      <HungFiles files={message.files.filter((one) => !inside.has(one.id) || !is_picture(one))} />
    </>
  );
}
