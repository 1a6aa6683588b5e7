// What happens elsewhere, here at once: one socket, and the answers that an event made old are asked for again.
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, type Me } from "../api";
import { announce } from "../kit/announce";
import { open_live, type Happened } from "../kit/live";
import { rows_changed, badges_changed } from "./conversation/rows";
import { useSay, type Speech } from "../kit/words";
import { dress } from "./business/accent";

const TOGETHER_MS = 60;

/** Says who wrote, when that can be known; that somebody did, in any case. */
async function announce_message(client: QueryClient, customer: string | null, say: Speech["say"]) {
  const who = customer
    ? await client
        .fetchQuery({ queryKey: ["customer", customer], queryFn: () => api.customer.get({ customer }), staleTime: Infinity })
        .catch(() => undefined)
    : undefined;
  const name = who?.name || who?.email;
  announce(name ? say("console.live.message_from", { name }) : say("console.live.message"));
}

function old_answers(event: Happened): (string | null)[][] {
  const noun = event.kind.split(".")[0]!;
  if (event.kind === "conversation.mentioned") return [["mentions"], ["today"]];
  if (noun === "staff" || noun === "team") return [["staff"], ["teams"], ["me"]];
  if (noun === "business" || noun === "contact") return [["business"], ["hours"], ["checklist"]];
  if (noun === "domain") return [["domains"], ["audit"]];
  if (noun === "mailbox") return [["mailboxes"], ["audit"]];
  if (noun === "tag" || noun === "view") return [];
  const old: (string | null)[][] = [["list"], ["report"], ["today"], ["customers"]];
  if (event.conversation || noun === "conversation") {
    const which = event.conversation ?? event.subject;
    old.push(["conversation", which], ["messages", which], ["surveys", which], ["deliveries", which], ["readings", which], ["dispatches", which], ["envelope", which]);
  }
  if (noun === "mail") old.push(["mails"], ["balance"]);
  if (event.customer) old.push(["customer", event.customer], ["timeline", event.customer]);
  return old;
}

/** Is the line open? null: not known yet. */
export function useLive(me: Me): boolean | null {
  const client = useQueryClient();
  const say = useSay();
  const since = useRef(me.live);
  const [connected, set_connected] = useState<boolean | null>(null);
  useEffect(() => {
    const old = new Map<string, (string | null)[]>();
    let timer = 0;
    const flush = () => {
      timer = 0;
      for (const queryKey of old.values()) void client.invalidateQueries({ queryKey });
      old.clear();
    };
    return open_live((since) => api.live.get({ since: since || null }), since.current ?? "", {
      connected: set_connected,
      refused: () => void client.invalidateQueries({ queryKey: ["me"] }),
      reload: () => void client.invalidateQueries(),
      heard: (event) => {
        for (const key of old_answers(event)) old.set(key.join(" "), key);
        timer ||= window.setTimeout(flush, TOGETHER_MS);
        if (event.kind === "business.changed") dress();
        if (event.conversation) rows_changed(client, [event.conversation]);
        else badges_changed(client);
        if (event.kind === "message.received") void announce_message(client, event.customer, say);
        if (event.kind === "conversation.mentioned" && event.subject === client.getQueryData<Me>(["me"])?.id) announce(say("console.live.mentioned"));
      },
    });
  }, [client, say]);
  return connected;
}
