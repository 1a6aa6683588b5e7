// Somebody new: who they are, what they may, and a link to hand to them, shown this once.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import IconUserPlus from "@tabler/icons-react/icons/IconUserPlus";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, ApiError } from "../../api";
import { Once } from "../../kit/once";
import { useSay, type Word } from "../../kit/words";
import { error_words } from "../ask";
import { role_name, roles, type Role } from "./roles";
import { useTeams } from "./teams";

const FIELDS = ["name", "email", "role"];

export function Invite() {
  const say = useSay();
  const client = useQueryClient();
  const teams = useTeams();
  const [name, set_name] = useState("");
  const [email, set_email] = useState("");
  const [role, set_role] = useState<Role>("agent");
  const [into, set_into] = useState<string[]>([]);
  const invite = useMutation({
    mutationFn: () => api.staff.create({ name, email, role, teams: into }),
    onSuccess: () => {
      set_name("");
      set_email("");
      set_into([]);
      for (const it of ["staff", "entrances", "teams"]) void client.invalidateQueries({ queryKey: [it] });
    },
  });
  const wrong = invite.error instanceof ApiError ? invite.error : undefined;
  const at = (field: string) => (wrong?.field === field ? wrong.message : undefined);
  const submit = (e: FormEvent) => {
    e.preventDefault();
    invite.mutate();
  };
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">{say("console.team.invite")}</h2>
      <form className="invite-form" onSubmit={submit}>
        <div className="invite">
          <TextInput label={say("console.team.name")} required withAsterisk={false} value={name} error={at("name")} onChange={(e) => set_name(e.currentTarget.value)} />
          <TextInput label={say("console.sign_in.email")} type="email" required withAsterisk={false} dir="ltr" value={email} error={at("email")} onChange={(e) => set_email(e.currentTarget.value)} />
          <NativeSelect
            label={say("console.team.role")}
            value={role}
            error={at("role")}
            onChange={(e) => set_role(e.currentTarget.value as Role)}
            data={roles.map((it) => ({ value: it, label: role_name(it, say) }))}
          />
        </div>
        <p className="quiet">{say(`console.role_is.${role}` as Word)}</p>
        {teams.data && teams.data.length > 0 && (
          <fieldset className="checks">
            <legend>{say("console.team.teams")}</legend>
            <ul>
              {teams.data.map((team) => (
                <li key={team.id}>
                  <label className="check">
                    <input type="checkbox" checked={into.includes(team.id)} onChange={(e) => set_into(e.currentTarget.checked ? [...into, team.id] : into.filter((it) => it !== team.id))} />
                    <bdi>{team.name}</bdi>
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
        )}
        <Button type="submit" leftSection={<IconUserPlus size={16} stroke={1.5} aria-hidden />} loading={invite.isPending}>{say("console.team.invite_button")}</Button>
      </form>
      {invite.error && !FIELDS.some(at) && <p className="error" role="alert">{wrong?.status === 403 ? wrong.message : error_words(invite.error, say)}</p>}
      {invite.data && <Once label={say("console.team.link")} text={invite.data.link}>{say("console.team.link_once", { name: invite.data.name })}</Once>}
    </section>
  );
}
