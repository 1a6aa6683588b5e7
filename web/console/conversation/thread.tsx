// A thread: what does this person need? The customer's words are the largest thing here.
import { ActionIcon } from "@mantine/core";
import IconArrowLeft from "@tabler/icons-react/icons/IconArrowLeft";
import IconLock from "@tabler/icons-react/icons/IconLock";
import IconRobot from "@tabler/icons-react/icons/IconRobot";
import IconUserCircle from "@tabler/icons-react/icons/IconUserCircle";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { memo, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { api, type Conversation, type Customer, type Delivery, type InboxRow, type MailReading, type Me, type Message, type SurveyOutcome } from "../../api";
import { Face } from "../../kit/face";
import { Link } from "../../kit/place";
import { Failed, Waiting } from "../../kit/states";
import { Ago } from "../../kit/time";
import { useSay } from "../../kit/words";
import { error_words, is_missing, may, useStaff } from "../ask";
import { Strip } from "../customer/strip";
import { keep_visit } from "../palette/recent";
import { useFound } from "../search/found";
import { Answer } from "../survey/answer";
import { Acts, useAct } from "./acts";
import { Composer } from "./composer";
import { Delivered } from "./delivery";
import { Dispatches } from "./dispatch";
import { HungFiles } from "./files";
import { ask_conversation, ask_customer, ask_deliveries, ask_mails, ask_messages, ask_surveys } from "./foresight";
import { Said } from "./formatted";
import { Mail } from "./mail";
import { SnoozeSign } from "./snooze";
import { StateSign } from "./state";
import { Tags } from "./tags";
import "./thread.css";

type Names = Map<string, string>;

function kind_of(message: Message): "customer" | "note" | "staff" {
  if (message.internal) return "note";
  return message.author_kind === "customer" || message.author_kind === "nobody" ? "customer" : "staff";
}

const MessageView = memo(function MessageView({ message, customer, names, delivery, mail, subject, replies }: {
  message: Message; customer: string; names: Names; delivery?: Delivery; mail?: MailReading; subject: string; replies: boolean;
}) {
  const say = useSay();
  const kind = kind_of(message);
  const name =
    kind === "customer" ? customer : (message.author && names.get(message.author)) || say("console.thread.colleague");
  return (
    <article className={`message message-${kind}`} data-message={message.id}>
      <header>
        <Face name={name} small />
        <bdi className="message-author">{name}</bdi>
        {kind === "note" && (
          <span className="note-sign">
            <IconLock size={13} stroke={1.75} aria-hidden />
            {say("console.thread.note")}
          </span>
        )}
        {message.machine && (
          <span className="note-sign">
            <IconRobot size={13} stroke={1.75} aria-hidden />
            {say("console.thread.machine")}
          </span>
        )}
        <span className="message-age"><Ago at={message.at} /></span>
      </header>
      {mail ? (
        <Mail it={mail} message={message} subject={subject} replies={replies} />
      ) : (
        <>
          <div className="message-body" dir="auto">
            <Said body={message.body} html={message.html} names={kind === "note" ? [...names.values()] : undefined} />
          </div>
          <HungFiles files={message.files} />
        </>
      )}
      {delivery && <Delivered it={delivery} replies={replies} />}
    </article>
  );
});

/** Whoever stands at the end stays there when the field below grows, as it does for a long draft. */
function use_end(log: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const it = log.current!;
    let ends = true;
    let height = it.clientHeight;
    const look = () => {
      if (it.clientHeight === height) ends = it.scrollHeight - it.scrollTop - height < 24; /* else it has just grown or shrunk */
    };
    const watch = new ResizeObserver(() => {
      height = it.clientHeight;
      if (ends) it.scrollTop = it.scrollHeight;
    });
    look();
    watch.observe(it);
    it.addEventListener("scroll", look, { passive: true });
    return () => {
      watch.disconnect();
      it.removeEventListener("scroll", look);
    };
  }, [log]);
}

/** Messages and survey answers in the order of time. */
const Log = memo(function Log({ messages, surveys = [], deliveries = [], mails, subject, customer, names, replies, by_mail }: {
  messages: Message[]; surveys?: SurveyOutcome[]; deliveries?: Delivery[]; mails?: MailReading[]; subject: string; customer: string; names: Names; replies: boolean; by_mail?: string; /* the conversation, when its answers leave by e-mail */
}) {
  const say = useSay();
  const log = useRef<HTMLElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const answers = surveys.filter((one) => one.answered_at);
  const delivery_of = new Map(deliveries.map((one) => [one.message, one]));
  const mail_of = new Map((mails ?? []).map((one) => [one.message, one]));
  const n = messages.length + answers.length;
  const looks = !!mails; /* known what they looked like: they are as high now as they stay */
  useLayoutEffect(() => {
    void end.current?.scrollIntoView({ block: "end" });
  }, [n, looks]);
  useFound(n);
  use_end(log);
  const items = [
    ...messages.map((it) => ({ at: it.at, key: it.id, view: <MessageView message={it} customer={customer} names={names} delivery={delivery_of.get(it.id)} mail={mail_of.get(it.id)} subject={subject} replies={replies} /> })),
    ...answers.map((it) => ({ at: it.answered_at!, key: it.id, view: <Answer it={it} customer={customer} /> })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <section ref={log} className="log" tabIndex={0} aria-label={say("console.thread.log")}>
      {items.map((it) => (
        <div key={it.key} className="log-item">{it.view}</div>
      ))}
      {by_mail && <Dispatches which={by_mail} names={names} replies={replies} />}
      <div ref={end} />
    </section>
  );
});

function Back({ to }: { to: string }) {
  const say = useSay();
  return (
    <Link className="back" to={to} aria-label={say("console.thread.back")}>
      <IconArrowLeft size={22} stroke={1.5} className="mirrors" />
    </Link>
  );
}

/** What a row of the inbox knows of it as well. */
type Known = Pick<Conversation, "id" | "subject" | "state" | "waiting_since" | "owner">;

function Head({ it, all, customer, names, back, act, me, toggle, shown }: {
  it: Known; all: Conversation | null; /* later than the rest */ customer: string; names: Names; back: string; act: ReturnType<typeof useAct>; me: Me;
  toggle: () => void; shown: boolean;
}) {
  const say = useSay();
  const owner = it.owner && (it.owner === me.id ? say("console.thread.mine") : names.get(it.owner));
  return (
    <header className="thread-head">
      <Back to={back} />
      <div className="thread-what">
        <h1 title={it.subject}><bdi>{it.subject || customer}</bdi></h1>
        <p className="thread-how">
          {(it.state !== "scheduled" || it.waiting_since) && <StateSign state={it.state} waiting_since={it.waiting_since} />}
          <span>{owner ? say("console.thread.owner", { name: owner }) : say("console.thread.unowned")}</span>
        </p>
        {all?.claims && (
          <p className="thread-claims"><Link to={`conversations/all/${all.claims}`}>{say("console.thread.claims")}</Link></p>
        )}
        {all && <SnoozeSign it={all} />}
        {all && <Tags which={it.id} me={me} />}
      </div>
      {all && <Acts it={all} me={me} act={act} />}
      <ActionIcon
        className="strip-toggle"
        variant="default"
        size={30}
        aria-label={say("console.customer.label")}
        aria-expanded={shown}
        onClick={toggle}
      >
        <IconUserCircle size={18} stroke={1.5} />
      </ActionIcon>
    </header>
  );
}

const FRAME_MS = 100; /* of a page that nobody looks at: it has none */

/** A frame has shown what is there: now the rest, which would have kept it waiting. */
function use_shown(there: boolean): boolean {
  const [shown, set_shown] = useState(false);
  useEffect(() => {
    if (!there) return;
    let timer = window.setTimeout(set_shown, FRAME_MS, true);
    const frame = requestAnimationFrame(() => {
      clearTimeout(timer);
      timer = window.setTimeout(set_shown, 0, true);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [there]);
  return shown;
}

/** What was said comes first, under the name that the inbox knows. */
function useThread(which: string, row: InboxRow | undefined) {
  const messages = useQuery(ask_messages(which));
  const it = useQuery(ask_conversation(which));
  const shown = use_shown(!!messages.data && !!(it.data ?? row));
  const rest = shown || !row;
  const who = it.data?.customer ?? row?.customer;
  const customer = useQuery({ ...ask_customer(who), enabled: !!who && rest });
  const surveys = useQuery({ ...ask_surveys(which), enabled: rest });
  const deliveries = useQuery({ ...ask_deliveries(which), enabled: rest && it.data?.channel === "email" });
  const mails = useQuery({ ...ask_mails(which), enabled: (it.data ?? row)?.channel === "email" });
  return { it, messages, customer, surveys, deliveries, mails, shown };
}

const SEEN_MS = 2000;

/** The last message that was on a visible screen long enough to be read: nobody answers past what they have not seen. */
function use_seen(messages: Message[] | undefined, me: string): string | null {
  const last = messages?.at(-1);
  const [seen, set_seen] = useState<string | null>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!last) return;
    if (first.current || last.author === me) {
      first.current = false;
      set_seen(last.id);
      return;
    }
    let timer = 0;
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") timer = window.setTimeout(() => set_seen(last.id), SEEN_MS);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [last?.id, last?.author, me]);
  return seen ?? last?.id ?? null;
}

/** Who opens a conversation has read where they are named in it. */
function use_mentions_read(me: Me, which: string, shown: boolean) {
  const client = useQueryClient();
  const waiting = useQuery({ queryKey: ["mentions"], queryFn: ({ signal }) => api.me.listMentions({}, { signal }), enabled: shown });
  const read = useMutation({
    mutationFn: () => api.me.mentionsRead({ conversation: which }),
    onSuccess: () => {
      for (const queryKey of [["mentions"], ["today"]]) void client.invalidateQueries({ queryKey });
    },
  });
  const named = shown && !!waiting.data?.some((it) => it.conversation === which && it.staff === me.id);
  useEffect(() => {
    if (named) read.mutate();
  }, [named]);
}

const name_of = (customer: Customer | undefined, row: InboxRow | undefined, unknown: string) =>
  customer ? customer.name || customer.email || unknown : row?.customer_name || row?.customer_email || unknown;

/** `row`: the inbox knows it already. What was said is shown first; what one can do about it, and who it is, a moment later. */
export function Thread({ me, which, back, row }: { me: Me; which: string; back: string; row?: InboxRow }) {
  const say = useSay();
  const asked = useThread(which, row);
  const names = useStaff(me);
  const act = useAct(which);
  const [shown, show] = useState(false);
  const seen = use_seen(asked.messages.data, me.id);
  use_mentions_read(me, which, asked.shown);
  const it = asked.it.data;
  const customer = name_of(asked.customer.data, row, say("console.customer.unknown"));
  const all = asked.shown && it ? it : null;
  useEffect(() => {
    if (!it || !asked.shown) return;
    document.title = `${it.subject || customer} · Regulars`;
    keep_visit(me.id, { to: `conversations/all/${it.id}`, name: it.subject || customer, note: it.subject && customer, about: "conversation" });
  }, [it?.id, it?.subject, customer, asked.shown]);
  const failed = asked.it.error ?? asked.messages.error;
  if (failed && !(it && asked.messages.data))
    return (
      <section className="thread">
        <Back to={back} />
        {is_missing(failed) ? (
          <Failed heads title={say("console.thread.missing")} text={say("console.error.missing")} />
        ) : (
          <Failed heads title={say("console.error.title")} text={error_words(failed, say)} again={say("console.again")} retry={() => void Promise.all([asked.it.refetch(), asked.messages.refetch()])} />
        )}
      </section>
    );
  const known = it ?? row;
  if (!known || !asked.messages.data || (!row && asked.customer.isPending))
    return (
      <section className="thread">
        <Back to={back} />
        <Waiting heads label={say("console.loading")} rows={4} />
      </section>
    );
  const replies = may(me, "conversation.reply");
  return (
    <>
      <section className="thread" aria-label={known.subject || customer} aria-busy={!all}>
        <Head it={known} all={all} customer={customer} names={names} back={back} act={act} me={me} shown={shown} toggle={() => show(!shown)} />
        <Log messages={asked.messages.data} surveys={asked.surveys.data} deliveries={asked.deliveries.data} mails={asked.mails.data} subject={known.subject} customer={customer} names={names} replies={replies} by_mail={all?.channel === "email" ? all.id : undefined} />
        {all && replies && !["closed", "merged", "spam"].includes(all.state) && (
          <Composer it={all} me={me} act={act} names={names} customer={customer} seen={seen} />
        )}
        {(!replies || ["closed", "merged", "spam"].includes(known.state)) && (
          <p className="composer-none quiet">{say(!replies ? "console.composer.reading" : known.state === "spam" ? "console.composer.spam" : "console.composer.over")}</p>
        )}
      </section>
      {all ? (
        <Strip it={all} me={me} customer={asked.customer.data} back={back} shown={shown} hide={() => show(false)} />
      ) : (
        <aside className="strip" aria-hidden />
      )}
    </>
  );
}
