// One person: what they may, in which teams, how they get in; and their leaving.
import { Button, NativeSelect } from "@mantine/core";
import IconArrowLeft from "@tabler/icons-react/icons/IconArrowLeft";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ApiError, type Colleague, type Entrance } from "../../api";
import { announce } from "../../kit/announce";
import { Face } from "../../kit/face";
import { Once } from "../../kit/once";
import { Link } from "../../kit/place";
import { Sure } from "../../kit/sure";
import { Ago } from "../../kit/time";
import { LanguageOptions } from "../../kit/languages";
import { useSay, type Word } from "../../kit/words";
import { error_words } from "../ask";
import { HandOver } from "./hand_over";
import { role_name, roles, type Role } from "./roles";
import { useTeams } from "./teams";

/** A refusal of the server says what is in the way; ours would only say that something is. */
const why_not = (why: unknown, say: ReturnType<typeof useSay>) =>
  why instanceof ApiError && (why.status === 409 || why.status === 403) ? why.message : error_words(why, say);

interface Wish {
  role?: Role;
  language?: string;
  teams?: string[];
}

function useChange(one: Colleague) {
  const client = useQueryClient();
  const say = useSay();
  const [wish, set_wish] = useState<Wish>({}); /* shown at once, until the answer is here */
  const change = useMutation({
    mutationFn: (to: Wish) => api.staff.change({ staff: one.id, ...to }),
    onSuccess: () => announce(say("console.saved")),
    onSettled: async () => {
      await Promise.all(["staff", "teams", "entrances"].map((it) => client.invalidateQueries({ queryKey: [it] })));
      set_wish({});
    },
  });
  const ask = (to: Wish) => {
    if (change.isPending) return;
    set_wish(to);
    change.mutate(to);
  };
  return { error: change.error, reset: change.reset, now: { ...one, ...wish }, ask };
}

function What({ change }: { change: ReturnType<typeof useChange> }) {
  const say = useSay();
  const teams = useTeams();
  const { now, ask } = change;
  return (
    <section className="part">
      <h2>{say("console.team.what")}</h2>
      <div className="part-body">
        <NativeSelect
          label={say("console.team.role")}
          description={say(`console.role_is.${now.role}` as Word)}
          value={now.role}
          onChange={(e) => ask({ role: e.currentTarget.value as Role })}
          data={roles.map((it) => ({ value: it, label: role_name(it, say) }))}
        />
        <fieldset className="checks">
          <legend>{say("console.team.teams")}</legend>
          {teams.data?.length === 0 && <p className="quiet">{say("console.team.none")}</p>}
          <ul>
            {teams.data?.map((team) => (
              <li key={team.id}>
                <label className="check">
                  <input
                    type="checkbox"
                    checked={now.teams.includes(team.id)}
                              onChange={(e) => ask({ teams: e.currentTarget.checked ? [...now.teams, team.id] : now.teams.filter((it) => it !== team.id) })}
                  />
                  <bdi>{team.name}</bdi>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <NativeSelect
          label={say("console.team.language")}
          value={now.language}
          onChange={(e) => ask({ language: e.currentTarget.value })}
        >
          <option value="">{say("console.team.language_browser")}</option>
          <LanguageOptions />
        </NativeSelect>
      </div>
    </section>
  );
}

function GetsIn({ one, entrance }: { one: Colleague; entrance: Entrance | undefined }) {
  const say = useSay();
  const client = useQueryClient();
  const [sure, set_sure] = useState<"" | "codes" | "link">("");
  const again = () => Promise.all(["staff", "entrances"].map((it) => client.invalidateQueries({ queryKey: [it] })));
  const link = useMutation({ mutationFn: () => api.staff.createLink({ staff: one.id }), onSettled: again });
  const withdraw = useMutation({
    mutationFn: () => api.staff.deleteLink({ staff: one.id }),
    onSuccess: () => link.reset(),
    onSettled: again,
  });
  const codes = useMutation({ mutationFn: () => api.staff.deleteTotp({ staff: one.id }), onSettled: again });
  const failed = link.error ?? withdraw.error ?? codes.error;
  return (
    <section className="part">
      <h2>{say("console.team.gets_in")}</h2>
      <div className="part-body">
        {entrance && (
          <dl className="in-facts">
            <div><dt>{say("console.sign_in.password")}</dt><dd>{say(entrance.has_password ? "console.team.has_password" : "console.team.no_password")}</dd></div>
            <div><dt>{say("console.own.codes")}</dt><dd>{say(entrance.has_totp ? "console.team.has_codes" : "console.team.no_codes")}</dd></div>
            <div><dt>{say("console.team.signed_in")}</dt><dd>{say("console.team.sessions", { n: entrance.sessions })}</dd></div>
            {entrance.link_expires_at && (
              <div><dt>{say("console.team.link")}</dt><dd>{say("console.team.link_waits")} <Ago at={entrance.link_expires_at} style="long" /></dd></div>
            )}
          </dl>
        )}
        <div className="person-acts">
          <Button variant="default" loading={link.isPending} onClick={() => link.mutate()}>{say("console.team.new_link")}</Button>
          {entrance?.link_expires_at && <Button variant="subtle" color="red" onClick={() => set_sure("link")}>{say("console.team.withdraw")}</Button>}
          {entrance?.has_totp && <Button variant="subtle" color="red" onClick={() => set_sure("codes")}>{say("console.team.reset_codes")}</Button>}
        </div>
        {failed && <p className="error" role="alert">{why_not(failed, say)}</p>}
        {link.data && <Once label={say("console.team.link")} text={link.data.link}>{say("console.team.link_once", { name: one.name })}</Once>}
        {sure === "codes" && (
          <Sure title={say("console.team.reset_codes_sure", { name: one.name })} act={say("console.team.reset_codes")} run={() => codes.mutate()} close={() => set_sure("")}>
            {say("console.team.reset_codes_text")}
          </Sure>
        )}
        {sure === "link" && (
          <Sure title={say("console.team.withdraw_sure", { name: one.name })} act={say("console.team.withdraw")} run={() => withdraw.mutate()} close={() => set_sure("")}>
            {say(one.seen_at ? "console.team.withdraw_text" : "console.team.withdraw_invitation_text")}
          </Sure>
        )}
      </div>
    </section>
  );
}

function Leaves({ one, staff }: { one: Colleague; staff: Colleague[] }) {
  const say = useSay();
  const client = useQueryClient();
  const [sure, set_sure] = useState(false);
  const again = () => Promise.all(["staff", "entrances"].map((it) => client.invalidateQueries({ queryKey: [it] })));
  const leave = useMutation({ mutationFn: () => api.staff.deactivate({ staff: one.id }), onSettled: again, onSuccess: () => announce(say("console.team.has_left", { name: one.name })) });
  const back = useMutation({ mutationFn: () => api.staff.activate({ staff: one.id }), onSettled: again });
  const failed = leave.error ?? back.error;
  const owns = leave.error instanceof ApiError && leave.error.status === 409;
  return (
    <section className="part">
      <h2>{say(one.active ? "console.team.leave_title" : "console.team.gone")}</h2>
      <div className="part-body">
        <p className="quiet">{say(one.active ? "console.team.leave_text" : "console.team.back_text")}</p>
        {one.active ? (
          <Button variant="default" color="red" loading={leave.isPending} onClick={() => set_sure(true)}>{say("console.team.leave")}</Button>
        ) : (
          <Button variant="default" loading={back.isPending} onClick={() => back.mutate()}>{say("console.team.back")}</Button>
        )}
        {failed && <p className="error" role="alert">{why_not(failed, say)}</p>}
        {owns && <HandOver one={one} staff={staff} done={() => leave.reset()} />}
        {sure && (
          <Sure title={say("console.team.leave_sure_title", { name: one.name })} act={say("console.team.leave")} run={() => leave.mutate()} close={() => set_sure(false)}>
            {say("console.team.leave_text")}
          </Sure>
        )}
      </div>
    </section>
  );
}

export function Person({ one, staff, entrance, me }: { one: Colleague; staff: Colleague[]; entrance: Entrance | undefined; me: string }) {
  const say = useSay();
  const change = useChange(one);
  const owns = change.error instanceof ApiError && change.error.status === 409;
  return (
    <>
      <Link to="staff" className="way-back">
        <IconArrowLeft size={16} stroke={1.75} className="mirrors" aria-hidden />
        {say("console.team.all")}
      </Link>
      <div className="person-head">
        <Face name={one.name} />
        <div>
          <h1><bdi>{one.name}</bdi></h1>
          <p className="quiet address" dir="ltr">{one.email}</p>
        </div>
      </div>
      {one.id === me && <p className="quiet">{say("console.team.self")} <Link to="me">{say("console.nav.settings")}</Link></p>}
      {one.active && one.id !== me && <What change={change} />}
      {change.error && <p className="error" role="alert">{why_not(change.error, say)}</p>}
      {owns && <HandOver one={one} staff={staff} done={() => change.reset()} />}
      {one.active && one.id !== me && <GetsIn one={one} entrance={entrance} />}
      {one.id !== me && <Leaves one={one} staff={staff} />}
    </>
  );
}
