// One line of the ledger: who wrote, what became of it and why, and what a person can do about it.
import { Button } from "@mantine/core";
import IconDownload from "@tabler/icons-react/icons/IconDownload";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ApiError, type LedgerMail } from "../../api";
import { announce } from "../../kit/announce";
import { Link } from "../../kit/place";
import { Ago } from "../../kit/time";
import { useSay, type Word } from "../../kit/words";
import { error_words } from "../ask";

/** What was quarantined first, and set aside by a person. */
const by_hand: LedgerMail["reason"][] = ["no_sender", "unclear_sender", "unreadable", "undecided", "unfetched"];

const SORTED_MS = 15_000;
const LOOK_MS = 250;

/** Asks until it is known what became of it. */
async function sorted(mail: string): Promise<LedgerMail> {
  let it = await api.mail.get({ mail });
  for (const end = Date.now() + SORTED_MS; it.state === "stored" && Date.now() < end; it = await api.mail.get({ mail })) await new Promise((done) => setTimeout(done, LOOK_MS));
  return it;
}

function Why({ mail }: { mail: LedgerMail }) {
  const say = useSay();
  const aside = mail.state === "suppressed" && by_hand.includes(mail.reason);
  return (
    <>
      <p className="mail-why">
        {aside && <>{say("console.mail.set_aside_was")} </>}
        {mail.reason === "usual" ? say(`console.mail.became_${mail.state}` as Word) : say(`console.mail.reason_${mail.reason}` as Word)}
      </p>
      {mail.words && mail.state !== "conversation" && <p className="quiet" lang="en" dir="auto">{mail.words}</p>}
    </>
  );
}

function Acts({ mail, opened }: { mail: LedgerMail; opened: (it: LedgerMail) => void }) {
  const say = useSay();
  const client = useQueryClient();
  const subject = mail.subject || say("console.mail.no_subject");
  const settle = () => Promise.all(["mails", "balance", "audit"].map((it) => client.invalidateQueries({ queryKey: [it] })));
  const unfetched = mail.reason === "unfetched";
  const open = useMutation({
    mutationFn: async () => {
      const it = await api.mail.again({ mail: mail.id, by_hand: !unfetched });
      return unfetched ? it : sorted(mail.id);
    },
    onSuccess: (it) => {
      announce(say(unfetched ? "console.mail.fetching_again" : "console.mail.opened", { subject }));
      opened(it);
    },
    onSettled: settle,
  });
  const aside = useMutation({
    mutationFn: () => api.mail.setAside({ mail: mail.id }),
    onSuccess: () => announce(say("console.mail.was_set_aside", { subject })),
    onSettled: settle,
  });
  const error = open.error ?? aside.error;
  return (
    <>
      <div className="mailbox-acts">
        <Button size="xs" variant="default" loading={open.isPending} disabled={aside.isPending} aria-label={say("console.mail.act_of", { act: say(unfetched ? "console.mail.fetch_again" : "console.mail.open"), what: subject })} onClick={() => open.mutate()}>
          {say(unfetched ? "console.mail.fetch_again" : "console.mail.open")}
        </Button>
        {mail.state === "quarantined" && (
          <Button size="xs" variant="default" loading={aside.isPending} disabled={open.isPending} aria-label={say("console.mail.act_of", { act: say("console.mail.set_aside"), what: subject })} onClick={() => aside.mutate()}>
            {say("console.mail.set_aside")}
          </Button>
        )}
      </div>
      {error && <p className="error" role="alert">{error instanceof ApiError && error.status === 409 ? say("console.mail.conflict") : error_words(error, say)}</p>}
    </>
  );
}

export function MailRow({ mail, box, sorts, opened }: { mail: LedgerMail; box?: string | undefined; sorts: boolean; opened?: (it: LedgerMail) => void }) {
  const say = useSay();
  const [became, set_became] = useState<LedgerMail>();
  const now = became ?? mail;
  const subject = mail.subject || say("console.mail.no_subject");
  const can = sorts && (now.state === "quarantined" || (now.state === "suppressed" && now.reason !== "same"));
  const has_bytes = now.reason !== "unfetched";
  return (
    <li className="mail">
      <div className="mail-head">
        <h2><bdi>{subject}</bdi></h2>
        <Ago at={mail.at} style="long" />
      </div>
      <p className="mail-from">
        {mail.sender || mail.sender_name ? <><bdi>{mail.sender_name}</bdi> <span dir="ltr">{mail.sender && `<${mail.sender}>`}</span></> : say("console.mail.no_sender")}
        {box && <span className="quiet"> · <bdi>{box}</bdi></span>}
      </p>
      <Why mail={now} />
      <p className="mail-links">
        {now.conversation && <Link to={`conversations/all/${now.conversation}`} aria-label={say("console.mail.act_of", { act: say("console.mail.its_conversation"), what: subject })}>{say("console.mail.its_conversation")}</Link>}
        {has_bytes && (
          <a href={api.mail.getOriginal({ mail: mail.id })} download aria-label={say("console.mail.act_of", { act: say("console.mail.original"), what: subject })}>
            <IconDownload size={14} stroke={1.5} aria-hidden /> {say("console.mail.original")}
          </a>
        )}
      </p>
      {can && (
        <Acts
          mail={now}
          opened={(it) => {
            set_became(it);
            opened?.(it);
          }}
        />
      )}
    </li>
  );
}
