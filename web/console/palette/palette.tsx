// One field for everything: go somewhere, do something here, find somebody. Ctrl or ⌘ K opens it, Escape closes it.
import { CloseButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { Me } from "../../api";
import { close_palette, useAllActs, type Act } from "../../kit/acts";
import { useSay } from "../../kit/words";
import { error_words } from "../ask";
import { useViews } from "../conversation/views";
import { useSettled } from "../search/question";
import { choices_for, entries_for, useFoundRows, type Entry } from "./entries";

function Keys({ keys }: { keys: string }) {
  return (
    <span className="palette-keys" aria-hidden="true">
      {keys.split(" ").map((it, i) => <kbd key={i}>{it}</kbd>)}
    </span>
  );
}

function Option({ it, id, chosen, choose, point }: { it: Entry; id: string; chosen: boolean; choose: () => void; point: () => void }) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      className="palette-option"
      onMouseMove={() => !chosen && point()}
      onMouseDown={(e) => e.preventDefault()}
      onClick={choose}
    >
      {it.icon && <it.icon size={18} stroke={1.5} />}
      <span className="palette-name"><bdi>{it.name}</bdi></span>
      {it.note && <span className="palette-note"><bdi>{it.note}</bdi></span>}
      {it.key && <Keys keys={it.key} />}
    </div>
  );
}

/** Entries under their headings, in the order they come. */
function grouped(entries: Entry[]): [string, { it: Entry; at: number }[]][] {
  const groups = new Map<string, { it: Entry; at: number }[]>();
  entries.forEach((it, at) => groups.set(it.group, [...(groups.get(it.group) ?? []), { it, at }]));
  return [...groups];
}

function useEntries(me: Me, typed: string, act: Act | undefined) {
  const say = useSay();
  const acts = useAllActs();
  const views = useViews().data ?? [];
  const q = useSettled(typed);
  const found = useFoundRows(me, act ? "" : q);
  const choices = useQuery({
    queryKey: ["choices", act?.id, act?.name],
    queryFn: async () => act!.choices!(),
    enabled: !!act?.choices,
    gcTime: 0,
    retry: false,
  });
  const entries = act ? choices_for(act, choices.data ?? [], typed) : entries_for(typed, me, { acts, views, rows: found.rows }, say);
  return {
    /* in the order in which they are shown */
    entries: grouped(entries).flatMap(([, ones]) => ones.map(({ it }) => it)),
    asking: act ? choices.isFetching : found.asking || q !== typed,
    error: choices.error,
  };
}

export function Palette({ me, asked }: { me: Me; asked: { act?: Act } }) {
  const say = useSay();
  const [act, set_act] = useState(asked.act);
  const [typed, set_typed] = useState("");
  const [at, set_at] = useState(0);
  const sheet = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const { entries, asking, error } = useEntries(me, typed, act);
  const chosen = Math.min(at, entries.length - 1);

  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    sheet.current?.showModal();
    field.current?.focus();
    return () => before?.isConnected ? before.focus() : document.querySelector<HTMLElement>("#main")?.focus();
  }, []);
  useEffect(() => set_at(0), [typed, act]);
  useEffect(() => {
    document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen, id, typed]);

  const choose = (it: Entry | undefined) => {
    if (!it) return;
    if (!act && it.act.choices) {
      set_act(it.act);
      set_typed("");
      return field.current?.focus();
    }
    close_palette(); /* first: what it does may want the focus */
    requestAnimationFrame(() => it.act.run());
  };
  const back = () => {
    set_act(undefined);
    set_typed("");
  };
  const pressed = (e: KeyboardEvent) => {
    const move: Record<string, number> = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, PageDown: chosen + 8, PageUp: chosen - 8 };
    if (e.key in move && entries.length) {
      const to = move[e.key]!;
      const round = e.key.startsWith("Arrow"); /* from the last one on to the first */
      set_at(round ? (to + entries.length) % entries.length : Math.max(0, Math.min(entries.length - 1, to)));
    } else if (e.key === "Enter" && !e.nativeEvent.isComposing) choose(entries[chosen]);
    else if (e.key === "Backspace" && !typed && act && !asked.act) back();
    else return;
    e.preventDefault();
  };
  const label = act ? act.name : say("console.palette.label");
  return (
    <dialog
      ref={sheet}
      className="palette"
      aria-label={label}
      onCancel={(e) => {
        e.preventDefault();
        if (act && !asked.act) back();
        else close_palette();
      }}
      onClick={(e) => e.target === sheet.current && close_palette()}
    >
      <div className="palette-field">
        {act && <span className="palette-act">{act.name}</span>}
        <input
          ref={field}
          role="combobox"
          aria-label={label}
          aria-expanded={entries.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={entries.length ? `${id}-${chosen}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={say(act ? "console.palette.choose" : "console.key.palette")}
          value={typed}
          onChange={(e) => set_typed(e.currentTarget.value)}
          onKeyDown={pressed}
        />
        <CloseButton aria-label={say("console.close")} onClick={close_palette} />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={label} className="palette-list">
        {grouped(entries).map(([group, ones]) => (
          <div key={group} role="group" aria-label={group}>
            <div className="palette-group" aria-hidden="true">{group}</div>
            {ones.map(({ it, at: i }) => (
              <Option key={it.id} it={it} id={`${id}-${i}`} chosen={i === chosen} choose={() => choose(it)} point={() => set_at(i)} />
            ))}
          </div>
        ))}
      </div>
      {error && <p className="error palette-none" role="alert">{error_words(error, say)}</p>}
      {entries.length === 0 && !asking && !error && <p className="palette-none quiet">{say("console.palette.none")}</p>}
      <div className="heard" role="status">
        {!asking && say("console.palette.count", { n: entries.length })}
      </div>
    </dialog>
  );
}
