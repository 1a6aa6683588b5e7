// The tags of a conversation: taken off with a click, put on by typing. A new name makes a new tag.
import IconTag from "@tabler/icons-react/icons/IconTag";
import IconX from "@tabler/icons-react/icons/IconX";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, type Me, type Tag, type Tagging } from "../../api";
import { useActs } from "../../kit/acts";
import { announce } from "../../kit/announce";
import { Pick, type Choice } from "../../kit/pick";
import { Link } from "../../kit/place";
import { useSay, useSpeech } from "../../kit/words";
import { error_words, may } from "../ask";
import { useTags } from "./filters";
import { folded } from "./filter";
import { rows_changed } from "./rows";
import "./inbox.css";

export const TAG_CHARACTERS = 40;

/** Those in use, the most used first. */
export function tag_choices(tags: Tag[] | undefined, on: Set<string>, number: Intl.NumberFormat): Choice[] {
  return (tags ?? [])
    .filter((it) => !it.retired_at)
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
    .map((it) => ({ id: it.id, name: it.name, note: it.count ? number.format(it.count) : undefined, chosen: on.has(it.id) }));
}

/** A name that no tag has yet. */
export function fresh_tag(tags: Tag[] | undefined, text: string, words: string): Choice | undefined {
  const name = text.slice(0, TAG_CHARACTERS);
  return tags?.some((it) => folded(it.name) === folded(name)) ? undefined : { id: `new ${name}`, name: words };
}

const key_of = (which: string) => ["conversation", which, "tags"];

/** Shown at once, and put back when it is refused. */
function useTagging(which: string) {
  const client = useQueryClient();
  const key = key_of(which);
  return useMutation({
    mutationFn: (it: { on?: string; off?: Tagging }) =>
      it.on ? api.conversation.createTag({ conversation: which, name: it.on }) : api.conversation.deleteTag({ conversation: which, tag: it.off!.tag! }),
    onMutate: async (it) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<Tagging[]>(key);
      if (it.off) client.setQueryData<Tagging[]>(key, (old = []) => old.filter((one) => one.tag !== it.off!.tag));
      return before;
    },
    onError: (_, __, before) => client.setQueryData(key, before),
    onSuccess: (now) => client.setQueryData(key, now),
    onSettled: () => rows_changed(client, [which]),
  });
}

export function Tags({ which, me }: { which: string; me: Me }) {
  const say = useSay();
  const { locale } = useSpeech();
  const place = useRef<HTMLDivElement>(null);
  const all = useTags().data;
  const asked = useQuery({ queryKey: key_of(which), queryFn: ({ signal }) => api.conversation.listTags({ conversation: which }, { signal }) });
  const tagging = useTagging(which);
  const on = asked.data ?? [];
  const allowed = may(me, "conversation.tag");
  const open = () => place.current?.querySelector<HTMLButtonElement>(".tag-add")?.click();
  useActs(allowed ? [{ id: "conversation.tag", name: say("console.tag.add"), group: say("console.palette.here"), icon: IconTag, key: "t", run: open }] : []);
  const put_on = (name: string) => tagging.mutate({ on: name }, { onSuccess: () => announce(say("console.tag.put_on", { name })) });
  const take_off = (it: Tagging) => {
    tagging.mutate({ off: it }, { onSuccess: () => announce(say("console.tag.taken_off", { name: it.name })) });
    place.current?.querySelector<HTMLElement>(".tag-add")?.focus();
  };
  const choose = (it: Choice) => {
    const carried = on.find((one) => one.tag === it.id);
    if (carried) take_off(carried);
    else put_on(it.id.startsWith("new ") ? it.id.slice(4) : it.name);
  };
  if (!allowed && on.length === 0) return null;
  return (
    <div className="tags" ref={place} role="group" aria-label={say("console.tag.label")}>
      {on.map((it) => (
        <span key={it.tag} className="tag">
          <bdi>{it.name}</bdi>
          {allowed && (
            <button type="button" aria-label={say("console.tag.take_off", { name: it.name })} onClick={() => take_off(it)}>
              <IconX size={12} stroke={2} aria-hidden />
            </button>
          )}
        </span>
      ))}
      {allowed && (
        <Pick
          button={
            <>
              <IconTag size={14} stroke={1.5} aria-hidden />
              <span>{say("console.tag.add")}</span>
            </>
          }
          button_class="tag-add"
          label={say("console.tag.find")}
          none={say("console.tag.none")}
          fold={folded}
          choices={tag_choices(all, new Set(on.map((it) => it.tag!)), new Intl.NumberFormat(locale))}
          typed={(text) => fresh_tag(all, text, say("console.tag.new", { name: text.slice(0, TAG_CHARACTERS) }))}
          choose={choose}
          stays
          foot={may(me, "tag.manage") && <p className="pick-foot"><Link to="tags" className="hit">{say("console.tags.manage")}</Link></p>}
        />
      )}
      {tagging.error && (
        <span className="error-words" role="alert">
          {error_words(tagging.error, say)}
        </span>
      )}
    </div>
  );
}
