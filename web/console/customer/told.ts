// What happened, in words: each kind of event has a line of its own (the tests see to it).
import type { Event } from "../../api";
import type { Word } from "../../kit/words";

export function event_word({ kind, body }: Pick<Event, "kind" | "body">): Word {
  if (kind === "message.written" && (body as { internal?: boolean } | null)?.internal) return "console.event.message_note";
  return `console.event.${kind.replace(".", "_")}` as Word;
}

/** What a timeline can be narrowed to: the first word of the kinds of events. */
export const nouns = ["", "message", "conversation", "survey", "customer"] as const;
export type Noun = (typeof nouns)[number];
