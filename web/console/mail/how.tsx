// How a mailbox goes, in plain words: a line for each folder, and one for sending.
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import IconInfoCircle from "@tabler/icons-react/icons/IconInfoCircle";
import type { ReactNode } from "react";
import type { MailboxTold } from "../../api";
import { Ago } from "../../kit/time";
import { useSay } from "../../kit/words";
import { Fault, machine } from "./steps";

type Watch = MailboxTold["watches"][number];
type Weight = "good" | "note" | "bad";

const SILENT_MS = 15 * 60_000; /* a folder says every five minutes that it looked */
const SENDING = "smtp"; /* what is watched besides folders */

const icons = { good: IconCircleCheck, note: IconInfoCircle, bad: IconAlertTriangle };

const folders_of = (box: MailboxTold) => {
  const named = box.words.imap_folders.split("\n").map((it) => it.trim()).filter(Boolean);
  return named.length ? named : ["INBOX"];
};

const is_silent = (watch: Watch) => !!watch.looked_at && Date.now() - Date.parse(watch.looked_at) > SILENT_MS;

/** Something about it needs a person. */
export const is_in_trouble = (box: MailboxTold) =>
  box.words.active && box.watches.some((it) => it.failing_since || (it.folder !== SENDING && is_silent(it)));

function Line({ weight, children }: { weight: Weight; children: ReactNode }) {
  const Icon = icons[weight];
  return (
    <li className={`how how-${weight}`}>
      <Icon size={18} stroke={1.75} aria-hidden />
      <div>{children}</div>
    </li>
  );
}

function Trouble({ watch, lead }: { watch: Watch; lead: string }) {
  const theirs = /"([^"]*)"|says: (.*)$/.exec(watch.failure);
  const say = useSay();
  return (
    <Line weight="bad">
      <p><strong>{lead}</strong> {say("console.mail.began")} <Ago at={watch.failing_since!} style="long" /></p>
      <p><Fault fault={watch.fault} words={watch.failure} /></p>
      {watch.fault && theirs && <p className="quiet">{say("console.mail.theirs")} <q dir="auto">{theirs[1] ?? theirs[2]}</q></p>}
    </Line>
  );
}

function Folder({ folder, watch }: { folder: string; watch: Watch | undefined }) {
  const say = useSay();
  const name = { folder: machine(folder) };
  if (watch?.failing_since) return <Trouble watch={watch} lead={say("console.mail.failing", name)} />;
  if (!watch?.looked_at) return <Line weight="note"><p>{say("console.mail.not_looked", name)}</p></Line>;
  return is_silent(watch) ? (
    <Line weight="bad"><p><strong>{say("console.mail.silent", name)}</strong> <Ago at={watch.looked_at} style="long" /></p></Line>
  ) : (
    <Line weight="good"><p>{say("console.mail.fetches", name)} <Ago at={watch.looked_at} style="long" /></p></Line>
  );
}

function Sending({ box }: { box: MailboxTold }) {
  const say = useSay();
  const watch = box.watches.find((it) => it.folder === SENDING);
  if (!box.words.smtp_host) return <Line weight="note"><p>{say("console.mail.sends_not")}</p></Line>;
  if (watch?.failing_since) return <Trouble watch={watch} lead={say("console.mail.send_failing")} />;
  return <Line weight="good"><p>{say("console.mail.sends")}</p></Line>;
}

export function How({ box }: { box: MailboxTold }) {
  const say = useSay();
  const { active, imap_host } = box.words;
  return (
    <ul className="hows">
      {!active && imap_host && <Line weight="note"><p>{say("console.mail.is_off")}</p></Line>}
      {!imap_host && <Line weight="note"><p>{say("console.mail.fetches_not")}</p></Line>}
      {active && imap_host && folders_of(box).map((folder) => <Folder key={folder} folder={folder} watch={box.watches.find((it) => it.folder === folder)} />)}
      <Sending box={box} />
    </ul>
  );
}
