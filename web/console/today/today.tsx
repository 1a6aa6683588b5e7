// Today: who waits for me, what I may take on, what is due, one thing worth knowing. Never a list of everything.
import IconMoodSmile from "@tabler/icons-react/icons/IconMoodSmile";
import IconTool from "@tabler/icons-react/icons/IconTool";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, type Me, type Today, type TodayPart, type TodayRow } from "../../api";
import { Face } from "../../kit/face";
import { Link } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { Ago, Since } from "../../kit/time";
import { useSay, useSpeech } from "../../kit/words";
import { error_words, useStaff } from "../ask";
import { FirstSteps } from "../business/first_steps";
import { useWalk } from "../search/walk";
import type { Screen } from "../shell";
import { Worth } from "./worth";
import "./today.css";

const NUMBER_LASTS_MS = 600_000;

/** All of it at first; then only who waits, until the number is old: it changes by the day, and counts much. */
async function ask_today(known: Known | undefined, signal: AbortSignal): Promise<Known> {
  const brief = !!known && Date.now() - known.number_at < NUMBER_LASTS_MS;
  const it = await api.today.get({ brief }, { signal });
  return brief ? { ...it, number: known.number, number_at: known.number_at } : { ...it, number_at: Date.now() };
}

type Known = Today & { number_at: number };

function useToday() {
  const client = useQueryClient();
  return useQuery({
    queryKey: ["today"],
    queryFn: ({ signal }) => ask_today(client.getQueryData<Known>(["today"]), signal),
    refetchInterval: 60_000,
  });
}

function Row({ it, box, how }: { it: TodayRow; box: string; how: ReactNode }) {
  const say = useSay();
  const name = it.customer_name || it.customer_email || say("console.customer.unknown");
  return (
    <li>
      <Link to={`conversations/${box}/${it.id}`} className="row" data-result={it.id}>
        <Face name={name} />
        <span className="row-line">
          <span className="row-person"><bdi>{name}</bdi></span>
          {how}
        </span>
        <span className="row-line">
          <span className="row-subject"><bdi>{it.subject}</bdi></span>
        </span>
      </Link>
    </li>
  );
}

/** Counts up: somebody can end it. */
function Waits({ at }: { at: string }) {
  const say = useSay();
  return (
    <span className="sign sign-waiting">
      {say("console.state.waits")} <Since at={at} />
    </span>
  );
}

function Part({ id, title, box, part, how }: {
  id: string; title: string; box: string; part: TodayPart; how: (it: TodayRow) => ReactNode;
}) {
  const say = useSay();
  if (part.n === 0) return null;
  return (
    <section className="today-part" aria-labelledby={id} data-part={id}>
      <h2 id={id}>{title}</h2>
      <ul className="results">
        {part.rows.map((it) => <Row key={it.id} it={it} box={box} how={how(it)} />)}
      </ul>
      {part.n > part.rows.length && <Link to={`conversations/${box}`} className="hit">{say("console.today.all", { n: part.n })}</Link>}
    </section>
  );
}

function Mentions({ it, me }: { it: Today["mentions"]; me: Me }) {
  const say = useSay();
  const names = useStaff(me);
  if (it.n === 0) return null;
  return (
    <section className="today-part" aria-labelledby="today-mentions" data-part="today-mentions">
      <h2 id="today-mentions">{say("console.today.mentions")}</h2>
      <ul className="results">
        {it.rows.map((one) => {
          const name = (one.by && names.get(one.by)) || say("console.thread.colleague");
          return (
            <li key={one.id}>
              <Link to={`conversations/all/${one.conversation}?at=${one.message}`} className="row" data-result={one.id}>
                <Face name={name} />
                <span className="row-line">
                  <span className="row-person"><bdi>{name}</bdi></span>
                  <span className="row-age"><Ago at={one.at} /></span>
                </span>
                <span className="row-line">
                  <span className="row-subject"><bdi>{one.excerpt}</bdi></span>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Parked({ n }: { n: number }) {
  const say = useSay();
  if (n === 0) return null;
  return (
    <Link to="operation" className="today-parked card" data-result="parked">
      <IconTool size={18} stroke={1.5} aria-hidden />
      {say("console.today.parked", { n })}
    </Link>
  );
}

const is_calm = (it: Today) => it.mine.n + it.unowned.n + it.mentions.n + it.due.n + it.proposed.n + it.parked === 0;

function Lists({ it, me }: { it: Today; me: Me }) {
  const say = useSay();
  if (is_calm(it))
    return (
      <Empty icon={<IconMoodSmile size={40} stroke={1.25} />} title={say("console.today.calm")}>
        {say("console.today.calm_text")}
      </Empty>
    );
  return (
    <>
      <Part id="today-mine" title={say("console.today.mine")} box="mine" part={it.mine} how={(row) => <Waits at={row.since} />} />
      <Part id="today-unowned" title={say("console.today.unowned")} box="unowned" part={it.unowned} how={(row) => <Waits at={row.since} />} />
      <Mentions it={it.mentions} me={me} />
      <Part
        id="today-due"
        title={say("console.today.due")}
        box="mine"
        part={it.due}
        how={(row) => <span className="row-age"><Ago at={row.since} /></span>}
      />
      <Part
        id="today-proposed"
        title={say("console.today.proposed")}
        box="mine"
        part={it.proposed}
        how={(row) => <span className="row-age"><Ago at={row.since} /></span>}
      />
      <Parked n={it.parked} />
    </>
  );
}

export default function TodayScreen({ me }: Screen) {
  const say = useSay();
  const { locale } = useSpeech();
  const asked = useToday();
  const it = asked.data;
  useWalk();
  return (
    <div className="page page-wide today">
      <div className="today-head">
        <h1>{say("console.today.title", { name: me.name })}</h1>
        <p className="quiet">{new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }).format(new Date())}</p>
        <p className={it && is_calm(it) ? "heard" : "lead"} role="status">{it && say("console.today.waiting", { n: it.mine.n })}</p>
      </div>
      {asked.isPending && <Waiting label={say("console.loading")} rows={6} />}
      {asked.error && !it && (
        <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />
      )}
      {it && (
        <div className="today-columns">
          <div>
            <FirstSteps me={me} />
            <Lists it={it} me={me} />
          </div>
          {it.number.report && <Worth it={it.number} />}
        </div>
      )}
    </div>
  );
}
