// All tags, for whoever keeps them in order: how many carry each, another name, two that become one, and those that are over.
import { Button, TextInput } from "@mantine/core";
import IconTag from "@tabler/icons-react/icons/IconTag";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type RefObject } from "react";
import { api, type Tag } from "../../api";
import { announce } from "../../kit/announce";
import { Link } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { useSay } from "../../kit/words";
import { error_words, field_words } from "../ask";
import type { Screen } from "../shell";
import { asked_text, folded } from "./filter";
import { useTags } from "./filters";
import { badges_changed } from "./rows";
import { MergeTags } from "./tag_merge";
import { TAG_CHARACTERS } from "./tags";
import "./tag_list.css";

const MANY = 12; /* more than that, and one looks for a name by typing */

/** Another name. Where another tag has it already, the two can be merged from here. */
function Rename({ tag, tags, merge, close }: { tag: Tag; tags: Tag[]; merge: (into: Tag) => void; close: () => void }) {
  const say = useSay();
  const client = useQueryClient();
  const [name, set_name] = useState(tag.name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const taken = tags.find((it) => it.id !== tag.id && folded(it.name.trim()) === folded(name.trim()));
  const save = useMutation({
    mutationFn: () => api.tag.change({ tag: tag.id, name }),
    onSuccess: (it) => {
      client.setQueryData<Tag[]>(["tags"], (old = []) => old.map((one) => (one.id === it.id ? it : one)));
      badges_changed(client);
      announce(say("console.tags.renamed", { name: it.name }));
      close();
    },
  });
  const wrong = taken ? say("console.tags.taken", { name: taken.name }) : save.error ? (field_words(save.error, "name") ?? error_words(save.error, say)) : undefined;
  return (
    <form
      className="in-line tags-rename"
      onKeyDown={(e) => {
        if (e.key !== "Escape") return;
        e.stopPropagation();
        close();
      }}
      onSubmit={(e) => {
        e.preventDefault();
        if (!taken) save.mutate();
      }}
    >
      <TextInput ref={field} size="xs" dir="auto" maxLength={TAG_CHARACTERS} aria-label={say("console.tags.name")} value={name} error={wrong} onChange={(e) => set_name(e.currentTarget.value)} />
      {taken ? (
        <Button size="xs" variant="default" onClick={() => merge(taken)}>{say("console.tags.merge_instead")}</Button>
      ) : (
        <Button size="xs" type="submit" disabled={!name.trim()} loading={save.isPending}>{say("console.save")}</Button>
      )}
      <Button size="xs" variant="subtle" onClick={close}>{say("console.cancel")}</Button>
    </form>
  );
}

function Row({ tag, tags }: { tag: Tag; tags: Tag[] }) {
  const say = useSay();
  const client = useQueryClient();
  const [doing, set_doing] = useState<"" | "rename" | "merge">("");
  const [into, set_into] = useState<Tag>();
  const row = useRef<HTMLLIElement>(null);
  const done = () => {
    const by = doing === "merge" ? 1 : 0;
    set_doing("");
    set_into(undefined);
    requestAnimationFrame(() => row.current?.querySelectorAll<HTMLElement>(".tags-acts button")[by]?.focus());
  };
  const retire = useMutation({
    mutationFn: (retired: boolean) => api.tag.change({ tag: tag.id, retired }),
    onSuccess: (it) => {
      announce(say(it.retired_at ? "console.tags.retired_now" : "console.tags.back_now", { name: it.name }));
      leave_row(row);
      client.setQueryData<Tag[]>(["tags"], (old = []) => old.map((one) => (one.id === it.id ? it : one)));
      badges_changed(client);
    },
  });
  const over = !!tag.retired_at;
  return (
    <li ref={row} className="tags-row" data-tag={tag.id}>
      {doing === "rename" ? (
        <Rename
          tag={tag}
          tags={tags}
          close={done}
          merge={(it) => {
            set_into(it);
            set_doing("merge");
          }}
        />
      ) : (
        <>
          <p className="tags-name">
            <Link to={`conversations/${asked_text({ box: "all", sort: "activity", tag: tag.id })}`} className="hit"><bdi>{tag.name}</bdi></Link>
          </p>
          <p className="tags-count quiet">{say("console.tags.count", { n: tag.count })}</p>
          <div className="tags-acts">
            <Button size="xs" variant="subtle" aria-label={say("console.tags.rename_of", { name: tag.name })} onClick={() => set_doing("rename")}>{say("console.tags.rename")}</Button>
            <Button size="xs" variant="subtle" aria-label={say("console.tags.merge_of", { name: tag.name })} disabled={tags.length < 2} onClick={() => set_doing("merge")}>{say("console.tags.merge")}</Button>
            <Button size="xs" variant="subtle" aria-label={say(over ? "console.tags.back_of" : "console.tags.retire_of", { name: tag.name })} loading={retire.isPending} onClick={() => retire.mutate(!over)}>
              {say(over ? "console.tags.back" : "console.tags.retire")}
            </Button>
          </div>
        </>
      )}
      {retire.error && <p className="error" role="alert">{error_words(retire.error, say)}</p>}
      {doing === "merge" && <MergeTags tag={tag} tags={tags} chosen={into} leave={() => leave_row(row)} close={done} />}
    </li>
  );
}

/** The row is about to go: the focus goes to the next one, or to the page's name. */
function leave_row(row: RefObject<HTMLLIElement | null>) {
  const next = row.current?.nextElementSibling ?? row.current?.previousElementSibling;
  const which = (next as HTMLElement | null)?.dataset["tag"];
  requestAnimationFrame(() => {
    const to = which && document.querySelector<HTMLElement>(`.tags-row[data-tag="${which}"] button`);
    (to || document.querySelector<HTMLElement>("#tags-title"))?.focus();
  });
}

function All({ tags }: { tags: Tag[] }) {
  const say = useSay();
  const [text, set_text] = useState("");
  const wanted = folded(text.trim());
  const shown = tags.filter((it) => folded(it.name).includes(wanted));
  const used = shown.filter((it) => !it.retired_at);
  const over = shown.filter((it) => it.retired_at);
  return (
    <>
      {tags.length > MANY && (
        <TextInput type="search" className="tags-find" aria-label={say("console.tags.find")} placeholder={say("console.tags.find")} dir="auto" value={text} onChange={(e) => set_text(e.currentTarget.value)} />
      )}
      {shown.length === 0 && <p className="quiet" role="status">{say("console.tags.none_found")}</p>}
      {used.length > 0 && <ul className="tags-list">{used.map((it) => <Row key={it.id} tag={it} tags={tags} />)}</ul>}
      {over.length > 0 && (
        <section aria-labelledby="tags-over">
          <h2 id="tags-over">{say("console.tags.over")}</h2>
          <p className="quiet">{say("console.tags.over_help")}</p>
          <ul className="tags-list">{over.map((it) => <Row key={it.id} tag={it} tags={tags} />)}</ul>
        </section>
      )}
    </>
  );
}

export default function TagList(_: Screen) {
  const say = useSay();
  const asked = useTags();
  return (
    <div className="page tags-page">
      <h1 id="tags-title" tabIndex={-1}>{say("console.nav.tags")}</h1>
      <p className="quiet">{say("console.tags.help")}</p>
      {asked.isPending && <Waiting label={say("console.loading")} rows={5} />}
      {asked.error && (
        <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />
      )}
      {asked.data?.length === 0 && (
        <Empty icon={<IconTag size={36} stroke={1.25} />} title={say("console.tags.none")}>
          {say("console.tags.none_text")} <Link to="conversations">{say("console.tags.to_inbox")}</Link>
        </Empty>
      )}
      {asked.data && asked.data.length > 0 && <All tags={asked.data} />}
    </div>
  );
}
