// How a conversation stands: one sign with a word, never colour alone.
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconArchive from "@tabler/icons-react/icons/IconArchive";
import IconBan from "@tabler/icons-react/icons/IconBan";
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import IconCircleDot from "@tabler/icons-react/icons/IconCircleDot";
import IconHelpCircle from "@tabler/icons-react/icons/IconHelpCircle";
import IconHourglass from "@tabler/icons-react/icons/IconHourglass";
import IconSparkles from "@tabler/icons-react/icons/IconSparkles";
import IconZzz from "@tabler/icons-react/icons/IconZzz";
import type { ComponentType } from "react";
import type { Conversation } from "../../api";
import { Since } from "../../kit/time";
import { useSay, type Word } from "../../kit/words";

type State = Conversation["state"];

const icons: Record<State, ComponentType<{ size?: number; stroke?: number }>> = {
  new: IconSparkles,
  bot: IconCircleDot,
  open: IconCircleDot,
  scheduled: IconZzz,
  awaiting_customer: IconHourglass,
  proposed: IconHelpCircle,
  resolved: IconCircleCheck,
  closed: IconArchive,
  merged: IconArchive,
  spam: IconBan,
};

export const is_over = (state: State) => ["resolved", "closed", "merged", "spam"].includes(state);

/** Somebody waits for us: that comes before the state. */
export function StateSign({ state, waiting_since, brief }: { state: State; waiting_since: string | null; brief?: boolean }) {
  const say = useSay();
  if (waiting_since && !is_over(state))
    return (
      <span className="sign sign-waiting">
        <IconAlertTriangle size={14} stroke={1.75} />
        <span>
          {say("console.state.waits")} {!brief && <Since at={waiting_since} />}
        </span>
      </span>
    );
  const Icon = icons[state];
  return (
    <span className={`sign sign-${state}`}>
      <Icon size={14} stroke={1.75} />
      <span>{say(`console.state.${state}` as Word)}</span>
    </span>
  );
}
