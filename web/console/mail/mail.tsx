// E-mail: the mailboxes and how they go, what waits for a person, and what became of everything that came.
import { Tabs } from "../../kit/tabs";
import { Empty, Failed, Waiting } from "../../kit/states";
import { Link } from "../../kit/place";
import { useSay } from "../../kit/words";
import { error_words, may } from "../ask";
import type { Screen } from "../shell";
import { useMailboxes, useQuarantined } from "./ask";
import { Balance } from "./balance";
import { Boxes } from "./boxes";
import { Domains } from "./domains";
import { MailboxForm } from "./form";
import { is_in_trouble } from "./how";
import "./mail.css";
import { Quarantine } from "./quarantine";

export default function Mail({ me, parts }: Screen) {
  const say = useSay();
  const asked = useMailboxes();
  const quarantined = useQuarantined(asked.data);
  const part = parts[0] ?? "";
  const manages = may(me, "mailbox.manage");
  const sorts = may(me, "mail.sort");
  const box = asked.data?.find((it) => it.id === part);
  if (manages && part === "new") return <div className="page"><MailboxForm /></div>;
  if (manages && box) return <div className="page"><MailboxForm key={box.id} box={box} /></div>;
  const known = ["", "quarantine", "balance", ...(manages ? ["domains"] : [])].includes(part);
  const failed = part !== "" && part !== "domains" && asked.error && !asked.data;
  return (
    <div className="page page-mail">
      <h1>{say("console.nav.mail")}</h1>
      <Tabs
        label={say("console.nav.mail")}
        here={part ? `mail/${part}` : "mail"}
        tabs={[
          { to: "mail", name: say("console.mail.boxes"), count: asked.data?.filter(is_in_trouble).length },
          { to: "mail/quarantine", name: say("console.mail.quarantine"), count: quarantined.mails.length },
          { to: "mail/balance", name: say("console.mail.balance") },
          ...(manages ? [{ to: "mail/domains", name: say("console.mail.domains") }] : []),
        ]}
      />
      {failed && <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />}
      {part === "" && <Boxes asked={asked} manages={manages} />}
      {part === "quarantine" && !failed && <Quarantine boxes={asked.data} asked={quarantined} sorts={sorts} />}
      {part === "domains" && manages && <Domains />}
      {part === "balance" && asked.data && <Balance boxes={asked.data} which={parts[1] ?? ""} sorts={sorts} />}
      {part !== "" && part !== "quarantine" && part !== "domains" && asked.isPending && <Waiting label={say("console.loading")} rows={4} />}
      {!known && asked.data && <Empty title={say("console.mail.not_found")}><Link to="mail">{say("console.mail.all")}</Link></Empty>}
    </div>
  );
}
