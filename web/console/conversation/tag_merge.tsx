// Two tags become one: first which one stands for both, then what that means, and only then it is done.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, type Tag } from "../../api";
import { announce } from "../../kit/announce";
import { PickList } from "../../kit/pick";
import { Sheet } from "../../kit/sheet";
import { useSay, useSpeech } from "../../kit/words";
import { error_words } from "../ask";
import { folded } from "./filter";
import { badges_changed } from "./rows";
import { tag_choices } from "./tags";

function Meaning({ tag, into, back, merge, pending }: { tag: Tag; into: Tag; back: () => void; merge: () => void; pending: boolean }) {
  const say = useSay();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <>
      <ul className="tags-meaning">
        <li>{say("console.tags.merge_moves", { n: tag.count, name: tag.name, into: into.name })}</li>
        <li>{say("console.tags.merge_stays", { n: into.count, into: into.name })}</li>
        <li>{say("console.tags.merge_name", { name: tag.name, into: into.name })}</li>
        {into.retired_at && <li>{say("console.tags.merge_over", { into: into.name })}</li>}
      </ul>
      <p className="tags-warning">{say("console.tags.merge_final")}</p>
      <div className="sheet-acts">
        <Button ref={first} variant="default" onClick={back}>{say("console.cancel")}</Button>
        <Button color="red.9" loading={pending} onClick={merge}>{say("console.tags.merge_do")}</Button>
      </div>
    </>
  );
}

export function MergeTags({ tag, tags, chosen, leave, close }: { tag: Tag; tags: Tag[]; chosen?: Tag; leave: () => void; close: () => void }) {
  const { say, locale } = useSpeech();
  const client = useQueryClient();
  const [into, set_into] = useState(chosen);
  const merge = useMutation({
    mutationFn: (to: Tag) => api.tag.merge({ tag: tag.id, into: to.id }),
    onSuccess: (it) => {
      announce(say("console.tags.merged", { name: tag.name, into: it.name }));
      close();
      leave();
      client.setQueryData<Tag[]>(["tags"], (old = []) => old.filter((one) => one.id !== tag.id).map((one) => (one.id === it.id ? it : one)));
      badges_changed(client);
    },
  });
  const choices = tag_choices(tags.filter((it) => it.id !== tag.id), new Set(), new Intl.NumberFormat(locale));
  const title = into ? say("console.tags.merge_sure", { name: tag.name, into: into.name }) : say("console.tags.merge_title", { name: tag.name });
  return (
    <Sheet title={title} close={close}>
      {into ? (
        <Meaning tag={tag} into={into} back={close} pending={merge.isPending} merge={() => merge.mutate(into)} />
      ) : (
        <>
          <p className="quiet">{say("console.tags.merge_help")}</p>
          <div className="tags-choose">
            <PickList
              label={say("console.tag.find")}
              none={say("console.tags.none_found")}
              fold={folded}
              choices={choices}
              choose={(it) => set_into(tags.find((one) => one.id === it.id))}
              leave={(chose) => chose || close()}
            />
          </div>
          <div className="sheet-acts">
            <Button variant="default" onClick={close}>{say("console.cancel")}</Button>
          </div>
        </>
      )}
      {merge.error && <p className="error" role="alert">{error_words(merge.error, say)}</p>}
    </Sheet>
  );
}
