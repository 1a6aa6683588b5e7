// What one may do here and now, once for keys, menus and the palette: a screen says its acts while it is shown, and each act is one row.
import { useEffect, useRef, useSyncExternalStore, type ComponentType } from "react";
import { useKeys } from "./keys";

/** One of several that an act needs: to whom, until when, which tag. */
export interface Choice {
  id: string;
  name: string;
  note?: string; /* quiet words beside it */
}

export interface Act {
  id: string; /* "conversation.resolve": the same wherever it is offered */
  name: string; /* in the words of the person: a verb first */
  group: string; /* the heading under which the palette shows it */
  icon?: ComponentType<{ size?: number; stroke?: number }>;
  key?: string; /* as useKeys takes them: "e", "g i" */
  also?: string; /* other words by which it is found */
  /** "Assign to…": the palette asks which one, whether the act was begun by key, button or menu. */
  choices?: () => Choice[] | Promise<Choice[]>;
  /** What was typed may be a choice itself: a new tag, "in 3 days". */
  typed?: (text: string) => Choice | undefined;
  run: (choice?: Choice) => void;
}

const shown = new Map<object, Act[]>(); /* by the screen that says them, in the order they came */
const listeners = new Set<() => void>();
let all: Act[] = [];
let asked: { act?: Act } | null = null; /* the palette is open; or open at one act's choices */

function tell() {
  all = [...shown.values()].flat();
  for (const it of [...listeners]) it();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The acts of what is shown; their keys work as long as it is. Leave out what may not be done now. */
export function useActs(acts: Act[]) {
  const place = useRef({});
  const latest = useRef(acts);
  latest.current = acts;
  const said = acts.map((it) => `${it.id} ${it.name} ${it.group} ${it.key} ${!!it.choices}`).join("\n");
  useEffect(() => {
    const mine = latest.current.map(({ id }) => latest_of(latest, id));
    shown.set(place.current, mine);
    tell();
  }, [said]);
  useEffect(() => {
    const key = place.current;
    return () => {
      shown.delete(key);
      tell();
    };
  }, []);
  useKeys(Object.fromEntries(acts.filter((it) => it.key).map((it) => [it.key!, () => perform(it)])));
}

/** An act as it is now, not as it was when the palette opened. */
function latest_of(acts: { current: Act[] }, id: string): Act {
  const it = () => acts.current.find((one) => one.id === id);
  const first = it()!;
  return {
    ...first,
    choices: first.choices && (() => it()?.choices?.() ?? []),
    typed: first.typed && ((text) => it()?.typed?.(text)),
    run: (choice) => it()?.run(choice),
  };
}

export function useAllActs(): Act[] {
  return useSyncExternalStore(subscribe, () => all);
}

/** Does it, or asks first which one. */
export function perform(act: Act) {
  if (act.choices) open_palette(act);
  else act.run();
}

export function open_palette(act?: Act) {
  asked = { act };
  tell();
}

export function close_palette() {
  asked = null;
  tell();
}

export function usePalette(): { act?: Act } | null {
  return useSyncExternalStore(subscribe, () => asked);
}
