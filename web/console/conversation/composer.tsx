// Writing: a reply to the customer or a note for colleagues. What is typed stays until it was sent.
import { Button, SegmentedControl, Textarea } from "@mantine/core";
import IconArrowBackUp from "@tabler/icons-react/icons/IconArrowBackUp";
import IconNote from "@tabler/icons-react/icons/IconNote";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type KeyboardEvent } from "react";
import { api, type Conversation, type Me, type Message } from "../../api";
import { useActs } from "../../kit/acts";
import { announce } from "../../kit/announce";
import { useDraft } from "../../kit/draft";
import { useSay } from "../../kit/words";
import { error_words, may } from "../ask";
import type { useAct } from "./acts";

type Kind = "reply" | "note";

function useSend(which: string, sent: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (it: { body: string; internal: boolean }) => api.conversation.createMessage({ conversation: which, ...it }),
    onSuccess: (message) => {
      sent();
      client.setQueryData<Message[]>(["messages", which], (old = []) =>
        old.some((one) => one.id === message.id) ? old : [...old, message],
      );
      for (const key of [["conversation", which], ["list"], ["counts"]]) void client.invalidateQueries({ queryKey: key });
    },
  });
}

export function Composer({ it, me, act }: { it: Conversation; me: Me; act: ReturnType<typeof useAct> }) {
  const say = useSay();
  const resolved = it.state === "resolved";
  const [chosen, set_kind] = useState<Kind>("reply");
  const kind: Kind = resolved ? "note" : chosen;
  const [text, set_text] = useDraft(`${me.id}.${it.id}.${kind}`);
  const area = useRef<HTMLTextAreaElement>(null);
  const send = useSend(it.id, () => {
    set_text("");
    announce(say(kind === "note" ? "console.did.note" : "console.did.reply"));
  });
  const write = (as: Kind) => {
    set_kind(as);
    requestAnimationFrame(() => area.current?.focus());
  };
  const group = say("console.palette.here");
  useActs([
    { id: "conversation.reply", name: say("console.key.reply"), group, icon: IconArrowBackUp, key: "r", run: () => write("reply") },
    { id: "conversation.note", name: say("console.key.note"), group, icon: IconNote, key: "n", run: () => write("note") },
  ]);

  const submit = async (then_resolve: boolean) => {
    const body = text.trim();
    if (!body || send.isPending) return area.current?.focus();
    const done = await send.mutateAsync({ body, internal: kind === "note" }).catch(() => undefined);
    if (done && then_resolve) act.mutate("resolve");
    area.current?.focus();
  };
  const pressed = (e: KeyboardEvent) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      void submit(e.shiftKey && kind === "reply");
    } else if (e.key === "Escape") {
      e.stopPropagation();
      area.current?.blur();
      document.querySelector<HTMLElement>(`[data-row="${it.id}"]`)?.focus();
    }
  };
  return (
    <form
      className="composer"
      data-kind={kind}
      onSubmit={(e) => {
        e.preventDefault();
        void submit(false);
      }}
    >
      {send.error && (
        <p className="error" role="alert">
          {error_words(send.error, say)} {say("console.composer.kept")}
        </p>
      )}
      <div className="composer-box">
        <SegmentedControl
          size="xs"
          value={kind}
          onChange={(value) => set_kind(value as Kind)}
          aria-label={say("console.composer.kind")}
          data={[
            { value: "reply", label: say("console.composer.reply"), disabled: resolved },
            { value: "note", label: say("console.composer.note") },
          ]}
        />
        <Textarea
          ref={area}
          variant="unstyled"
          autosize
          minRows={3}
          maxRows={14}
          dir={text ? "auto" : undefined}
          aria-label={say(kind === "note" ? "console.composer.note_label" : "console.composer.reply_label")}
          placeholder={say(kind === "note" ? "console.composer.note_label" : "console.composer.reply_label")}
          value={text}
          readOnly={send.isPending}
          onChange={(e) => set_text(e.currentTarget.value)}
          onKeyDown={pressed}
        />
        <div className="composer-foot">
          {resolved ? (
            <span className="quiet">{say("console.composer.resolved")}</span>
          ) : (
            <span className="quiet hint">
              <kbd>Ctrl</kbd> <kbd>Enter</kbd> {say("console.composer.sends")}
            </span>
          )}
          {kind === "reply" && may(me, "conversation.resolve") && (
            <Button size="xs" variant="default" disabled={!text.trim() || send.isPending} onClick={() => void submit(true)}>
              {say("console.composer.send_resolve")}
            </Button>
          )}
          <Button size="xs" type="submit" disabled={!text.trim() || send.isPending}>
            {say(kind === "note" ? "console.composer.add_note" : "console.composer.send")}
          </Button>
        </div>
      </div>
    </form>
  );
}
