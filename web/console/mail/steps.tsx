// "Test the connection": what each step of it met, and what to do about the first that failed.
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import IconCircleX from "@tabler/icons-react/icons/IconCircleX";
import type { ConnectionStep } from "../../api";
import { is_word, useSay, type Word } from "../../kit/words";

/** What is written for machines from left to right, wherever it stands. */
export const machine = (text: string) => `\u2066${text}\u2069`;

/** A fault in plain words, and what to do about it; in the server's own English only when there are no words for it yet. */
export function Fault({ fault, words }: { fault: string; words: string }) {
  const say = useSay();
  const key = `console.fault.${fault}`;
  return fault && is_word(key) ? <>{say(key as Word)}</> : <span lang="en" dir="ltr">{words}</span>;
}

function Good({ it }: { it: ConnectionStep }) {
  const say = useSay();
  return (
    <li className="step step-good">
      <IconCircleCheck size={18} stroke={1.75} aria-hidden />
      <p>{say(`console.step.${it.step}` as Word, { folder: machine(it.folder), n: it.mails, address: machine(it.theirs) })}</p>
    </li>
  );
}

function Bad({ it }: { it: ConnectionStep }) {
  const say = useSay();
  return (
    <li className="step step-bad">
      <IconCircleX size={18} stroke={1.75} aria-hidden />
      <div>
        <p><strong>{say(`console.step.bad_${it.step}` as Word, { folder: machine(it.folder) })}</strong></p>
        <p><Fault fault={it.fault} words={it.words} /></p>
        {it.theirs && <p className="quiet">{say("console.mail.theirs")} <q dir="auto">{it.theirs}</q></p>}
      </div>
    </li>
  );
}

export function Steps({ steps }: { steps: ConnectionStep[] }) {
  const say = useSay();
  const of = (server: ConnectionStep["server"]) => steps.filter((it) => it.server === server);
  const good = steps.every((it) => it.good);
  return (
    <div className="steps" role="status">
      <p className={good ? "done" : "error"}>{say(good ? "console.mail.check_good" : "console.mail.check_bad")}</p>
      {(["imap", "smtp"] as const).map((server) => of(server).length > 0 && (
        <div key={server}>
          <h3>{say(`console.mail.${server}`)}</h3>
          <ol>{of(server).map((it, i) => it.good ? <Good key={i} it={it} /> : <Bad key={i} it={it} />)}</ol>
        </div>
      ))}
    </div>
  );
}
