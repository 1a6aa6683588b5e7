// The draft of one kind in one conversation: kept by kit/draft, on the server by the API.
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { api, ApiError } from "../../api";
import { Draft } from "../../kit/draft";
import { hear_live, say_live } from "../../kit/live";

export type Kind = "reply" | "note";

export function use_draft(me: string, conversation: string, kind: Kind): Draft {
  const draft = useMemo(
    () =>
      new Draft(`${me}.${conversation}.${kind}`, {
        look: () => api.conversation.getDraft({ conversation, kind }),
        save: (it, last) =>
          api.conversation.setDraft({ conversation, kind, ...it }, { last }).catch((why: unknown) => {
            if (why instanceof ApiError && why.status === 409 && why.field === "base") return undefined;
            throw why;
          }),
        saved: () => say_live({ saved: conversation }),
      }),
    [me, conversation, kind],
  );
  useEffect(() => {
    const look = () => void draft.look();
    const hide = () => document.visibilityState === "hidden" && void draft.save(true);
    const stop = hear_live((frame) => {
      if (frame.saved === conversation || frame.hello || frame.resumed) look();
    });
    look();
    addEventListener("online", look);
    addEventListener("focus", look);
    addEventListener("pagehide", hide);
    document.addEventListener("visibilitychange", hide);
    return () => {
      stop();
      removeEventListener("online", look);
      removeEventListener("focus", look);
      removeEventListener("pagehide", hide);
      document.removeEventListener("visibilitychange", hide);
      draft.leave();
    };
  }, [draft, conversation]);
  useSyncExternalStore(draft.subscribe, draft.snapshot);
  return draft;
}
