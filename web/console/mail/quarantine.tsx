// What nobody could make sense of waits here for a person: opened by hand, or set aside.
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import { useState } from "react";
import type { LedgerMail, MailboxTold } from "../../api";
import { Link } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { useSay } from "../../kit/words";
import { error_words } from "../ask";
import { QUARANTINED_SHOWN, type useQuarantined } from "./ask";
import { MailRow } from "./mail_row";

function Opened({ mails }: { mails: LedgerMail[] }) {
  const say = useSay();
  const lead = mails.filter((it) => it.conversation);
  if (!lead.length) return null;
  return (
    <ul className="done mail-opened">
      {lead.map((it) => (
        <li key={it.id}>
          <Link to={`conversations/all/${it.conversation}`}>{say("console.mail.opened", { subject: it.subject || say("console.mail.no_subject") })}</Link>
        </li>
      ))}
    </ul>
  );
}

export function Quarantine({ boxes, asked, sorts }: { boxes: MailboxTold[] | undefined; asked: ReturnType<typeof useQuarantined>; sorts: boolean }) {
  const say = useSay();
  const [opened, set_opened] = useState<LedgerMail[]>([]);
  const name = new Map(boxes?.map((it) => [it.id, it.words.name]));
  const several = name.size > 1;
  return (
    <>
      <p className="quiet">{say("console.mail.quarantine_help")}</p>
      <Opened mails={opened} />
      {asked.error && <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={asked.again} />}
      {!asked.error && asked.pending && <Waiting label={say("console.loading")} rows={4} />}
      {!asked.error && !asked.pending && asked.mails.length === 0 && (
        <Empty icon={<IconCircleCheck size={32} stroke={1.5} />} title={say("console.mail.quarantine_empty")}>{say("console.mail.quarantine_empty_text")}</Empty>
      )}
      <ul className="mails">
        {asked.mails.map((it) => (
          <MailRow key={it.id} mail={it} box={several ? name.get(it.mailbox) : undefined} sorts={sorts} opened={(became) => set_opened((was) => [...was, became])} />
        ))}
      </ul>
      {asked.more && <p className="quiet">{say("console.mail.quarantine_more", { n: QUARANTINED_SHOWN })}</p>}
    </>
  );
}
