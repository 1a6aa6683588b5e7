// The rows of a list, page by page; and what changes elsewhere, row by row: a list that is shown is never asked for again as a whole.
import { infiniteQueryOptions, useInfiniteQuery, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, type InboxRow } from "../../api";
import { input_of, list_text, read_asked, type Asked, type Sort } from "./filter";

export const PAGE = 100;
const TOGETHER_MS = 40;
const BADGES_MS = 250;

interface Page {
  rows: InboxRow[];
  next?: string; /* where the list went on when the page was asked for */
}
type Pages = InfiniteData<Page, unknown>;

/** All pages as one list. */
interface Flat {
  pages: Page[];
  rows: InboxRow[];
  places: Map<string, number>;
}
const nothing: Flat = { pages: [], rows: [], places: new Map() };
const flat = new WeakMap<Page, Flat>(); /* by the last page of it */

/** Pages may overlap by a row that moved while they were asked for. A list that has only grown is not gone through again. */
function flat_of({ pages }: Pages): Flat {
  const last = pages.at(-1)!;
  const same = (known: Flat | undefined, n: number) => known?.pages.length === n && known.pages.every((page, i) => page === pages[i]);
  const known = flat.get(last);
  if (same(known, pages.length)) return known!;
  const before = pages.length > 1 ? flat.get(pages.at(-2)!) : undefined;
  const grown = same(before, pages.length - 1) && before!.places.size === before!.rows.length;
  const rows = grown ? [...before!.rows] : [];
  const places = grown ? before!.places : new Map<string, number>();
  for (const page of grown ? [last] : pages)
    for (const row of page.rows) {
      if (places.has(row.id)) continue;
      places.set(row.id, rows.length);
      rows.push(row);
    }
  const now = { pages, rows, places };
  flat.set(last, now);
  return now;
}

const ask_rows = (asked: Asked) =>
  infiniteQueryOptions({
    queryKey: ["rows", list_text(asked)],
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const rows = await api.conversation.list({ ...input_of(asked), before: pageParam, most: PAGE }, { signal });
      return { rows, next: rows.length < PAGE ? undefined : rows.at(-1)!.cursor };
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    structuralSharing: false,
    staleTime: Infinity /* what changes is told */,
    gcTime: 60_000,
  });

/** Of the list that this address shows, before anything of it is drawn. */
export function foresee_rows(client: QueryClient, part: string | undefined) {
  const asked = read_asked(part);
  if (asked) void client.prefetchInfiniteQuery(ask_rows(asked));
}

export function useRows(asked: Asked) {
  const list = useInfiniteQuery(ask_rows(asked));
  const { rows, places } = list.data ? flat_of(list.data) : nothing;
  const place_of = useCallback((id: string | undefined) => {
    const at = id === undefined ? undefined : places.get(id);
    return at !== undefined && at < rows.length ? at : -1; /* the places are those of the longest list so far */
  }, [rows, places]);
  return { list, rows, place_of };
}

/* ---- row by row ---- */

const later = (a: string, b: string) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
const NEVER = "9999";

/** < 0: `a` stands above `b`. */
function order(sort: Sort, a: InboxRow, b: InboxRow): number {
  if (sort === "activity") return b.last_at.localeCompare(a.last_at) || later(b.id, a.id);
  return (a.waiting_since ?? NEVER).localeCompare(b.waiting_since ?? NEVER) || later(a.id, b.id);
}

/** The pages without these rows as they were, and with them as they are now. */
export function patched(data: Pages, sort: Sort, asked: Set<string>, now: InboxRow[]): Pages {
  const pages = data.pages.map((page) => ({ ...page, rows: page.rows.filter((row) => !asked.has(row.id)) }));
  for (const row of now) {
    const at = pages.findIndex((page) => page.rows.length > 0 && order(sort, row, page.rows.at(-1)!) < 0);
    if (at < 0 && pages.at(-1)!.next) continue; /* it comes with a page that is not here yet */
    const rows = pages[at < 0 ? pages.length - 1 : at]!.rows;
    const before = rows.findIndex((one) => order(sort, row, one) < 0);
    rows.splice(before < 0 ? rows.length : before, 0, row);
  }
  return { ...data, pages };
}

/* A page that is on its way would overwrite what was mended meanwhile: it comes first. */
async function settled(client: QueryClient, key: readonly unknown[]) {
  while (client.getQueryState(key)?.fetchStatus === "fetching") await new Promise((done) => setTimeout(done, TOGETHER_MS));
}

async function mend(client: QueryClient, key: readonly unknown[], ids: string[]) {
  const asked = read_asked(String(key[1]));
  if (!asked) return;
  const now: InboxRow[] = [];
  try {
    for (let i = 0; i < ids.length; i += PAGE)
      now.push(...(await api.conversation.list({ ...input_of(asked), among: ids.slice(i, i + PAGE), most: PAGE })));
  } catch {
    return client.invalidateQueries({ queryKey: key }); /* no answer: the list says so, and is asked for again */
  }
  await settled(client, key);
  client.setQueryData<Pages>(key, (data) => data && patched(data, asked.sort, new Set(ids), now));
}

const changed = new Set<string>();
let rows_timer = 0;
let badges_timer = 0;
let mending = Promise.resolve();

function flush(client: QueryClient) {
  rows_timer = 0;
  const ids = [...changed];
  changed.clear();
  client.removeQueries({ queryKey: ["rows"], type: "inactive" });
  const shown = client.getQueryCache().findAll({ queryKey: ["rows"], type: "active" });
  mending = mending.then(() => Promise.all(shown.map((it) => mend(client, it.queryKey, ids)))).then(() => undefined);
}

/** Something happened to these conversations. */
export function rows_changed(client: QueryClient, ids: Iterable<string>) {
  for (const id of ids) changed.add(id);
  rows_timer ||= window.setTimeout(flush, TOGETHER_MS, client);
  badges_changed(client);
}

/** Numbers are asked for anew, never counted from a list; a few times a second at most. */
export function badges_changed(client: QueryClient) {
  badges_timer ||= window.setTimeout(() => {
    badges_timer = 0;
    for (const key of ["counts", "views", "facets", "tags"]) void client.invalidateQueries({ queryKey: [key] });
  }, BADGES_MS);
}
