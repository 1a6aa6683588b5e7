// The inbox: the list, the thread, and who it is. On a phone one of them at a time.
import IconMessages from "@tabler/icons-react/icons/IconMessages";
import { useCallback, useEffect, useMemo } from "react";
import { go } from "../../kit/place";
import { useKeys } from "../../kit/keys";
import { Empty } from "../../kit/states";
import { useSay } from "../../kit/words";
import type { Screen } from "../shell";
import { useBulk, type Bulk } from "./bulk";
import { useBulkActs } from "./bulk_acts";
import { asked_text, read_asked, type Asked } from "./filter";
import { List } from "./list";
import { useWalk } from "./row";
import { foresee_rows, useRows } from "./rows";
import { Thread } from "./thread";

const KEPT = "regulars.box";
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]";

const kept_list = () => {
  const kept = read_asked(localStorage.getItem(KEPT) ?? "");
  return kept ? asked_text(kept) : "waiting";
};

/** The keys of many at once. They come before those of the thread: with something picked, `e` means all of it. */
function useBulkKeys(bulk: Bulk, at: string | undefined, act: boolean) {
  useEffect(() => {
    const runs: Record<string, () => void> = { e: () => void bulk.run({ act: "resolve" }), c: () => void bulk.run({ act: "claim" }) };
    const pressed = (e: KeyboardEvent) => {
      if (e.defaultPrevented || (e.target instanceof Element && e.target.closest(TYPING))) return;
      const held = e.ctrlKey || e.metaKey;
      const picked = bulk.n > 0 && !held && !e.altKey;
      if (held && e.key === "z" && !e.shiftKey && bulk.ended?.undo.length) void bulk.undo();
      else if (held && e.key === "a" && e.target instanceof Element && e.target.closest(".list")) bulk.pick_shown();
      else if (e.key === "x" && !held && !e.altKey && at) bulk.toggle(at);
      else if (picked && e.key === "Escape") bulk.clear();
      else if (picked && e.key === "t") document.querySelector<HTMLElement>(".bulk-tag")?.click();
      else if (picked && act && runs[e.key]) runs[e.key]!();
      else return;
      e.preventDefault();
      e.stopImmediatePropagation();
    };
    addEventListener("keydown", pressed, true);
    return () => removeEventListener("keydown", pressed, true);
  });
}

function Desk({ me, asked, open }: { me: Screen["me"]; asked: Asked; open?: string }) {
  const say = useSay();
  const place = asked_text(asked);
  const found = useRows(asked);
  const { rows, place_of } = found;
  const walk = useWalk();
  const came = useCallback((id: string) => walk.go_to(id, false), [walk.go_to]);
  const bulk = useBulk(asked, rows, came);
  const at = walk.at ?? open;

  useEffect(() => localStorage.setItem(KEPT, place), [place]);
  useEffect(() => {
    if (open) walk.go_to(open, false);
  }, [open, walk.go_to]);

  const move = (by: 1 | -1, picks = false) => {
    const now = place_of(at);
    const next = rows[now < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, now + by))];
    if (!next) return;
    if (picks && at && !bulk.has(at)) bulk.toggle(at);
    if (picks) bulk.extend(next.id);
    walk.go_to(next.id, true);
  };
  useBulkActs(me, bulk);
  useBulkKeys(bulk, at, me.role !== "auditor");
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    J: () => move(1, true),
    K: () => move(-1, true),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    o: () => at && go(`conversations/${place}/${at}`),
    Escape: () => open && go(`conversations/${place}`),
  });
  return (
    <div className="inbox" data-view={open ? "thread" : "list"}>
      <List me={me} asked={asked} open={open} found={found} walk={walk} bulk={bulk} />
      {open ? (
        <Thread key={open} me={me} which={open} back={`conversations/${place}`} row={rows[place_of(open)]} />
      ) : (
        <div className="no-thread">
          <Empty icon={<IconMessages size={40} stroke={1.25} />} title={say("console.thread.none")}>
            {say("console.thread.none_text")}
          </Empty>
        </div>
      )}
    </div>
  );
}

export { foresee_rows };

export default function Inbox({ me, parts }: Screen) {
  const asked = useMemo(() => read_asked(parts[0]), [parts[0]]);
  const known = !!asked;
  useEffect(() => {
    if (!known) go(`conversations/${kept_list()}`, true);
  }, [known]);
  return asked ? <Desk me={me} asked={asked} open={parts[1]} /> : null;
}
