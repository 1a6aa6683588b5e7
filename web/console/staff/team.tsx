// Who works here, and how somebody new comes in: a link that is shown once.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import IconCopy from "@tabler/icons-react/icons/IconCopy";
import IconUserPlus from "@tabler/icons-react/icons/IconUserPlus";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, ApiError, type Staff } from "../../api";
import { Face } from "../../kit/face";
import { Failed, Waiting } from "../../kit/states";
import { useSay, type Word } from "../../kit/words";
import { error_words, may } from "../ask";
import type { Screen } from "../shell";

export const roles = ["agent", "lead", "admin", "owner", "auditor"] as const;
type Role = (typeof roles)[number];

function Once({ link, name }: { link: string; name: string }) {
  const say = useSay();
  const [copied, set_copied] = useState(false);
  return (
    <div className="card once" role="status">
      <p>{say("console.team.link_once", { name })}</p>
      <div className="once-line">
        <input readOnly value={link} dir="ltr" aria-label={say("console.team.link")} onFocus={(e) => e.currentTarget.select()} />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCopy size={16} stroke={1.5} />}
          onClick={() => void navigator.clipboard?.writeText(link).then(() => set_copied(true))}
        >
          {say(copied ? "console.copied" : "console.copy")}
        </Button>
      </div>
    </div>
  );
}

function Invite() {
  const say = useSay();
  const client = useQueryClient();
  const [name, set_name] = useState("");
  const [email, set_email] = useState("");
  const [role, set_role] = useState<Role>("agent");
  const invite = useMutation({
    mutationFn: () => api.staff.create({ name, email, role, teams: [] }),
    onSuccess: () => {
      set_name("");
      set_email("");
      void client.invalidateQueries({ queryKey: ["staff"] });
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
      <form className="invite" onSubmit={submit}>
        <TextInput label={say("console.team.name")} required withAsterisk={false} value={name} error={at("name")} onChange={(e) => set_name(e.currentTarget.value)} />
        <TextInput label={say("console.sign_in.email")} type="email" required withAsterisk={false} dir="ltr" value={email} error={at("email")} onChange={(e) => set_email(e.currentTarget.value)} />
        <NativeSelect
          label={say("console.team.role")}
          value={role}
          onChange={(e) => set_role(e.currentTarget.value as Role)}
          data={roles.map((it) => ({ value: it, label: say(`console.role.${it}` as Word) }))}
        />
        <Button type="submit" leftSection={<IconUserPlus size={16} stroke={1.5} />} loading={invite.isPending}>
          {say("console.team.invite_button")}
        </Button>
      </form>
      {wrong && !at("name") && !at("email") && <p className="error" role="alert">{error_words(wrong, say)}</p>}
      {invite.data && <Once link={invite.data.link} name={invite.data.name} />}
    </section>
  );
}

function Row({ one, me, manages }: { one: Staff; me: string; manages: boolean }) {
  const say = useSay();
  const client = useQueryClient();
  const link = useMutation({ mutationFn: () => api.staff.link({ staff: one.id }) });
  const change = useMutation({
    mutationFn: (role: Role) => api.staff.change({ staff: one.id, role }),
    onSettled: () => void client.invalidateQueries({ queryKey: ["staff"] }),
  });
  const leave = useMutation({
    mutationFn: () => api.staff.deactivate({ staff: one.id }),
    onSettled: () => void client.invalidateQueries({ queryKey: ["staff"] }),
  });
  const failed = link.error ?? change.error ?? leave.error;
  return (
    <li className="person" data-gone={!one.active || undefined}>
      <Face name={one.name} />
      <div className="person-who">
        <p><bdi>{one.name}</bdi> {one.id === me && <span className="quiet">{say("console.team.you")}</span>}</p>
        <p className="quiet address" dir="ltr">{one.email}</p>
      </div>
      {manages && one.active && one.id !== me ? (
        <>
          <NativeSelect
            size="xs"
            className="person-role"
            aria-label={say("console.team.role_of", { name: one.name })}
            value={one.role}
            onChange={(e) => change.mutate(e.currentTarget.value as Role)}
            data={roles.map((it) => ({ value: it, label: say(`console.role.${it}` as Word) }))}
          />
          <div className="person-acts">
            <Button size="xs" variant="default" loading={link.isPending} onClick={() => link.mutate()}>{say("console.team.new_link")}</Button>
            <Button size="xs" variant="subtle" color="red" onClick={() => confirm(say("console.team.leave_sure", { name: one.name })) && leave.mutate()}>
              {say("console.team.leave")}
            </Button>
          </div>
        </>
      ) : (
        <p className="person-role quiet">{one.active ? say(`console.role.${one.role}` as Word) : say("console.team.gone")}</p>
      )}
      {failed && <p className="error" role="alert">{error_words(failed, say)}</p>}
      {link.data && <Once link={link.data.link} name={one.name} />}
    </li>
  );
}

export default function Team({ me }: Screen) {
  const say = useSay();
  const staff = useQuery({ queryKey: ["staff"], queryFn: ({ signal }) => api.staff.list({ signal }) });
  const manages = may(me, "staff.manage");
  return (
    <div className="page">
      <h1>{say("console.nav.team")}</h1>
      {staff.isPending && <Waiting label={say("console.loading")} rows={4} />}
      {staff.error && (
        <Failed title={say("console.error.title")} text={error_words(staff.error, say)} again={say("console.again")} retry={() => void staff.refetch()} />
      )}
      <ul className="people">
        {staff.data?.map((one) => <Row key={one.id} one={one} me={me.id} manages={manages} />)}
      </ul>
      {manages && <Invite />}
    </div>
  );
}
