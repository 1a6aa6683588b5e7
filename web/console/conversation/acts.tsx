// What one may do with a conversation now: the next obvious act as a button, the others behind one more.
import { Button } from "@mantine/core";
import IconBan from "@tabler/icons-react/icons/IconBan";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconHandGrab from "@tabler/icons-react/icons/IconHandGrab";
import IconHelpCircle from "@tabler/icons-react/icons/IconHelpCircle";
import IconRotate from "@tabler/icons-react/icons/IconRotate";
import IconUserShare from "@tabler/icons-react/icons/IconUserShare";
import IconZzz from "@tabler/icons-react/icons/IconZzz";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Conversation, type Me } from "../../api";
import { useActs, type Act as Doing } from "../../kit/acts";
import { announce } from "../../kit/announce";
import { More, type MoreAct } from "../../kit/more";
import { useSay, type Speech, type Word } from "../../kit/words";
import { error_words, may } from "../ask";
import { HandOverSheet } from "./hand_over";
import { rows_changed } from "./rows";
import { SnoozeSheet } from "./snooze";
import { is_over } from "./state";

const icons = {
  claim: IconHandGrab,
  propose: IconHelpCircle,
  resolve: IconCheck,
  reopen: IconRotate,
  spam: IconBan,
  notSpam: IconRotate,
  wake: IconRotate,
};
const turns = ["reopen", "notSpam", "wake"];
type Act = "claim" | "propose" | "resolve" | "reopen" | "spam" | "notSpam" | "wake";

export function useAct(which: string) {
  const client = useQueryClient();
  const say = useSay();
  return useMutation({
    scope: { id: which },
    mutationFn: (act: Act) => api.conversation[act]({ conversation: which }),
    onSuccess: (it, act) => {
      client.setQueryData(["conversation", which], it);
      announce(say(`console.did.${act === "notSpam" ? "not_spam" : act}` as Word));
    },
    onSettled: () => {
      for (const key of [["list"], ["conversation", which]]) void client.invalidateQueries({ queryKey: key });
      rows_changed(client, [which]);
    },
  });
}

/** What the state machine allows (the server decides; this only hides what it would refuse). */
export function possible(it: Conversation, me: Me): Record<Act, boolean> {
  const resolves = may(me, "conversation.resolve");
  const over = is_over(it.state);
  return {
    claim: may(me, "conversation.reply") && !over && it.owner !== me.id && !it.owner,
    propose: resolves && (it.state === "open" || it.state === "awaiting_customer"),
    resolve: resolves && ["open", "awaiting_customer", "proposed", "scheduled"].includes(it.state),
    reopen: resolves && (it.state === "resolved" || it.state === "proposed"),
    spam: resolves && it.state === "new",
    notSpam: resolves && it.state === "spam",
    wake: may(me, "conversation.reply") && it.state === "scheduled",
  };
}

const keys: Partial<Record<Act, string>> = { claim: "c", resolve: "e" };

/** The same acts for keys and the palette. */
function doings(can: Record<Act, boolean>, say: Speech["say"], run: (name: Act) => void): Doing[] {
  const names = (Object.keys(can) as Act[]).filter((name) => can[name]);
  return names.map((name) => ({
    id: `conversation.${name}`,
    name: say(name === "notSpam" ? "console.act.not_spam" : `console.act.${name}`),
    group: say("console.palette.here"),
    icon: icons[name],
    key: keys[name],
    run: () => run(name),
  }));
}

export function Acts({ it, me, act }: { it: Conversation; me: Me; act: ReturnType<typeof useAct> }) {
  const say = useSay();
  const can = possible(it, me);
  const [sheet, open] = useState<"snooze" | "hand">();
  const group = say("console.palette.here");
  const sheets: Doing[] = [];
  if (may(me, "conversation.reply") && !is_over(it.state))
    sheets.push({ id: "conversation.snooze", name: say("console.act.snooze"), group, icon: IconZzz, key: "z", run: () => open("snooze") });
  if (may(me, "conversation.assign") && !["closed", "merged", "spam"].includes(it.state))
    sheets.push({ id: "conversation.hand", name: say("console.act.hand"), group, icon: IconUserShare, key: "a", run: () => open("hand") });
  useActs([...doings(can, say, (name) => act.mutate(name)), ...sheets]);
  const button = (name: Act) => {
    const Icon = icons[name];
    return (
      <Button key={name} size="xs" variant="default" leftSection={<Icon size={16} stroke={1.5} className={turns.includes(name) ? "mirrors" : undefined} />} disabled={act.isPending} onClick={() => act.mutate(name)}>
        {say(`console.act.${name === "notSpam" ? "not_spam" : name}` as Word)}
      </Button>
    );
  };
  const again = can.reopen && it.state !== "proposed";
  const rare: MoreAct[] = (["propose", "reopen", "spam"] as const)
    .filter((name) => can[name] && !(name === "reopen" && again))
    .map((name) => {
      const Icon = icons[name];
      return { name: say(`console.act.${name}`), icon: <Icon size={16} stroke={1.5} />, run: () => act.mutate(name) };
    });
  const others = [
    ...sheets.map((one): MoreAct => {
      const Icon = one.icon!;
      return { name: one.name, icon: <Icon size={16} stroke={1.5} />, run: one.run };
    }),
    ...rare,
  ];
  const close = () => open(undefined);
  const shown = (["claim", "resolve", "notSpam", "wake", "reopen"] as const).filter((name) => can[name] && (name !== "reopen" || again));
  return (
    <div className="acts">
      {act.error && (
        <span className="error-words" role="alert">
          {error_words(act.error, say)}
        </span>
      )}
      {shown.slice(0, -1).map(button)}
      <div className="acts-last"> {/* the few dots never stand alone on a line */}
        {shown.slice(-1).map(button)}
        {others.length > 0 && <More label={say("console.act.more")} acts={others} />}
      </div>
      {sheet === "snooze" && <SnoozeSheet it={it} close={close} />}
      {sheet === "hand" && <HandOverSheet it={it} me={me} close={close} />}
    </div>
  );
}
