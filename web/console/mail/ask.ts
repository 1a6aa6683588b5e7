// What the screens of e-mail ask, and how a mailbox's settings look while they are being written.
import { useQueries, useQuery } from "@tanstack/react-query";
import { api, type LedgerMail, type MailboxTold } from "../../api";

export type Server = "imap" | "smtp";
export type Security = MailboxTold["words"]["imap_security"];
export type State = LedgerMail["state"];

/** How fetching goes changes without an act of anybody. */
export const useMailboxes = () =>
  useQuery({ queryKey: ["mailboxes"], queryFn: ({ signal }) => api.mailbox.list({ signal }), refetchInterval: 15_000, staleTime: 5_000 });

export const QUARANTINED_SHOWN = 100; /* of each mailbox */

/** What waits for a person, of all mailboxes that one may see, newest first. */
export function useQuarantined(boxes: MailboxTold[] | undefined) {
  return useQueries({
    queries: (boxes ?? []).map((box) => ({
      queryKey: ["mails", box.id, "quarantined"],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.mailbox.listMails({ mailbox: box.id, state: "quarantined", limit: QUARANTINED_SHOWN }, { signal }),
      staleTime: 5_000,
    })),
    combine: (asked) => ({
      mails: asked.flatMap((it) => it.data ?? []).sort((a, b) => b.at.localeCompare(a.at)),
      more: asked.some((it) => it.data?.length === QUARANTINED_SHOWN),
      pending: !boxes || asked.some((it) => it.isPending),
      error: asked.find((it) => it.error)?.error ?? null,
      again: () => asked.forEach((it) => void it.refetch()),
    }),
  });
}

/** The settings as they are typed; secrets empty: as they were. */
export type Draft = Omit<MailboxTold["words"], "mailbox"> & { imap_secret: string; smtp_secret: string };

export const new_draft: Draft = {
  name: "", address: "", team: null, active: true, plus: false, server: "", from_name: "", signature: "",
  imap_host: "", imap_port: 993, imap_security: "tls", imap_user: "", imap_secret: "", imap_proof: "password",
  imap_folders: "", imap_after: "leave", imap_move_to: "",
  smtp_host: "", smtp_port: 465, smtp_security: "tls", smtp_user: "", smtp_secret: "", smtp_proof: "password",
};

export const draft_of = (box: MailboxTold): Draft => ({ ...new_draft, ...box.words, imap_secret: "", smtp_secret: "" });

/** Those of the standards: RFC 8314, 3501, 6409. */
const ports: Record<Server, Record<Security, number>> = {
  imap: { tls: 993, starttls: 143, bare: 143 },
  smtp: { tls: 465, starttls: 587, bare: 25 },
};

/** The usual port of another security, unless somebody chose an unusual one. */
export function port_for(of: Server, security: Security, now: number): number {
  const usual = Object.values(ports[of]);
  return now === 0 || usual.includes(now) ? ports[of][security] : now;
}
