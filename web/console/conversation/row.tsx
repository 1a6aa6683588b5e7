// The rows that can be seen, of as many as there are: the others are a height. Where one stands, and what the focus is on, stays when they move.
import { useVirtualizer, defaultRangeExtractor, type Range, type Virtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState, type MouseEvent, type RefObject } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { InboxRow } from "../../api";
import { Face } from "../../kit/face";
import { Link } from "../../kit/place";
import { Ago } from "../../kit/time";
import { useSay } from "../../kit/words";
import type { Bulk } from "./bulk";
import { asked_text, type Asked } from "./filter";
import { useForesight } from "./foresight";
import { StateSign } from "./state";

const ROW_PX = 63;
const TAGS_PX = 24;
const NEAR_END = 30;
const TAGS_SHOWN = 3;

export const person = (row: { customer_name: string; customer_email: string }, unknown: string) =>
  row.customer_name || row.customer_email || unknown;

/** Where one is in the list, by keys or by the mouse. */
export interface Walk {
  at?: string; /* the row under the keys */
  go_to: (id: string, focus: boolean) => void;
  wants_focus: RefObject<boolean>; /* the row shall have the focus as soon as it is there */
  here: RefObject<boolean>; /* what somebody did last was in the list: a focus that is lost is given back to it */
}

/** Where the hand or the focus was last. */
function useHere(): RefObject<boolean> {
  const here = useRef(false);
  useEffect(() => {
    const look = (e: Event) => {
      here.current = e.target instanceof Element && !!e.target.closest(".list");
    };
    addEventListener("pointerdown", look, true);
    addEventListener("focusin", look, true);
    return () => {
      removeEventListener("pointerdown", look, true);
      removeEventListener("focusin", look, true);
    };
  }, []);
  return here;
}

export function useWalk(): Walk {
  const [at, set_at] = useState<string>();
  const wants_focus = useRef(false);
  const go_to = useCallback((id: string, focus: boolean) => {
    wants_focus.current = focus;
    set_at(id);
  }, []);
  return { at, go_to, wants_focus, here: useHere() };
}

interface RowProps {
  row: InboxRow;
  to: string;
  open: boolean;
  at: boolean;
  picked: boolean;
  tabbable: boolean;
  pick: (id: string, range: boolean) => void;
  came: (id: string) => void;
}

const Row = memo(function Row({ row, to, open, at, picked, tabbable, pick, came }: RowProps) {
  const say = useSay();
  const name = person(row, say("console.customer.unknown"));
  const subject = row.subject || row.excerpt;
  const clicked = (e: MouseEvent) => {
    if (!e.shiftKey) return;
    e.preventDefault(); /* a range, not a new window */
    pick(row.id, true);
  };
  return (
    <div className="row-cell" data-picked={picked || undefined}>
      <Link
        to={to}
        className="row"
        data-row={row.id}
        data-at={at || undefined}
        aria-current={open ? "true" : undefined}
        tabIndex={tabbable ? 0 : -1}
        onClick={clicked}
        onFocus={() => came(row.id)}
      >
        <Face name={name} />
        <span className="row-line">
          <span className="row-person"><bdi>{name}</bdi></span>
          <span className="row-age"><Ago at={row.last_at} /></span>
        </span>
        <span className="row-line">
          <span className="row-subject"><bdi>{subject}</bdi></span>
          <StateSign state={row.state} waiting_since={row.waiting_since} brief />
        </span>
        {row.tags.length > 0 && (
          <span className="row-tags">
            {row.tags.slice(0, TAGS_SHOWN).map((it) => (
              <span key={it.tag} className="tag"><bdi>{it.name}</bdi></span>
            ))}
            {row.tags.length > TAGS_SHOWN && <span className="quiet">+{row.tags.length - TAGS_SHOWN}</span>}
          </span>
        )}
      </Link>
      <label className="row-pick" title={say("console.bulk.pick_one")}>
        <input
          type="checkbox"
          checked={picked}
          tabIndex={tabbable ? 0 : -1}
          aria-label={say("console.bulk.pick", { name, subject })}
          onChange={() => undefined}
          onClick={(e) => pick(row.id, e.shiftKey)}
          onFocus={() => came(row.id)}
        />
      </label>
    </div>
  );
});

const height_of = (row: InboxRow | undefined) => ROW_PX + (row?.tags.length ? TAGS_PX : 0);

type Places = (id: string | undefined) => number;

/** What stands at the top stays there when something arrives above it. Where the list stands is not read from the page, which would have to
 * be laid out for it at each step of the wheel. */
function useAnchor(scroller: RefObject<HTMLElement | null>, rows: InboxRow[], place_of: Places, start_of: (index: number) => number | undefined) {
  const anchor = useRef<{ id: string; start: number } | undefined>(undefined);
  const before = useRef(rows);
  const keep = useCallback((first: { index: number; start: number } | undefined, top: number) => {
    const row = first && before.current[first.index];
    anchor.current = row && top > 0 ? { id: row.id, start: first.start } : undefined;
  }, []);
  useLayoutEffect(() => {
    if (before.current === rows) return;
    before.current = rows;
    const at = place_of(anchor.current?.id);
    const moved = at < 0 ? 0 : (start_of(at) ?? anchor.current!.start) - anchor.current!.start;
    if (moved && scroller.current) scroller.current.scrollTop += moved;
  });
  return keep;
}

/** A row is as high as it is thought to be until the browser says otherwise, in its own time. */
const row_height = (element: Element, entry: ResizeObserverEntry | undefined, list: Virtualizer<HTMLDivElement, Element>) => {
  const box = entry?.borderBoxSize[0];
  if (box) return Math.round(box.blockSize);
  const index = list.indexFromElement(element);
  return list.itemSizeCache.get(list.options.getItemKey(index)) ?? list.options.estimateSize(index);
};

export function Rows({ rows, place_of, asked, open, walk, bulk, length, more }: {
  rows: InboxRow[]; place_of: Places; asked: Asked; open?: string; walk: Walk; bulk: Bulk; length?: number; more?: () => void;
}) {
  const say = useSay();
  const client = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const place = place_of(walk.at ?? open);
  const last_place = useRef(0);
  const current = place >= 0 ? place : Math.min(last_place.current, rows.length - 1);
  const with_current = useCallback((range: Range) => {
    const shown = defaultRangeExtractor(range);
    if (current < 0 || shown.includes(current)) return shown;
    return [...shown, current].sort((a, b) => a - b);
  }, [current]);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((i: number) => height_of(rows[i]), [rows]),
    getItemKey: useCallback((i: number) => rows[i]!.id, [rows]),
    measureElement: row_height,
    overscan: 6,
    rangeExtractor: with_current,
    useFlushSync: false,
  });
  const items = list.getVirtualItems();
  const keep = useAnchor(scroller, rows, place_of, (i) => list.measurementsCache[i]?.start);
  useLayoutEffect(() => {
    const top = list.scrollOffset ?? 0;
    keep(items.find((it) => it.end > top), top);
  });

  useEffect(() => {
    if ((items.at(-1)?.index ?? 0) >= rows.length - NEAR_END) more?.();
  }, [items, rows.length, more]);
  useEffect(() => void list.scrollToOffset(0), [asked.box, asked.sort]); /* another list begins at its beginning */

  /* The row of the keys: in sight, and with the focus if it shall have it. One that went away leaves it to its neighbour. */
  useLayoutEffect(() => {
    if (place >= 0) last_place.current = place;
    const gone = walk.at !== undefined && place < 0 && rows.length > 0;
    const lost = walk.here.current && document.activeElement === document.body;
    if (gone) walk.go_to(rows[current]!.id, lost || walk.wants_focus.current);
    if (!walk.wants_focus.current && !lost) return;
    const link = scroller.current?.querySelector<HTMLElement>(`[data-row="${rows[current]?.id}"]`);
    if (!link) return;
    walk.wants_focus.current = false;
    list.scrollToIndex(current, { align: "auto" });
    link.focus({ preventScroll: true });
  });

  const box = `conversations/${asked_text(asked)}`;
  return (
    <div ref={scroller} className="list-rows" {...useForesight(client, rows, place_of)}>
      <ul aria-label={say("console.list.label")} style={{ blockSize: list.getTotalSize() }}>
        {items.map((it) => {
          const row = rows[it.index]!;
          return (
            <li
              key={row.id}
              ref={list.measureElement}
              data-index={it.index}
              aria-setsize={length ?? -1}
              aria-posinset={it.index + 1}
              style={{ transform: `translateY(${it.start}px)` }}
            >
              <Row
                row={row}
                to={`${box}/${row.id}`}
                open={row.id === open}
                at={row.id === walk.at}
                picked={bulk.has(row.id)}
                tabbable={it.index === current}
                pick={bulk.pick}
                came={bulk.came}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
