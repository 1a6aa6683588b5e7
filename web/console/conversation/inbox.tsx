// The inbox: the list, the thread, and who it is. On a phone one of them at a time.
import IconMessages from "@tabler/icons-react/icons/IconMessages";
import { useEffect, useState } from "react";
import { go } from "../../kit/place";
import { useKeys } from "../../kit/keys";
import { Empty } from "../../kit/states";
import { useSay } from "../../kit/words";
import type { Screen } from "../shell";
import { boxes, List, useList, type Box } from "./list";
import { Thread } from "./thread";

const KEPT = "regulars.box";

function kept_box(): Box {
  const kept = localStorage.getItem(KEPT) as Box | null;
  return kept && boxes.includes(kept) ? kept : "waiting";
}

export default function Inbox({ me, parts }: Screen) {
  const say = useSay();
  const box = boxes.find((it) => it === parts[0]);
  const open = parts[1];
  const rows = useList(box ?? "waiting").data?.pages.flat() ?? [];
  const [at, set_at] = useState<string>();
  const mark = at ?? open;

  useEffect(() => {
    if (box) localStorage.setItem(KEPT, box);
    else go(`conversations/${kept_box()}`, true);
  }, [box]);
  useEffect(() => set_at(undefined), [open, box]);

  const move = (by: 1 | -1) => {
    const now = rows.findIndex((row) => row.id === mark);
    const next = rows[now < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, now + by))];
    if (!next) return;
    set_at(next.id);
    const link = document.querySelector<HTMLElement>(`[data-row="${next.id}"]`);
    link?.focus();
    void link?.scrollIntoView({ block: "nearest" });
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => open && go(`conversations/${box}`),
  });
  if (!box) return null;
  return (
    <div className="inbox" data-view={open ? "thread" : "list"}>
      <List box={box} open={open} at={at} />
      {open ? (
        <Thread key={open} me={me} which={open} back={`conversations/${box}`} />
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
