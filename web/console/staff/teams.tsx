// Teams: who looks after which conversations. Who is in one is a fact of the person, and is changed here or there.
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { api, ApiError, type Colleague, type Team } from "../../api";
import { announce } from "../../kit/announce";
import { Listed } from "../../kit/listed";
import { Empty, Failed, Waiting } from "../../kit/states";
import { useSay } from "../../kit/words";
import { error_words, field_words } from "../ask";

export const useTeams = () => useQuery({ queryKey: ["teams"], queryFn: ({ signal }) => api.team.list({ signal }) });

function Rename({ team, close }: { team: Team; close: () => void }) {
  const say = useSay();
  const client = useQueryClient();
  const [name, set_name] = useState(team.name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const save = useMutation({
    mutationFn: () => api.team.change({ team: team.id, name }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["teams"] });
      close();
    },
  });
  return (
    <form
      className="in-line"
      onKeyDown={(e) => e.key === "Escape" && close()}
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate();
      }}
    >
      <TextInput ref={field} size="xs" aria-label={say("console.team.name_of_team")} value={name} error={save.error ? (field_words(save.error, "name") ?? error_words(save.error, say)) : undefined} onChange={(e) => set_name(e.currentTarget.value)} />
      <Button size="xs" type="submit" loading={save.isPending}>{say("console.save")}</Button>
      <Button size="xs" variant="subtle" color="gray" onClick={close}>{say("console.cancel")}</Button>
    </form>
  );
}

function Member({ one, team }: { one: Colleague; team: Team }) {
  const say = useSay();
  const client = useQueryClient();
  const is_in = team.members.includes(one.id);
  const [wanted, want] = useState<boolean>(); /* shown at once, until the answer is here */
  const change = useMutation({
    mutationFn: (join: boolean) => api.staff.change({ staff: one.id, teams: join ? [...one.teams, team.id] : one.teams.filter((it) => it !== team.id) }),
    onSettled: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: ["teams"] }), client.invalidateQueries({ queryKey: ["staff"] })]);
      want(undefined);
    },
    onSuccess: (_, join) => announce(say(join ? "console.team.joined" : "console.team.left", { name: one.name, team: team.name })),
  });
  return (
    <li>
      <label className="check">
        <input
          type="checkbox"
          checked={wanted ?? is_in}
          aria-busy={change.isPending}
          onChange={(e) => {
            if (change.isPending) return;
            want(e.currentTarget.checked);
            change.mutate(e.currentTarget.checked);
          }}
        />
        <bdi>{one.name}</bdi>
      </label>
      {change.error && <p className="error" role="alert">{change.error instanceof ApiError && change.error.status === 409 ? change.error.message : error_words(change.error, say)}</p>}
    </li>
  );
}

function One({ team, staff, manages }: { team: Team; staff: Colleague[]; manages: boolean }) {
  const say = useSay();
  const [doing, set_doing] = useState<"" | "rename" | "members">("");
  const button = useRef<HTMLButtonElement>(null);
  const members = staff.filter((it) => team.members.includes(it.id) && it.active);
  const done = () => {
    set_doing("");
    requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <li className="team">
      <div className="team-head">
        {doing === "rename" ? <Rename team={team} close={done} /> : <h2><bdi>{team.name}</bdi></h2>}
        {manages && doing !== "rename" && (
          <div className="person-acts">
            <Button ref={button} size="xs" variant="subtle" aria-label={say("console.team.rename_of", { name: team.name })} onClick={() => set_doing("rename")}>{say("console.team.rename")}</Button>
            <Button size="xs" variant="default" aria-expanded={doing === "members"} aria-label={say("console.team.members_of", { name: team.name })} onClick={() => set_doing(doing === "members" ? "" : "members")}>
              {say("console.team.members")}
            </Button>
          </div>
        )}
      </div>
      {doing === "members" ? (
        <fieldset className="checks">
          <legend className="heard">{say("console.team.members_of", { name: team.name })}</legend>
          <ul>{staff.filter((it) => it.active).map((one) => <Member key={one.id} one={one} team={team} />)}</ul>
        </fieldset>
      ) : (
        <p className="quiet">{members.length ? <Listed names={members.map((it) => it.name)} /> : say("console.team.nobody")}</p>
      )}
    </li>
  );
}

function Make() {
  const say = useSay();
  const client = useQueryClient();
  const [name, set_name] = useState("");
  const make = useMutation({
    mutationFn: () => api.team.create({ name }),
    onSuccess: (made) => {
      set_name("");
      announce(say("console.team.made", { name: made.name }));
      void client.invalidateQueries({ queryKey: ["teams"] });
    },
  });
  const submit = (e: FormEvent) => {
    e.preventDefault();
    make.mutate();
  };
  return (
    <section aria-labelledby="new-team">
      <h2 id="new-team">{say("console.team.new")}</h2>
      <form className="in-line" onSubmit={submit}>
        <TextInput label={say("console.team.name_of_team")} required withAsterisk={false} value={name} error={field_words(make.error, "name")} onChange={(e) => set_name(e.currentTarget.value)} />
        <Button type="submit" loading={make.isPending}>{say("console.team.make")}</Button>
      </form>
      {make.error && !field_words(make.error, "name") && <p className="error" role="alert">{error_words(make.error, say)}</p>}
    </section>
  );
}

export function Teams({ staff, manages }: { staff: Colleague[]; manages: boolean }) {
  const say = useSay();
  const teams = useTeams();
  return (
    <>
      <p className="quiet">{say("console.team.teams_help")}</p>
      {teams.isPending && <Waiting label={say("console.loading")} rows={3} />}
      {teams.error && (
        <Failed title={say("console.error.title")} text={error_words(teams.error, say)} again={say("console.again")} retry={() => void teams.refetch()} />
      )}
      {teams.data?.length === 0 && <Empty title={say("console.team.none")}>{say("console.team.none_text")}</Empty>}
      <ul className="team-list">{teams.data?.map((team) => <One key={team.id} team={team} staff={staff} manages={manages} />)}</ul>
      {manages && <Make />}
    </>
  );
}
