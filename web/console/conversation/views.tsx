// Views: lists that somebody keeps under a name. Below the boxes, with how many conversations each shows.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import IconBookmark from "@tabler/icons-react/icons/IconBookmark";
import IconDeviceFloppy from "@tabler/icons-react/icons/IconDeviceFloppy";
import IconPencil from "@tabler/icons-react/icons/IconPencil";
import IconTrash from "@tabler/icons-react/icons/IconTrash";
import IconUsers from "@tabler/icons-react/icons/IconUsers";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { memo, useEffect, useRef, useState } from "react";
import { api, type Me, type SavedView } from "../../api";
import { announce } from "../../kit/announce";
import { More, type MoreAct } from "../../kit/more";
import { go, Link } from "../../kit/place";
import { useSay, useSpeech } from "../../kit/words";
import { error_words, may } from "../ask";
import { asked_of, asked_text, filter_of, is_narrowed, list_text, type Asked } from "./filter";
import { useTeams } from "./filters";

export function useViews() {
  return useQuery({ queryKey: ["views"], queryFn: ({ signal }) => api.view.list({ signal }), staleTime: Infinity });
}

const SHOWN = 6; /* the others wait behind one button */

/** How long each of these is: asked for those that are shown, all at once. */
function useLengths(views: SavedView[]) {
  const ids = views.map((it) => it.id).sort();
  const asked = useQuery({
    queryKey: ["views", "counts", ids.join(" ")],
    queryFn: ({ signal }) => api.view.listCounts({ views: ids }, { signal }),
    enabled: ids.length > 0,
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: (before) => before,
  });
  return new Map(asked.data?.map((it) => [it.view, it.count]));
}

export const Views = memo(function Views({ asked }: { asked: Asked }) {
  const say = useSay();
  const { locale } = useSpeech();
  const all = useViews().data ?? [];
  const [whole, set_whole] = useState(false);
  const views = whole ? all : all.filter((it, i) => i < SHOWN || it.id === asked.view);
  const lengths = useLengths(views);
  const number = new Intl.NumberFormat(locale);
  const place = useRef<HTMLElement>(null);
  const there = views.some((it) => it.id === asked.view);
  useEffect(() => {
    place.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [asked.view, there, lengths.size]); /* a number makes them wider */
  if (views.length === 0) return null;
  return (
    <nav ref={place} className="views" aria-label={say("console.view.label")}>
      {views.map((it) => (
        <Link key={it.id} to={`conversations/${asked_text(asked_of(it.filter, it.id))}`} aria-current={it.id === asked.view ? "page" : undefined}>
          {it.shared_with === "nobody" ? (
            <IconBookmark size={15} stroke={1.5} aria-hidden />
          ) : (
            <IconUsers size={15} stroke={1.5} role="img" aria-label={say("console.view.is_shared")} />
          )}
          <span className="view-name"><bdi>{it.name}</bdi></span>
          <span className="count">{lengths.has(it.id) && number.format(lengths.get(it.id)!)}</span>
        </Link>
      ))}
      {(whole || views.length < all.length) && (
        <button type="button" className="link views-more" aria-expanded={whole} onClick={() => set_whole(!whole)}>
          {whole ? say("console.view.fewer") : say("console.view.others", { n: all.length - views.length })}
        </button>
      )}
    </nav>
  );
});

type Sharing = SavedView["shared_with"];

function Form({ me, asked, of, close }: { me: Me; asked: Asked; of?: SavedView; close: () => void }) {
  const say = useSay();
  const client = useQueryClient();
  const sheet = useRef<HTMLDialogElement>(null);
  const teams = (useTeams(me).data ?? []).filter((it) => !["agent", "lead"].includes(me.role) || it.members.includes(me.id));
  const [name, set_name] = useState(of?.name ?? "");
  const [shared, set_shared] = useState(of?.shared_with === "team" ? `team ${of.team}` : (of?.shared_with ?? "nobody"));
  const save = useMutation({
    mutationFn: () => {
      const [shared_with, team] = shared.split(" ") as [Sharing, string?];
      const it = { name, shared_with, team: team ?? null };
      return of ? api.view.change({ view: of.id, ...it }) : api.view.create({ ...it, filter: filter_of(asked) });
    },
    onSuccess: (it) => {
      void client.invalidateQueries({ queryKey: ["views"] });
      announce(say("console.view.kept", { name: it.name }));
      if (!of) go(`conversations/${asked_text(asked_of(it.filter, it.id))}`, true);
      sheet.current?.close();
    },
  });
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    sheet.current?.showModal();
    return () => before?.focus?.();
  }, []);
  return (
    <dialog ref={sheet} className="sheet" onClose={close} aria-labelledby="view-title">
      <form
        className="view-form"
        onSubmit={(e) => {
          e.preventDefault();
          save.mutate();
        }}
      >
        <h2 id="view-title">{say(of ? "console.view.change" : "console.view.keep")}</h2>
        {save.error && <p className="error" role="alert">{error_words(save.error, say)}</p>}
        <TextInput label={say("console.view.name")} value={name} maxLength={60} required data-autofocus onChange={(e) => set_name(e.currentTarget.value)} />
        {may(me, "view.share") && (
          <NativeSelect label={say("console.view.shared_with")} value={shared} onChange={(e) => set_shared(e.currentTarget.value)}>
            <option value="nobody">{say("console.view.nobody")}</option>
            {teams.map((it) => (
              <option key={it.id} value={`team ${it.id}`}>{it.name}</option>
            ))}
            <option value="everybody">{say("console.view.everybody")}</option>
          </NativeSelect>
        )}
        <div className="view-acts">
          <Button variant="subtle" color="gray" onClick={() => sheet.current?.close()}>{say("console.view.cancel")}</Button>
          <Button type="submit" disabled={!name.trim() || save.isPending}>{say("console.view.save")}</Button>
        </div>
      </form>
    </dialog>
  );
}

/** Keeps what is shown as a view; or, when a view is shown, changes that. */
export function ViewActs({ me, asked }: { me: Me; asked: Asked }) {
  const say = useSay();
  const client = useQueryClient();
  const [form, show] = useState<"new" | "change">();
  const of = useViews().data?.find((it) => it.id === asked.view);
  const differs = of && list_text(asked_of(of.filter, of.id)) !== list_text(asked);
  const change = useMutation({
    mutationFn: async (drop: boolean) => {
      if (drop) await api.view.delete({ view: of!.id });
      else await api.view.change({ view: of!.id, filter: filter_of(asked) });
    },
    onSuccess: (_, drop) => {
      announce(say(drop ? "console.view.dropped" : "console.view.kept", { name: of!.name }));
      if (drop) go(`conversations/${asked.box}`, true);
      void client.invalidateQueries({ queryKey: ["views"] });
    },
  });
  const acts: MoreAct[] = [];
  if (of?.may_change) {
    if (differs) acts.push({ name: say("console.view.keep_changes"), icon: <IconDeviceFloppy size={16} stroke={1.5} />, run: () => change.mutate(false) });
    acts.push({ name: say("console.view.rename"), icon: <IconPencil size={16} stroke={1.5} />, run: () => show("change") });
    acts.push({ name: say("console.view.drop"), icon: <IconTrash size={16} stroke={1.5} />, run: () => change.mutate(true) });
  }
  const keeps = (is_narrowed(asked) || asked.sort !== "activity") && (!of || differs);
  return (
    <>
      {keeps && (
        <button type="button" className="pick-button" onClick={() => show("new")}>
          <IconBookmark size={15} stroke={1.5} aria-hidden />
          <span>{say("console.view.keep_short")}</span>
        </button>
      )}
      {acts.length > 0 && <More label={say("console.view.more")} acts={acts} />}
      {change.error && <span className="error-words" role="alert">{error_words(change.error, say)}</span>}
      {form && <Form me={me} asked={asked} of={form === "change" ? of : undefined} close={() => show(undefined)} />}
    </>
  );
}
