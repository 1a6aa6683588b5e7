// Writing: a reply to the customer or a note for colleagues. What is typed stays until it was sent, here and on the server.
import { ActionIcon, Button, SegmentedControl, Textarea } from "@mantine/core";
import IconArrowBackUp from "@tabler/icons-react/icons/IconArrowBackUp";
import IconClock from "@tabler/icons-react/icons/IconClock";
import IconNote from "@tabler/icons-react/icons/IconNote";
import IconPaperclip from "@tabler/icons-react/icons/IconPaperclip";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type ClipboardEvent, type ComponentType, type DragEvent, type KeyboardEvent } from "react";
import { api, ApiError, type Colleague, type Conversation, type Me, type Message } from "../../api";
import { useActs } from "../../kit/acts";
import { announce } from "../../kit/announce";
import { useSay, useSpeech } from "../../kit/words";
import { error_words, may } from "../ask";
import type { useAct } from "./acts";
import { ask_dispatches, hear_back } from "./dispatch";
import { use_draft, type Kind } from "./drafts";
import type { EditorProps } from "./editor";
import { Below, Recipients, use_envelope } from "./envelope";
import { both, is_formatted, type Written } from "./editor_text";
import { FILES_MOST, GoingFiles, use_uploads } from "./files";
import { Said } from "./formatted";
import { may_see } from "./hand_over";
import { Here } from "./here";
import { mentioned, use_area_place, use_mentions } from "./mentions";
import { rows_changed } from "./rows";
import { WhenSheet, when_words } from "./snooze";
import { Toolbar, LinkForm, format_of, type Format, type Hand } from "./toolbar";

interface Going {
  body: string;
  html: string;
  internal: boolean;
  seen: string | null;
  files: string[];
  mentions: string[];
  cc?: string[]; /* of an answer by e-mail */
  bcc?: string[];
  draft: string | null; /* the revision of it that goes */
}

/** Of an answer by e-mail that does not leave at once: null is when it can no longer be undone. */
interface Moment {
  at: string | null;
  resolve: boolean;
}

const WRITING_MS = 5000;

function useSend(which: string) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: which }, /* what is done after sending waits for it: an answer that comes after "resolved" would undo it */
    mutationFn: async ({ waits, ...it }: Going & { waits?: Moment }) => {
      if (!waits) return api.conversation.createMessage({ conversation: which, ...it });
      const { internal: _, mentions: __, ...said } = it;
      await api.conversation.createDispatch({ conversation: which, ...said, ...waits });
      return undefined;
    },
    onSuccess: (message) => {
      void client.invalidateQueries(ask_dispatches(which));
      if (!message) return;
      client.setQueryData<Message[]>(["messages", which], (old = []) =>
        old.some((one) => one.id === message.id) ? old : [...old, message],
      );
      for (const key of [["list"], ["conversation", which], ["envelope", which]]) void client.invalidateQueries({ queryKey: key });
      rows_changed(client, [which]);
    },
    onError: () => void client.invalidateQueries({ queryKey: ["messages", which] }),
  });
}

/** What came while one wrote, as the server refused to send past it. */
function arrived_in(why: unknown): Message[] {
  const found = why instanceof ApiError && why.status === 409 && why.field === "seen" ? why.more.arrived : undefined;
  return Array.isArray(found) ? (found as Message[]) : [];
}

function Stopped({ came, names, customer, anyway, edit, busy }: {
  came: Message[]; names: Map<string, string>; customer: string; anyway: () => void; edit: () => void; busy: boolean;
}) {
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [came]);
  const who = (it: Message) => (it.author_kind === "customer" ? customer : names.get(it.author ?? "") ?? say("console.thread.colleague"));
  return (
    <div className="stopped" role="alertdialog" aria-labelledby="stopped-title" tabIndex={-1} ref={box}>
      <p id="stopped-title" className="stopped-title">{say("console.stopped.title", { count: came.length })}</p>
      <ul>
        {came.map((it) => (
          <li key={it.id}>
            <b><bdi>{who(it)}</bdi></b>
            <div className="stopped-body" dir="auto"><Said body={it.body} html={it.html} /></div>
          </li>
        ))}
      </ul>
      <div className="stopped-acts">
        <Button size="xs" variant="default" disabled={busy} onClick={anyway}>{say("console.stopped.anyway")}</Button>
        <Button size="xs" onClick={edit}>{say("console.stopped.edit")}</Button>
      </div>
    </div>
  );
}

/** Another browser of the same person typed something else: nothing of it goes without being looked at. */
function Other({ text, use, both, away }: { text: string; use: () => void; both: () => void; away: () => void }) {
  const say = useSay();
  return (
    <div className="other" role="status">
      <p>{say("console.draft.other")}</p>
      <blockquote dir="auto">{text}</blockquote>
      <div className="other-acts">
        <Button size="xs" variant="default" onClick={use}>{say("console.draft.use")}</Button>
        <Button size="xs" variant="default" onClick={both}>{say("console.draft.both")}</Button>
        <Button size="xs" variant="subtle" color="gray" onClick={away}>{say("console.draft.away")}</Button>
      </div>
    </div>
  );
}

/** Another browser sent the text that this one was typed on: nothing of the rest is lost, and nothing is sent twice. */
function Overtaken({ keep, drop }: { keep: () => void; drop: () => void }) {
  const say = useSay();
  return (
    <div className="other" role="status">
      <p>{say("console.draft.overtaken")}</p>
      <div className="other-acts">
        <Button size="xs" variant="default" onClick={keep}>{say("console.draft.keep")}</Button>
        <Button size="xs" variant="subtle" color="gray" onClick={drop}>{say("console.draft.drop")}</Button>
      </div>
    </div>
  );
}

/** Those whom a note here may name. */
function use_colleagues(me: Me, team: string | null): Colleague[] {
  const staff = useQuery({ queryKey: ["staff"], queryFn: ({ signal }) => api.staff.list({ signal }), enabled: may(me, "staff.read"), staleTime: 300_000 });
  return (staff.data ?? []).filter((one) => one.id !== me.id && may_see(one, team));
}

/** True for a while after each letter. */
function use_writing(text: string): boolean {
  const [at, set_at] = useState(0);
  const first = useRef(text);
  useEffect(() => {
    if (text === first.current) return;
    first.current = text;
    set_at(text ? Date.now() : 0);
    const timer = setTimeout(() => set_at(0), WRITING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return at > 0;
}

let loaded: ComponentType<EditorProps> | undefined;

/** Loaded once, when somebody is about to format or has: who never does never waits for it. */
async function load_editor(): Promise<ComponentType<EditorProps> | undefined> {
  loaded ??= await import("./editor").then((it) => it.default, () => undefined);
  return loaded;
}

/** The plain field until something is formatted; then, with the same words and the caret where it was, the editor: until it was sent. */
function use_editor(key: string, area: React.RefObject<HTMLTextAreaElement | null>, draft: { kept: Written }) {
  const [wanted, want] = useState("");
  const [Editor, set_editor] = useState(() => loaded);
  const [lost, set_lost] = useState(false);
  const [active, set_active] = useState<Format[]>([]);
  const hand = useRef<Hand | null>(null);
  const next = useRef<{ key: string; what: (hand: Hand) => void }>(undefined);
  const had_focus = useRef(false);
  const needed = draft.kept.html !== "" || wanted === key;
  const on = needed && !!Editor;
  if (on && area.current) had_focus.current = area.current === document.activeElement; /* it is about to make room for the editor */
  const load = async () => {
    const found = await load_editor();
    set_lost(!found);
    if (found) set_editor(() => found);
    return !!found;
  };
  useEffect(() => {
    if (needed && !Editor) void load();
  }, [needed, Editor]);
  const ready = (it: Hand | null) => {
    hand.current = it;
    set_active([]); /* and what asks where one writes is asked again */
    if (!it) return;
    want(key);
    const first = next.current;
    next.current = undefined;
    if (first?.key === key) first.what(it);
    else if (had_focus.current) it.focus();
    had_focus.current = false;
  };
  /** Does it to what is selected, in the editor. False: there is none. */
  const begin = async (what: (hand: Hand) => void) => {
    if (hand.current) return what(hand.current), true;
    const text = area.current?.value ?? draft.kept.text;
    const [from, to] = [area.current?.selectionStart ?? text.length, area.current?.selectionEnd ?? text.length];
    if (!(await load())) return false;
    const typed = area.current?.value ?? text;
    next.current = {
      key,
      what: (it) => {
        if (typed === text) it.select(text, from, to);
        what(it);
      },
    };
    want(key);
    return true;
  };
  return { Editor: on ? Editor : undefined, waits: needed && !on, lost, load, active, set_active, hand, ready, begin, end: () => want("") };
}

export function Composer({ it, me, act, names, customer, seen }: {
  it: Conversation; me: Me; act: ReturnType<typeof useAct>; names: Map<string, string>; customer: string; seen: string | null;
}) {
  const say = useSay();
  const resolved = it.state === "resolved";
  const [chosen, set_kind] = useState<Kind>("reply");
  const kind: Kind = resolved ? "note" : chosen;
  const draft = use_draft(me.id, it.id, kind);
  const text = draft.kept.text;
  const files = use_uploads(`${me.id}.${it.id}.${kind}`);
  const by_mail = it.channel === "email" && kind === "reply";
  const envelope = use_envelope(it.id, me.id, by_mail);
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [over, set_over] = useState(false);
  const resolves = useRef(false); /* what was wanted when it was stopped */
  const chosen_time = useRef<Date>(undefined);
  const [times, ask_times] = useState(false);
  const { locale } = useSpeech();
  const left = useRef(false); /* by Escape, while it was on its way */
  const send = useSend(it.id);
  const came = arrived_in(send.error);
  const writing = use_writing(text);
  const colleagues = use_colleagues(me, it.team);
  const place = `${it.id}.${kind}`;
  const rich = use_editor(place, area, draft);
  const field_id = useId();
  const plain_place = use_area_place(area, text, (next) => draft.type(next));
  const naming = use_mentions(rich.hand.current ?? plain_place, kind === "note", colleagues);
  const [linking, set_linking] = useState<{ place: string; href: string | undefined }>();
  const latest = useRef({ draft, envelope, files });
  latest.current = { draft, envelope, files };
  useEffect(
    () =>
      hear_back((back) => {
        if (back.conversation !== it.id || back.author !== me.id || kind !== "reply") return;
        const now = latest.current;
        now.envelope.set({ cc: back.cc, bcc: back.bcc });
        now.files.restore(back.files);
        void now.draft.look().then(() => area.current?.focus());
      }),
    [it.id, me.id, kind],
  );
  const into_field = () => (rich.hand.current ?? area.current)?.focus();
  const focus = () => {
    left.current = false;
    requestAnimationFrame(() => left.current || into_field());
  };
  const format = (what: Format) => {
    if (send.isPending) return;
    void rich.begin((hand) => (what === "link" ? set_linking({ place, href: hand.href() }) : hand.run(what)));
  };
  const write = (as: Kind) => {
    set_kind(as);
    focus();
  };
  const label = say(kind === "note" ? "console.composer.note_label" : "console.composer.reply_label");
  const group = say("console.palette.here");
  useActs([
    { id: "conversation.reply", name: say("console.key.reply"), group, icon: IconArrowBackUp, key: "r", run: () => write("reply") },
    { id: "conversation.note", name: say("console.key.note"), group, icon: IconNote, key: "n", run: () => write("note") },
  ]);

  const waits = files.all.some((one) => !one.sent && !one.wrong);
  const ready = text.trim() !== "" && !send.isPending && !waits && !files.all.some((one) => one.wrong) && envelope.known;
  const undo = envelope.proposed?.undo_seconds ?? 0;
  const submit = async (then_resolve: boolean, known: string | null, later?: Date) => {
    if (!ready) return into_field();
    resolves.current = then_resolve;
    left.current = false;
    await draft.hold();
    const body = draft.kept.text.trim();
    const waits = by_mail && (later || undo > 0) ? { at: later ? later.toISOString() : null, resolve: then_resolve } : undefined;
    chosen_time.current = later;
    let sent = true;
    await send
      .mutateAsync({
        waits,
        body,
        html: draft.kept.html,
        internal: kind === "note",
        seen: kind === "reply" ? known : null,
        files: files.all.flatMap((one) => (one.sent ? [one.sent.id] : [])),
        mentions: kind === "note" ? mentioned(body, colleagues) : [],
        draft: draft.kept.base,
        ...(by_mail ? envelope.copies : {}),
      })
      .catch(() => (sent = false));
    if (!sent) {
      draft.held();
      if (document.activeElement === document.body && !left.current) into_field();
      return;
    }
    files.clear();
    if (by_mail) envelope.clear();
    rich.end();
    set_linking(undefined);
    await draft.sent();
    if (later) announce(say("console.did.later", { when: when_words(later, locale) }));
    else if (waits) announce(say("console.did.undoable", { seconds: undo }));
    else announce(say(kind === "note" ? "console.did.note" : "console.did.reply"));
    if (then_resolve && !waits) act.mutate("resolve");
    if (!left.current) focus();
  };
  const pressed = (e: KeyboardEvent) => {
    if (naming.pressed(e)) return;
    const what = format_of(e);
    if (what) {
      e.preventDefault();
      e.stopPropagation();
      return format(what);
    }
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      void submit(e.shiftKey && kind === "reply", seen);
    } else if (e.key === "Escape") {
      e.stopPropagation();
      left.current = true;
      (rich.hand.current ?? area.current)?.blur();
      document.querySelector<HTMLElement>(`[data-row="${it.id}"]`)?.focus();
    }
  };
  const pasted = (e: ClipboardEvent) => {
    if (e.clipboardData.files.length) {
      e.preventDefault();
      e.stopPropagation();
      return files.add(e.clipboardData.files);
    }
    const html = e.clipboardData.getData("text/html");
    const field = area.current;
    if (!field || e.target !== field || !is_formatted(html)) return; /* the editor keeps what its schema has, the field the words */
    e.preventDefault();
    if (field.readOnly) return;
    const words = field.value.slice(0, field.selectionStart) + e.clipboardData.getData("text/plain") + field.value.slice(field.selectionEnd);
    void rich.begin((hand) => hand.insert(html)).then((done) => done || draft.type(words));
  };
  const dropped = (e: DragEvent) => {
    set_over(false);
    if (e.dataTransfer.files.length === 0) return;
    e.preventDefault();
    e.stopPropagation();
    files.add(e.dataTransfer.files);
  };
  return (
    <>
    <form
      className="composer"
      data-kind={kind}
      data-over={over || undefined}
      onSubmit={(e) => {
        e.preventDefault();
        void submit(false, seen);
      }}
      onDragOver={(e) => {
        if (!e.dataTransfer.types.includes("Files")) return;
        e.preventDefault();
        set_over(true);
      }}
      onDragLeave={(e) => !e.currentTarget.contains(e.relatedTarget as Node | null) && set_over(false)}
      onDropCapture={dropped}
      onPasteCapture={pasted}
    >
      <Here thing={it.id} writing={writing} me={me.id} names={names} />
      {came.length > 0 && (
        <Stopped
          came={came}
          names={names}
          customer={customer}
          busy={send.isPending}
          anyway={() => void submit(resolves.current, came.at(-1)!.id, chosen_time.current)}
          edit={() => {
            send.reset();
            focus();
          }}
        />
      )}
      {send.error && came.length === 0 && (
        <p className="error" role="alert">
          {error_words(send.error, say)} {say("console.composer.kept")}
        </p>
      )}
      {draft.overtaken && <Overtaken keep={() => void draft.keep(both).then(focus)} drop={() => void draft.drop().then(focus)} />}
      {draft.other && (
        <Other
          text={draft.other}
          use={() => void draft.settle(draft.other, draft.other_html).then(focus)}
          both={() => {
            const all = both(draft.kept, { text: draft.other, html: draft.other_html });
            void draft.settle(all.text, all.html).then(focus);
          }}
          away={() => void draft.settle(draft.kept.text, draft.kept.html).then(focus)}
        />
      )}
      <div className="composer-box">
        <div className="composer-head">
        <SegmentedControl
          withItemsBorders={false}
          size="xs"
          value={kind}
          onChange={(value) => set_kind(value as Kind)}
          aria-label={say("console.composer.kind")}
          data={[
            { value: "reply", label: say("console.composer.reply"), disabled: resolved },
            { value: "note", label: say("console.composer.note") },
          ]}
        />
        <Toolbar active={rich.active} disabled={send.isPending || rich.waits} run={format} controls={field_id} />
        </div>
        {by_mail && <Recipients key={it.id} it={envelope} disabled={send.isPending} />}
        {naming.list}
        {rich.Editor ? (
          <div id={field_id} className="editor-room">
            <rich.Editor
              key={place}
              it={draft.kept}
              label={label}
              read_only={send.isPending}
              aria={naming.field}
              change={(now) => draft.type(now.text, now.html)}
              ready={rich.ready}
              active={rich.set_active}
              moved={naming.moved}
              pressed={pressed}
              left={() => void draft.save()}
            />
          </div>
        ) : (
        <Textarea
          ref={area}
          id={field_id}
          variant="unstyled"
          autosize
          minRows={3}
          maxRows={14}
          dir={text ? "auto" : undefined}
          aria-label={label}
          placeholder={label}
          value={text}
          readOnly={send.isPending || rich.waits}
          onChange={(e) => {
            draft.type(e.currentTarget.value);
            naming.moved();
          }}
          onSelect={naming.moved}
          onKeyDown={pressed}
          onBlur={() => void draft.save()}
          {...naming.field}
        />
        )}
        {rich.lost && (
          <p className="error" role="alert">
            {say("console.format.lost")} <Button size="xs" variant="default" onClick={() => void rich.load()}>{say("console.again")}</Button>
          </p>
        )}
        {linking?.place === place && (
          <LinkForm
            href={linking.href}
            close={() => {
              set_linking(undefined);
              focus();
            }}
            done={(href) => {
              set_linking(undefined);
              rich.hand.current?.link(href);
            }}
          />
        )}
        {by_mail && <Below it={envelope.proposed} />}
        <GoingFiles uploads={files} />
        <div className="composer-foot">
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={say("console.files.add", { most: FILES_MOST })} title={say("console.files.add", { most: FILES_MOST })} onClick={() => picker.current?.click()}>
            <IconPaperclip size={18} stroke={1.5} />
          </ActionIcon>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            data-files
            onChange={(e) => {
              files.add([...(e.currentTarget.files ?? [])]);
              e.currentTarget.value = "";
              focus();
            }}
          />
          {by_mail && (
            <ActionIcon variant="subtle" color="gray" size={30} disabled={!ready} aria-label={say("console.dispatch.later")} title={say("console.dispatch.later")} onClick={() => ask_times(true)}>
              <IconClock size={18} stroke={1.5} />
            </ActionIcon>
          )}
          {resolved ? (
            <span className="quiet">{say("console.composer.resolved")}</span>
          ) : (
            <span className="quiet hint">
              <kbd>Ctrl</kbd> <kbd>Enter</kbd> {say("console.composer.sends")}
            </span>
          )}
          {kind === "reply" && may(me, "conversation.resolve") && (
            <Button size="xs" variant="default" disabled={!ready} onClick={() => void submit(true, seen)}>
              {say("console.composer.send_resolve")}
            </Button>
          )}
          <Button size="xs" type="submit" disabled={!ready}>
            {say(kind === "note" ? "console.composer.add_note" : "console.composer.send")}
          </Button>
        </div>
        {over && <div className="drop-here" aria-hidden>{say("console.files.drop")}</div>}
      </div>
    </form>
      {times && (
        <WhenSheet
          title={say("console.dispatch.later")}
          note={say("console.dispatch.or_writes")}
          pending={send.isPending}
          error={null}
          close={() => ask_times(false)}
          pick={(at) => {
            ask_times(false);
            void submit(false, seen, at);
          }}
        />
      )}
    </>
  );
}
