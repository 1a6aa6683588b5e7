// From what was found to where it stands; a thread opens at the message: conversations/all/12?at=34.
import { useEffect, useRef } from "react";
import type { SearchRow } from "../../api";
import { useAsked } from "../../kit/place";

export function result_place(row: SearchRow): string {
  if (row.kind === "customer") return `customers/${row.id}`;
  return `conversations/all/${row.conversation}${row.kind === "message" ? `?at=${row.id}` : ""}`;
}

/** Scrolls to it, marks it and gives it the focus, once it is among the `n` that are there. */
export function useFound(n: number) {
  const at = useAsked().get("at");
  const found = useRef("");
  useEffect(() => {
    if (!at || found.current === at) return;
    const message = document.querySelector<HTMLElement>(`[data-message="${CSS.escape(at)}"]`);
    if (!message) return;
    found.current = at; /* once: whoever has scrolled away stays there */
    for (const before of document.querySelectorAll<HTMLElement>("[data-found]")) delete before.dataset.found;
    message.dataset.found = "";
    message.tabIndex = -1;
    message.focus({ preventScroll: true });
    const frame = requestAnimationFrame(() => message.scrollIntoView({ block: "center" })); /* after the log went to its end */
    return () => cancelAnimationFrame(frame);
  }, [at, n]);
}
