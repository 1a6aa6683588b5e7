// What happened, in words: each kind of event has a line of its own (the tests see to it).
import type { Event } from "../../api";
import type { Word } from "../../kit/words";

export const event_word = (kind: Event["kind"]) => `console.event.${kind.replace(".", "_")}` as Word;

/** What a timeline can be narrowed to: the first word of the kinds of events. */
export const nouns = ["", "message", "conversation", "survey", "customer"] as const;
export type Noun = (typeof nouns)[number];
