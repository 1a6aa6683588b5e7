// What became of an answer that leaves by e-mail: quiet while all is well, plain words and the way out when it is not.
import { Button } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconClock from "@tabler/icons-react/icons/IconClock";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Delivery, type DeliveryCopy } from "../../api";
import { announce } from "../../kit/announce";
import { useSay, useSpeech, type Word } from "../../kit/words";
import { ask_deliveries } from "./foresight";

const icons = { sent: IconCheck, queued: IconClock, failed: IconAlertTriangle, bounced: IconAlertTriangle };

/** Who else got it, or did not. */
function Copies({ all, tried }: { all: DeliveryCopy[]; tried: boolean }) {
  const say = useSay();
  const { locale } = useSpeech();
  const list = new Intl.ListFormat(locale, { type: "unit", style: "narrow" });
  const of = (hidden: boolean) => all.filter((one) => one.hidden === hidden).map((one) => one.email);
  return (
    <>
      {of(false).length > 0 && <p className="delivery-copies">{say("console.delivery.cc", { addresses: list.format(of(false)) })}</p>}
      {of(true).length > 0 && <p className="delivery-copies">{say("console.delivery.bcc", { addresses: list.format(of(true)) })}</p>}
      {tried && all.filter((one) => one.state === "waiting").map((one) => (
        <div key={one.id} className="delivery-wrong">
          <p><IconClock size={14} stroke={1.75} aria-hidden /><span>{say("console.delivery.waiting", { address: one.email })}</span></p>
          {one.words && <p className="delivery-words" dir="auto" lang="en">{one.words}</p>}
        </div>
      ))}
      {all.filter((one) => one.state === "refused").map((one) => (
        <div key={one.id} className="delivery-wrong">
          <p><IconAlertTriangle size={14} stroke={1.75} aria-hidden /><span>{say("console.delivery.failed", { address: one.email })}</span></p>
          {one.words && <p className="delivery-words" dir="auto" lang="en">{one.words}</p>}
        </div>
      ))}
    </>
  );
}

export function Delivered({ it, replies }: { it: Delivery; replies: boolean }) {
  const say = useSay();
  const client = useQueryClient();
  const asked = ask_deliveries(it.conversation!).queryKey;
  const again = useMutation({
    mutationFn: () => api.delivery.again({ message: it.message }),
    onSuccess: () => announce(say("console.delivery.again_done")),
    onSettled: () => client.invalidateQueries({ queryKey: asked }),
  });
  const state = it.state === "queued" && it.sent_at ? "sent" : it.state; /* the customer has it; a copy is still tried */
  const Icon = icons[state];
  const wrong = it.state === "failed" || it.state === "bounced";
  const waits = state === "queued" && it.tries > 0;
  const line: Word = waits ? "console.delivery.waiting" : `console.delivery.${state}`;
  return (
    <div className={`delivery${wrong || waits ? " delivery-wrong" : ""}`} data-delivery={it.state}>
      <p>
        <Icon size={14} stroke={1.75} aria-hidden />
        <span>{say(line, { address: it.recipient || say("console.delivery.nobody") })}</span>
      </p>
      <Copies all={it.copies} tried={!!it.sent_at} />
      {(wrong || waits) && it.words && <p className="delivery-words" dir="auto" lang="en">{it.words}</p>}
      {wrong && replies && (
        <Button size="xs" variant="default" loading={again.isPending} onClick={() => again.mutate()}>{say("console.delivery.again")}</Button>
      )}
    </div>
  );
}
