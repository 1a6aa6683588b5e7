// What a list is asked for: its box, what narrows it, and the order. All of it stands in the address, so that a reload and a link keep it:
// conversations/open;tag=12;sort=waiting
import type { api, InboxFilter } from "../../api";

export const boxes = ["mine", "unowned", "waiting", "open", "snoozed", "resolved", "all", "spam"] as const;
export type Box = (typeof boxes)[number];
export const states = ["new", "open", "scheduled", "awaiting_customer", "proposed", "resolved", "closed", "merged", "spam"] as const;

export const fields = ["tag", "owner", "team", "state", "channel", "language", "customer", "opened_from", "opened_to"] as const;
export type Field = (typeof fields)[number];
export type Sort = "activity" | "waiting";
export type Asked = { box: Box; sort: Sort; view?: string } & Partial<Record<Field, string>>;

type Input = Parameters<typeof api.conversation.list>[0];

const ID = /^[1-9]\d{0,18}$/;
const WORD = /^[\w.-]{1,40}$/;

function value_of(field: Field | "view", text: string): string | undefined {
  if (field === "state") return (states as readonly string[]).includes(text) ? text : undefined;
  if (field === "channel" || field === "language") return WORD.test(text) ? text : undefined;
  if (field === "opened_from" || field === "opened_to") return Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString();
  return ID.test(text) ? text : undefined;
}

/** undefined: there is no such box. What it does not understand it leaves out. */
export function read_asked(part = ""): Asked | undefined {
  const [name, ...rest] = part.split(";");
  const box = boxes.find((it) => it === name);
  if (!box) return undefined;
  const asked: Asked = { box, sort: rest.includes("sort=waiting") ? "waiting" : "activity" };
  for (const one of rest) {
    const [field, text] = one.split(/=(.*)/, 2) as [Field | "view", string | undefined];
    if ([...fields, "view"].includes(field)) asked[field] = value_of(field, text ?? "");
  }
  return asked;
}

/** The same as a part of the address; also the name of the list in the cache. */
export function asked_text(asked: Asked): string {
  const rest = [...fields, "view" as const].filter((it) => asked[it]).map((it) => `;${it}=${asked[it]}`);
  return asked.box + rest.join("") + (asked.sort === "waiting" ? ";sort=waiting" : "");
}

/** The list that it is, whichever view led there. */
export const list_text = (asked: Asked) => asked_text({ ...asked, view: undefined });

export const is_narrowed = (asked: Asked) => fields.some((it) => asked[it]);

export function input_of({ view: _, ...asked }: Asked): Input {
  return asked as Input;
}

export function filter_of({ view: _, ...asked }: Asked): Partial<InboxFilter> {
  return asked as Partial<InboxFilter>;
}

export function asked_of(filter: InboxFilter, view: string): Asked {
  const asked: Asked = { box: filter.box, sort: filter.sort, view };
  for (const field of fields) {
    const text = filter[field];
    if (text && text !== "any") asked[field] = value_of(field, text);
  }
  return asked;
}

/** As people compare names: without case and accents. */
export const folded = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
