// Answers by e-mail that wait for their moment: undone, changed, sent now or taken back; and why one came back.
import { Button } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconClock from "@tabler/icons-react/icons/IconClock";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, type Dispatch } from "../../api";
import { announce } from "../../kit/announce";
import { Face } from "../../kit/face";
import { useSay, useSpeech } from "../../kit/words";
import { error_words } from "../ask";
import { HungFiles } from "./files";
import { Said } from "./formatted";
import { WhenSheet, when_words } from "./snooze";

const LOOK_MS = 1000;

export const ask_dispatches = (which: string) =>
  queryOptions({ queryKey: ["dispatches", which], queryFn: ({ signal }) => api.conversation.listDispatches({ conversation: which }, { signal }) });

const told = new Set<(it: Dispatch) => void>();

/** What was taken back is a draft again: whoever writes there is told. */
export function hear_back(fn: (it: Dispatch) => void): () => void {
  told.add(fn);
  return () => void told.delete(fn);
}

/** Seconds until then, counted down on the screen. */
function use_seconds(due: string): number {
  const left = () => Math.max(0, Math.ceil((new Date(due).getTime() - Date.now()) / 1000));
  const [n, set_n] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => set_n(left()), LOOK_MS / 4);
    return () => clearInterval(timer);
  }, [due]);
  return n;
}

function useActsOn(it: Dispatch) {
  const client = useQueryClient();
  const say = useSay();
  const settle = () => {
    for (const key of ["dispatches", "messages", "deliveries", "conversation"]) void client.invalidateQueries({ queryKey: [key, it.conversation] });
  };
  const back = useMutation({
    mutationFn: () => api.dispatch.takeBack({ dispatch: it.id }),
    onSuccess: (now) => {
      for (const tell of told) tell(now);
      announce(say("console.dispatch.is_back"));
    },
    onSettled: settle,
  });
  const change = useMutation({ mutationFn: (at: Date | null) => api.dispatch.set({ dispatch: it.id, at: at && at.toISOString() }), onSettled: settle });
  return { back, change };
}

function Undo({ it, acts }: { it: Dispatch; acts: ReturnType<typeof useActsOn> }) {
  const say = useSay();
  const left = use_seconds(it.due);
  return (
    <div className="delivery">
      <p><IconClock size={14} stroke={1.75} aria-hidden /><span aria-hidden>{say("console.dispatch.leaves_in", { count: left })}</span></p>
      <Button size="xs" variant="default" data-undo disabled={left === 0} loading={acts.back.isPending} onClick={() => acts.back.mutate()}>{say("console.dispatch.undo")}</Button>
    </div>
  );
}

function Later({ it, acts }: { it: Dispatch; acts: ReturnType<typeof useActsOn> }) {
  const say = useSay();
  const { locale } = useSpeech();
  const [asks, ask] = useState(false);
  const busy = acts.back.isPending || acts.change.isPending;
  return (
    <div className="delivery">
      <p><IconClock size={14} stroke={1.75} aria-hidden /><span>{say("console.dispatch.leaves_at", { when: when_words(new Date(it.due), locale) })}</span></p>
      <div className="dispatch-acts">
        <Button size="xs" variant="default" disabled={busy} onClick={() => ask(true)}>{say("console.dispatch.change")}</Button>
        <Button size="xs" variant="default" disabled={busy} onClick={() => acts.change.mutate(null)}>{say("console.dispatch.now")}</Button>
        <Button size="xs" variant="default" data-undo disabled={busy} onClick={() => acts.back.mutate()}>{say("console.dispatch.take_back")}</Button>
      </div>
      {asks && (
        <WhenSheet
          title={say("console.dispatch.later")}
          note={say("console.dispatch.or_writes")}
          pending={acts.change.isPending}
          error={acts.change.error}
          pick={(at) => acts.change.mutate(at, { onSuccess: () => ask(false) })}
          close={() => ask(false)}
        />
      )}
    </div>
  );
}

function CameBack({ it, acts }: { it: Dispatch; acts: ReturnType<typeof useActsOn> }) {
  const say = useSay();
  return (
    <div className="delivery delivery-wrong">
      <p><IconAlertTriangle size={14} stroke={1.75} aria-hidden /><span>{say(it.reason === "customer_wrote" ? "console.dispatch.wrote_first" : "console.dispatch.refused")}</span></p>
      {it.words && <p className="delivery-words" dir="auto" lang="en">{it.words}</p>}
      <Button size="xs" variant="default" loading={acts.back.isPending} onClick={() => acts.back.mutate()}>{say("console.dispatch.understood")}</Button>
    </div>
  );
}

function Waiting({ it, name, replies }: { it: Dispatch; name: string; replies: boolean }) {
  const say = useSay();
  const acts = useActsOn(it);
  const error = acts.back.error ?? acts.change.error;
  const Acts = it.state === "returned" ? CameBack : it.chosen ? Later : Undo;
  return (
    <article className="message message-staff message-waits" data-dispatch={it.state}>
      <header>
        <Face name={name} small />
        <bdi className="message-author">{name}</bdi>
        <span className="note-sign">{say("console.dispatch.not_sent")}</span>
      </header>
      <div className="message-body" dir="auto"><Said body={it.body} html={it.html} /></div>
      <HungFiles files={it.state === "returned" ? [] : it.files} />
      {replies && <Acts it={it} acts={acts} />}
      {!!error && <p className="error-words" role="alert">{error_words(error, say)}</p>}
    </article>
  );
}

/** Below what was said: what is going to be. */
export function Dispatches({ which, names, replies }: { which: string; names: Map<string, string>; replies: boolean }) {
  const say = useSay();
  const client = useQueryClient();
  const asked = useQuery(ask_dispatches(which));
  const all = asked.data ?? [];
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (all.length) end.current?.scrollIntoView({ block: "end" });
  }, [all.length]);
  const next = Math.min(...all.filter((it) => it.state === "waiting").map((it) => new Date(it.due).getTime()));
  useEffect(() => {
    if (!Number.isFinite(next) || next - Date.now() > 86_400_000) return;
    let timer = 0;
    const look = () => {
      for (const key of ["dispatches", "messages", "deliveries", "envelope"]) void client.invalidateQueries({ queryKey: [key, which] });
      timer = window.setTimeout(look, LOOK_MS);
    };
    timer = window.setTimeout(look, Math.max(LOOK_MS, next - Date.now() + LOOK_MS / 2));
    return () => clearTimeout(timer);
  }, [next, which, client]);
  return (
    <>
      {all.map((it) => <div key={it.id} className="log-item"><Waiting it={it} name={names.get(it.author ?? "") ?? say("console.thread.colleague")} replies={replies} /></div>)}
      <div ref={end} />
    </>
  );
}
