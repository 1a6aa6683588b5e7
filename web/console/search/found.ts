// From what was found to where it stands; a thread opens at the message: conversations/all/12?at=34.
import { useEffect } from "react";
import type { SearchRow } from "../../api";
import { useAsked } from "../../kit/place";

export function result_place(row: SearchRow): string {
  if (row.kind === "customer") return `customers/${row.id}`;
  return `conversations/all/${row.conversation}${row.kind === "message" ? `?at=${row.id}` : ""}`;
}

/** Scrolls to it, marks it and gives it the focus, once it is there. */
export function useFound(there: boolean) {
  const at = useAsked().get("at");
  useEffect(() => {
    if (!at || !there) return;
    const message = document.querySelector<HTMLElement>(`[data-message="${CSS.escape(at)}"]`);
    if (!message) return;
    message.dataset.found = "";
    message.tabIndex = -1;
    message.focus({ preventScroll: true });
    const frame = requestAnimationFrame(() => message.scrollIntoView({ block: "center" })); /* after the log went to its end */
    return () => {
      cancelAnimationFrame(frame);
      delete message.dataset.found;
    };
  }, [at, there]);
}
