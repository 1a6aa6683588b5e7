// The mailboxes: how each goes, and what can be done about it.
import { Button } from "@mantine/core";
import IconMail from "@tabler/icons-react/icons/IconMail";
import { useMutation, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { api, ApiError, type MailboxTold } from "../../api";
import { announce } from "../../kit/announce";
import { Link } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { Sure } from "../../kit/sure";
import { useSay } from "../../kit/words";
import { error_words } from "../ask";
import { How, is_in_trouble } from "./how";

function Acts({ box }: { box: MailboxTold }) {
  const say = useSay();
  const client = useQueryClient();
  const [sure, set_sure] = useState(false);
  const { name, active } = box.words;
  const settle = { onSettled: () => void client.invalidateQueries({ queryKey: ["mailboxes"] }) };
  const backfill = useMutation({
    mutationFn: () => api.mailbox.backfill({ mailbox: box.id }),
    onSuccess: () => announce(say("console.mail.backfilled", { name })),
    ...settle,
  });
  const turn = useMutation({
    mutationFn: () => api.mailbox.set({ ...box.words, mailbox: box.id, active: !active }),
    onSuccess: () => announce(say(active ? "console.mail.turned_off" : "console.mail.turned_on", { name })),
    ...settle,
  });
  const not_yet = backfill.error instanceof ApiError && backfill.error.status === 409;
  return (
    <>
      <div className="mailbox-acts">
        {active && box.words.imap_host && (
          <Button size="xs" variant="default" aria-label={say("console.mail.act_of", { act: say("console.mail.backfill"), what: name })} loading={backfill.isPending} onClick={() => set_sure(true)}>
            {say("console.mail.backfill")}
          </Button>
        )}
        <Button size="xs" variant="subtle" color={active ? "red" : undefined} aria-label={say("console.mail.act_of", { act: say(active ? "console.mail.turn_off" : "console.mail.turn_on"), what: name })} loading={turn.isPending} onClick={() => turn.mutate()}>
          {say(active ? "console.mail.turn_off" : "console.mail.turn_on")}
        </Button>
      </div>
      {backfill.isSuccess && <p className="done" role="status">{say("console.mail.backfill_begun")}</p>}
      {backfill.error && <p className="error" role="alert">{not_yet ? say("console.mail.backfill_not_yet") : error_words(backfill.error, say)}</p>}
      {turn.error && <p className="error" role="alert">{error_words(turn.error, say)}</p>}
      {sure && (
        <Sure title={say("console.mail.backfill_sure", { name })} act={say("console.mail.backfill")} calm run={() => backfill.mutate()} close={() => set_sure(false)}>
          {say("console.mail.backfill_text")}
        </Sure>
      )}
    </>
  );
}

function Box({ box, manages }: { box: MailboxTold; manages: boolean }) {
  const { name, address, active } = box.words;
  return (
    <li className="mailbox" data-gone={!active || undefined} data-trouble={is_in_trouble(box) || undefined}>
      <div className="mailbox-who">
        <h2>{manages ? <Link to={`mail/${box.id}`} className="hit"><bdi>{name}</bdi></Link> : <bdi>{name}</bdi>}</h2>
        <p className="quiet" dir="ltr">{address}</p>
      </div>
      <How box={box} />
      {manages && <Acts box={box} />}
    </li>
  );
}

export function Boxes({ asked, manages }: { asked: UseQueryResult<MailboxTold[]>; manages: boolean }) {
  const say = useSay();
  const boxes = asked.data ?? [];
  return (
    <>
      {asked.isPending && <Waiting label={say("console.loading")} rows={4} />}
      {asked.error && !asked.data && (
        <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />
      )}
      {asked.data && boxes.length === 0 && (
        <Empty icon={<IconMail size={32} stroke={1.5} />} title={say("console.mail.none")}>{say(manages ? "console.mail.none_text" : "console.mail.none_yours")}</Empty>
      )}
      {boxes.length > 0 && <ul className="mailboxes">{boxes.map((box) => <Box key={box.id} box={box} manages={manages} />)}</ul>}
      {manages && asked.data && (
        <p className="mailbox-new">
          <Link to="mail/new" className="mail-button">{say("console.mail.add")}</Link>
        </p>
      )}
    </>
  );
}
