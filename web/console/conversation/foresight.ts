// What a thread asks for first, and asking for it when a hand or the focus rests on its row: it is here when it is opened.
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, type FocusEvent, type MouseEvent, type PointerEvent } from "react";
import { api, type InboxRow } from "../../api";

const RESTS_MS = 65; /* whoever only passes by asks for nothing */
const RUNS_MS = 300;

export const ask_conversation = (which: string) =>
  queryOptions({ queryKey: ["conversation", which], queryFn: ({ signal }) => api.conversation.get({ conversation: which }, { signal }) });

export const ask_messages = (which: string) =>
  queryOptions({ queryKey: ["messages", which], queryFn: ({ signal }) => api.conversation.listMessages({ conversation: which }, { signal }) });

export const ask_customer = (who: string | undefined) =>
  queryOptions({ queryKey: ["customer", who], queryFn: ({ signal }) => api.customer.get({ customer: who! }, { signal }), enabled: !!who });

export const ask_surveys = (which: string) =>
  queryOptions({ queryKey: ["surveys", which], queryFn: ({ signal }) => api.conversation.listSurveys({ conversation: which }, { signal }) });

/** Only what came by e-mail leaves by e-mail. */
export const ask_deliveries = (which: string) =>
  queryOptions({ queryKey: ["deliveries", which], queryFn: ({ signal }) => api.conversation.listDeliveries({ conversation: which }, { signal }) });

export const ask_mails = (which: string) =>
  queryOptions({
    queryKey: ["readings", which],
    queryFn: ({ signal }) => api.conversation.listMails({ conversation: which }, { signal }),
    refetchInterval: (it) => (it.state.data?.some((mail) => mail.pictures.some((one) => one.state === "wanted")) ? 2000 : false),
  });

/** What is read first; `rests`: and what else its screen shows. */
function foresee(client: QueryClient, row: InboxRow, rests: boolean) {
  void client.prefetchQuery(ask_messages(row.id));
  void client.prefetchQuery(ask_conversation(row.id));
  if (row.channel === "email") void client.prefetchQuery(ask_mails(row.id));
  if (!rests) return;
  void client.prefetchQuery(ask_customer(row.customer));
  void client.prefetchQuery(ask_surveys(row.id));
}

const row_at = (it: EventTarget) => (it instanceof Element ? it.closest<HTMLElement>(".row-cell")?.querySelector<HTMLElement>("[data-row]")?.dataset.row : undefined);

/** For what holds the rows. */
export function useForesight(client: QueryClient, rows: InboxRow[], place_of: (id: string | undefined) => number) {
  const latest = useRef({ rows, place_of });
  latest.current = { rows, place_of };
  const timer = useRef(0);
  const moved = useRef(0); /* rows that run through under the hand are not meant */
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(() => {
    const now = (it: EventTarget, rests: boolean) => {
      const row = latest.current.rows[latest.current.place_of(row_at(it))];
      if (row) foresee(client, row, rests);
    };
    const soon = (it: EventTarget) => {
      clearTimeout(timer.current);
      const runs = performance.now() - moved.current < RUNS_MS;
      timer.current = window.setTimeout(now, runs ? RUNS_MS : RESTS_MS, it, true);
    };
    return {
      onPointerOver: (e: PointerEvent) => e.pointerType === "mouse" && soon(e.target),
      onPointerLeave: () => clearTimeout(timer.current),
      onScroll: () => {
        clearTimeout(timer.current);
        moved.current = performance.now();
      },
      onPointerDown: (e: PointerEvent) => e.button === 0 && !e.shiftKey && now(e.target, false),
      onClickCapture: (e: MouseEvent) => !e.shiftKey && now(e.target, false), /* before anything is drawn for it */
      onFocus: (e: FocusEvent) => soon(e.target),
    };
  }, [client]);
}
