// Many at once: which are picked, what may be done with all of them, what became of it, and taking it back.
import { Button } from "@mantine/core";
import IconArrowBackUp from "@tabler/icons-react/icons/IconArrowBackUp";
import IconArrowsRightLeft from "@tabler/icons-react/icons/IconArrowsRightLeft";
import IconBan from "@tabler/icons-react/icons/IconBan";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconHandGrab from "@tabler/icons-react/icons/IconHandGrab";
import IconRotate from "@tabler/icons-react/icons/IconRotate";
import IconTag from "@tabler/icons-react/icons/IconTag";
import IconUserShare from "@tabler/icons-react/icons/IconUserShare";
import IconX from "@tabler/icons-react/icons/IconX";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { api, type BulkOutcome, type InboxRow, type Me } from "../../api";
import { announce } from "../../kit/announce";
import { More, type MoreAct } from "../../kit/more";
import { Pick } from "../../kit/pick";
import { useSay, useSpeech, type Speech, type Word } from "../../kit/words";
import { error_words, may, useStaff } from "../ask";
import { folded, input_of, list_text, type Asked } from "./filter";
import { useTags, useTeams } from "./filters";
import { person } from "./row";
import { rows_changed } from "./rows";
import { fresh_tag, tag_choices, TAG_CHARACTERS } from "./tags";

type Wanted = Omit<Parameters<typeof api.conversation.bulk>[0], "conversations">;
type ActName = Wanted["act"];

const BATCH = 200; /* what one request takes */
const OFFERED_MS = 10_000;

interface Refused extends BulkOutcome {
  name: string;
}

/** What became of an act, until the next one. */
export interface Ended {
  act: ActName | "undo";
  done: number;
  already: number;
  refused: Refused[];
  undo: string[]; /* what can be taken back, the newest batch first */
  wanted?: Wanted;
  error?: unknown;
}

export interface Bulk {
  n: number;
  has: (id: string) => boolean;
  pick: (id: string, range: boolean) => void;
  came: (id: string) => void;
  toggle: (id: string) => void;
  extend: (to: string) => void;
  pick_shown: () => void;
  pick_all: () => Promise<void>;
  clear: () => void;
  run: (wanted: Wanted, only?: string[]) => Promise<void>;
  undo: () => Promise<void>;
  stop: () => void;
  forget: () => void;
  busy?: { act: Ended["act"]; at: number; of: number };
  ended?: Ended;
}

function name_of(rows: Map<string, string>, it: BulkOutcome, say: Speech["say"]): Refused {
  return { ...it, name: rows.get(it.conversation) ?? say("console.bulk.a_conversation") };
}

/** One request after the other; `stop` ends it between two. */
async function in_batches(ids: string[], each: (batch: string[]) => Promise<void>, progress: (at: number) => boolean) {
  for (let at = 0; at < ids.length; at += BATCH) {
    if (!progress(at)) return;
    await each(ids.slice(at, at + BATCH));
  }
}

function refresh(client: QueryClient, ids: string[]) {
  rows_changed(client, ids);
  for (const id of ids.slice(0, BATCH)) void client.invalidateQueries({ queryKey: ["conversation", id] });
}

export function useBulk(asked: Asked, rows: InboxRow[], came: (id: string) => void): Bulk {
  const client = useQueryClient();
  const say = useSay();
  const [picked, set_picked] = useState<ReadonlySet<string>>(new Set());
  const [busy, set_busy] = useState<Bulk["busy"]>();
  const [ended, set_ended] = useState<Ended>();
  const from = useRef<string | undefined>(undefined); /* where a range begins */
  const going = useRef(false);
  const latest = useRef(rows);
  latest.current = rows;
  const list = list_text(asked);
  useEffect(() => {
    set_picked(new Set());
    from.current = undefined;
  }, [list]);

  const names = useRef(new Map<string, string>());
  useEffect(() => {
    for (const row of picked.size ? rows : [])
      if (picked.has(row.id)) names.current.set(row.id, `${person(row, say("console.customer.unknown"))}: ${row.subject || row.excerpt}`);
  }, [rows, picked, say]);

  const extend = useCallback((to: string) => {
    const all = latest.current;
    const a = all.findIndex((row) => row.id === (from.current ?? to));
    const b = all.findIndex((row) => row.id === to);
    const range = all.slice(Math.max(0, Math.min(a, b)), Math.max(a, b) + 1).map((row) => row.id);
    set_picked((old) => new Set([...old, ...range]));
  }, []);
  const toggle = useCallback((id: string) => {
    from.current = id;
    set_picked((old) => {
      const now = new Set(old);
      if (!now.delete(id)) now.add(id);
      return now;
    });
  }, []);
  const pick = useCallback((id: string, range: boolean) => (range && from.current ? extend(id) : toggle(id)), [extend, toggle]);

  const work = async (act: Ended["act"], of: number, run: (end: Ended, progress: (at: number) => boolean) => Promise<void>, wanted?: Wanted) => {
    if (going.current) return;
    going.current = true;
    const end: Ended = { act, done: 0, already: 0, refused: [], undo: [], wanted };
    set_ended(undefined);
    try {
      await run(end, (at) => {
        set_busy({ act, at, of });
        return going.current;
      });
    } catch (error) {
      end.error = error; /* what was done before stands, and can be taken back */
    }
    going.current = false;
    set_busy(undefined);
    set_ended(end);
    announce(said_of(end, say).join(" "));
  };
  const take = (end: Ended, ids: string[], answer: { done: number; already: number; outcomes: BulkOutcome[] }) => {
    end.done += answer.done;
    end.already += answer.already;
    end.refused.push(...answer.outcomes.filter((it) => it.end === "refused").map((it) => name_of(names.current, it, say)));
    refresh(client, ids);
  };
  return {
    n: picked.size,
    has: (id) => picked.has(id),
    pick,
    came,
    toggle,
    extend: (to) => {
      extend(to);
    },
    pick_shown: () => set_picked(new Set(latest.current.map((row) => row.id))),
    pick_all: async () => {
      const { ids } = await api.conversation.getIds(input_of(asked));
      set_picked(new Set(ids));
    },
    clear: () => {
      set_picked(new Set());
      from.current = undefined;
    },
    run: (wanted, only) => {
      const ids = only ?? [...picked];
      return work(wanted.act, ids.length, async (end, progress) => {
        const each = async (conversations: string[]) => {
          const answer = await api.conversation.bulk({ ...wanted, conversations });
          if (answer.undo) end.undo.unshift(answer.undo);
          take(end, conversations, answer);
          const left = new Set(answer.outcomes.filter((it) => it.end === "refused").map((it) => it.conversation));
          set_picked((old) => new Set([...old].filter((id) => !conversations.includes(id) || left.has(id))));
        };
        await in_batches(ids, each, progress);
      }, wanted);
    },
    undo: async () => {
      const what = ended?.undo ?? [];
      if (what.length === 0) return;
      await work("undo", what.length * BATCH, async (end, progress) => {
        for (const [i, one] of what.entries()) {
          if (!progress(i * BATCH)) return;
          const answer = await api.bulk.undo({ bulk: one });
          take(end, answer.outcomes.map((it) => it.conversation), answer);
        }
      });
    },
    stop: () => {
      going.current = false;
    },
    forget: () => set_ended(undefined),
    busy,
    ended,
  };
}

function said_of(end: Ended, say: Speech["say"]): string[] {
  const said: string[] = [];
  if (end.done) said.push(say(`console.bulk.did.${end.act}` as Word, { count: end.done }));
  if (end.refused.length) said.push(say("console.bulk.refused", { count: end.refused.length }));
  return said.length ? said : [say("console.bulk.so_already")];
}

/* ---- what may be done with all that is picked ---- */

export function BulkBar({ me, bulk, length }: { me: Me; bulk: Bulk; length?: number }) {
  const say = useSay();
  const { locale } = useSpeech();
  const number = new Intl.NumberFormat(locale);
  const staff = [...useStaff(me)].map(([id, name]) => ({ id, name }));
  const teams = useTeams(me).data ?? [];
  const tags = useTags().data;
  const none = say("console.bulk.none");
  const stop = bulk.busy && (
    <div className="bulk-busy" role="status">
      <progress max={bulk.busy.of} value={bulk.busy.at} aria-label={say("console.bulk.progress")} />
      <span>{say("console.bulk.at", { at: number.format(bulk.busy.at), of: number.format(bulk.busy.of) })}</span>
      <Button size="compact-xs" variant="default" onClick={bulk.stop}>{say("console.bulk.stop")}</Button>
    </div>
  );
  const others: MoreAct[] = [];
  if (may(me, "conversation.resolve")) {
    others.push({ name: say("console.act.reopen"), icon: <IconRotate size={16} stroke={1.5} className="mirrors" />, run: () => void bulk.run({ act: "reopen" }) });
    others.push({ name: say("console.act.spam"), icon: <IconBan size={16} stroke={1.5} />, run: () => void bulk.run({ act: "spam" }) });
    others.push({ name: say("console.act.not_spam"), icon: <IconArrowBackUp size={16} stroke={1.5} className="mirrors" />, run: () => void bulk.run({ act: "not_spam" }) });
  }
  return (
    <div className="bulk" role="group" aria-label={say("console.bulk.label")}>
      <div className="bulk-line">
        <strong aria-live="polite">{say("console.bulk.picked", { count: bulk.n })}</strong>
        {length !== undefined && length > bulk.n && (
          <button type="button" className="link" onClick={() => void bulk.pick_all()}>{say("console.bulk.pick_all", { count: number.format(length) })}</button>
        )}
        <button type="button" className="bulk-clear" aria-label={say("console.bulk.clear")} title={say("console.bulk.clear")} onClick={bulk.clear}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </button>
      </div>
      {stop || (
        <div className="bulk-line bulk-acts">
          {may(me, "conversation.reply") && (
            <button type="button" className="pick-button" onClick={() => void bulk.run({ act: "claim" })}>
              <IconHandGrab size={15} stroke={1.5} aria-hidden />
              <span>{say("console.act.claim")}</span>
            </button>
          )}
          {may(me, "conversation.resolve") && (
            <button type="button" className="pick-button" onClick={() => void bulk.run({ act: "resolve" })}>
              <IconCheck size={15} stroke={1.75} aria-hidden />
              <span>{say("console.act.resolve")}</span>
            </button>
          )}
          {may(me, "conversation.tag") && (
            <Pick
              button={<><IconTag size={15} stroke={1.5} aria-hidden /><span>{say("console.bulk.tag")}</span></>}
              button_class="pick-button bulk-tag"
              label={say("console.tag.find")}
              none={say("console.tag.none")}
              fold={folded}
              choices={tags_both_ways(tag_choices(tags, new Set(), number), say)}
              typed={(text) => fresh_tag(tags, text, say("console.tag.new", { name: text.slice(0, TAG_CHARACTERS) }))}
              choose={(it) => {
                const [way, id] = it.id.split(/ (.*)/, 2) as [string, string];
                void bulk.run(way === "off" ? { act: "untag", tag: id } : { act: "tag", name: way === "new" ? id : it.name });
              }}
            />
          )}
          {may(me, "conversation.assign") && (
            <>
              <Pick
                button={<><IconUserShare size={15} stroke={1.5} aria-hidden /><span>{say("console.bulk.assign")}</span></>}
                label={say("console.bulk.assign_to")}
                none={none}
                fold={folded}
                choices={staff}
                choose={(it) => void bulk.run({ act: "assign", owner: it.id })}
              />
              {teams.length > 0 && (
                <Pick
                  button={<><IconArrowsRightLeft size={15} stroke={1.5} aria-hidden /><span>{say("console.bulk.move")}</span></>}
                  label={say("console.bulk.move_to")}
                  none={none}
                  fold={folded}
                  choices={[...teams.map(({ id, name }) => ({ id, name })), { id: "", name: say("console.bulk.everybody") }]}
                  choose={(it) => void bulk.run({ act: "move", team: it.id || null })}
                />
              )}
            </>
          )}
          {others.length > 0 && <More label={say("console.act.more")} acts={others} />}
        </div>
      )}
    </div>
  );
}

function tags_both_ways(choices: ReturnType<typeof tag_choices>, say: Speech["say"]) {
  const on = choices.map((it) => ({ ...it, id: `on ${it.id}`, group: say("console.bulk.put_on") }));
  const off = choices.filter((it) => it.note).map((it) => ({ ...it, id: `off ${it.id}`, group: say("console.bulk.take_off") }));
  return [...on, ...off];
}

/* ---- what became of it ---- */

/** The reason once, and below it those that it holds for. */
function Refusals({ all }: { all: Refused[] }) {
  const say = useSay();
  const by = new Map<string, Refused[]>();
  for (const it of all) {
    const why = it.reason === "field" ? it.message : say(`console.bulk.why.${it.reason}` as Word);
    by.set(why, [...(by.get(why) ?? []), it]);
  }
  return (
    <div className="bulk-refused" tabIndex={0} role="group" aria-label={say("console.bulk.refused", { count: all.length })}>
      {[...by].map(([why, some]) => (
        <div key={why}>
          <p>{why}</p>
          <ul>
            {some.map((it) => (
              <li key={it.conversation}><bdi>{it.name}</bdi></li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** Said below, for ten seconds; longer while somebody looks at it, or while something was refused. */
export function BulkEnd({ bulk }: { bulk: Bulk }) {
  const say = useSay();
  const { ended } = bulk;
  const held = useRef(false);
  const waiting = useMemo(() => (ended?.refused ?? []).filter((it) => it.reason === "waiting").map((it) => it.conversation), [ended]);
  useEffect(() => {
    if (!ended || ended.refused.length || ended.error) return;
    const timer = setInterval(() => !held.current && bulk.forget(), OFFERED_MS);
    return () => clearInterval(timer);
  }, [ended]);
  if (!ended) return null;
  return (
    <div
      className="bulk-end"
      role="group"
      aria-label={say("console.bulk.ended")}
      onMouseEnter={() => (held.current = true)}
      onMouseLeave={() => (held.current = false)}
      onFocus={() => (held.current = true)}
      onBlur={() => (held.current = false)}
    >
      <div className="bulk-line">
        <span className="bulk-said">
          {said_of(ended, say).map((words) => (
            <span key={words}>{words} </span>
          ))}
        </span>
        {ended.undo.length > 0 && (
          <button type="button" className="link bulk-undo" onClick={() => void bulk.undo()}>
            {say("console.bulk.undo")} <kbd>Ctrl Z</kbd>
          </button>
        )}
        <button type="button" className="bulk-clear" aria-label={say("console.close")} onClick={bulk.forget}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </button>
      </div>
      {!!ended.error && <p className="error" role="alert">{error_words(ended.error, say)}</p>}
      {ended.refused.length > 0 && (
        <Refusals all={ended.refused} />
      )}
      {waiting.length > 0 && (
        <Button size="xs" variant="default" onClick={() => void bulk.run({ ...ended.wanted!, also_waiting: true }, waiting)}>
          {say("console.bulk.resolve_waiting", { count: waiting.length })}
        </Button>
      )}
    </div>
  );
}
