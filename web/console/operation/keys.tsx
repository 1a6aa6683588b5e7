// Programs that act for the business: what each may do, until when, when it last did, and its end.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, ApiError, type ApiKey, type Me } from "../../api";
import { announce } from "../../kit/announce";
import { listed } from "../../kit/listed";
import { Once } from "../../kit/once";
import { Empty, Failed, Waiting } from "../../kit/states";
import { Sure } from "../../kit/sure";
import { Ago } from "../../kit/time";
import { useSay, useSpeech } from "../../kit/words";
import { error_words, may, useStaff } from "../ask";
import { permission_words, usePermissions } from "../staff/roles";

const lives = [0, 30, 90, 365];
const DAY_MS = 86_400_000;

function Scopes({ me, chosen, choose }: { me: Me; chosen: string[]; choose: (to: string[]) => void }) {
  const say = useSay();
  const all = usePermissions();
  const mine = (all.data ?? []).filter((it) => may(me, it.permission));
  return (
    <fieldset className="checks scopes">
      <legend>{say("console.keys.may")}</legend>
      <p className="quiet">{say("console.keys.may_help")}</p>
      <ul>
        {mine.map((it) => (
          <li key={it.permission}>
            <label className="check">
              <input type="checkbox" checked={chosen.includes(it.permission)} onChange={(e) => choose(e.currentTarget.checked ? [...chosen, it.permission] : chosen.filter((x) => x !== it.permission))} />
              {permission_words(it, say)}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Make({ me }: { me: Me }) {
  const say = useSay();
  const client = useQueryClient();
  const [name, set_name] = useState("");
  const [days, set_days] = useState(365);
  const [scopes, set_scopes] = useState<string[]>([]);
  const make = useMutation({
    mutationFn: () => api.key.create({ name, scopes, ...(days ? { expires_at: new Date(Date.now() + days * DAY_MS).toISOString() } : {}) }),
    onSuccess: () => {
      set_name("");
      set_scopes([]);
      void client.invalidateQueries({ queryKey: ["keys"] });
    },
  });
  const wrong = make.error instanceof ApiError ? make.error : undefined;
  const at = (field: string) => (wrong?.field === field ? wrong.message : undefined);
  const submit = (e: FormEvent) => {
    e.preventDefault();
    make.mutate();
  };
  return (
    <section aria-labelledby="new-key">
      <h2 id="new-key">{say("console.keys.new")}</h2>
      <form className="invite-form" onSubmit={submit}>
        <div className="invite">
          <TextInput label={say("console.keys.name")} description={say("console.keys.name_help")} required withAsterisk={false} value={name} error={at("name")} onChange={(e) => set_name(e.currentTarget.value)} />
          <NativeSelect label={say("console.keys.lives")} description={say("console.keys.lives_help")} value={String(days)} error={at("expires_at")} onChange={(e) => set_days(Number(e.currentTarget.value))} data={lives.map((n) => ({ value: String(n), label: say("console.keys.days", { n }) }))} />
        </div>
        <Scopes me={me} chosen={scopes} choose={set_scopes} />
        {at("scopes") && <p className="error" role="alert">{at("scopes")}</p>}
        {make.error && !at("name") && !at("scopes") && !at("expires_at") && <p className="error" role="alert">{error_words(make.error, say)}</p>}
        <Button type="submit" loading={make.isPending}>{say("console.keys.make")}</Button>
      </form>
      {make.data && <Once label={say("console.keys.key")} text={make.data.key}>{say("console.keys.once", { name: make.data.name })}</Once>}
    </section>
  );
}

function Row({ it, maker }: { it: ApiKey; maker: string | undefined }) {
  const { say, locale } = useSpeech();
  const client = useQueryClient();
  const all = usePermissions();
  const [sure, set_sure] = useState(false);
  const revoke = useMutation({
    mutationFn: () => api.key.delete({ key: it.id }),
    onSuccess: () => announce(say("console.keys.revoked", { name: it.name })),
    onSettled: () => void client.invalidateQueries({ queryKey: ["keys"] }),
  });
  const over = !!it.expires_at && Date.parse(it.expires_at) <= Date.now();
  const scopes = it.scopes === "*" ? [say("console.keys.everything")] : it.scopes.split(", ").map((scope) => permission_words(all.data?.find((p) => p.permission === scope) ?? { permission: scope, help: scope }, say));
  return (
    <li className="key" data-gone={it.revoked_at || over || undefined}>
      <div className="key-what">
        <p><strong><bdi>{it.name}</bdi></strong></p>
        <p className="quiet">{listed(scopes, locale)}</p>
        <p className="quiet">
          {it.created_at && <>{say("console.keys.made_by", { name: maker ?? "–" })} <Ago at={it.created_at} style="long" /></>}
          {" · "}
          {it.used_at ? <>{say("console.keys.used")} <Ago at={it.used_at} style="long" /></> : say("console.keys.unused")}
        </p>
        <p className="quiet">
          {it.revoked_at ? <>{say("console.keys.is_revoked")} <Ago at={it.revoked_at} style="long" /></> : it.expires_at ? <>{say(over ? "console.keys.ended" : "console.keys.ends")} <Ago at={it.expires_at} style="long" /></> : say("console.keys.no_end")}
        </p>
        {revoke.error && <p className="error" role="alert">{error_words(revoke.error, say)}</p>}
      </div>
      {!it.revoked_at && !over && <Button size="xs" variant="subtle" color="red" aria-label={say("console.keys.revoke_of", { name: it.name })} loading={revoke.isPending} onClick={() => set_sure(true)}>{say("console.keys.revoke")}</Button>}
      {sure && <Sure title={say("console.keys.revoke_sure", { name: it.name })} act={say("console.keys.revoke")} run={() => revoke.mutate()} close={() => set_sure(false)}>{say("console.keys.revoke_text")}</Sure>}
    </li>
  );
}

export function Keys({ me }: { me: Me }) {
  const say = useSay();
  const keys = useQuery({ queryKey: ["keys"], queryFn: ({ signal }) => api.key.list({ signal }), staleTime: 0 });
  const staff = useStaff(me);
  const works = (it: ApiKey) => !it.revoked_at && !(it.expires_at && Date.parse(it.expires_at) <= Date.now());
  const list = (some: ApiKey[]) => <ul className="key-list">{some.map((it) => <Row key={it.id} it={it} maker={staff.get(it.created_by ?? "")} />)}</ul>;
  const now = keys.data?.filter(works) ?? [];
  const past = keys.data?.filter((it) => !works(it)) ?? [];
  return (
    <>
      <p className="quiet">{say("console.keys.help")} <a href="/api">{say("console.keys.api")}</a></p>
      {keys.isPending && <Waiting label={say("console.loading")} rows={3} />}
      {keys.error && (
        <Failed title={say("console.error.title")} text={error_words(keys.error, say)} again={say("console.again")} retry={() => void keys.refetch()} />
      )}
      {keys.data && now.length === 0 && <Empty title={say("console.keys.none")}>{say("console.keys.none_text")}</Empty>}
      {list(now)}
      {past.length > 0 && (
        <details className="gone">
          <summary>{say("console.keys.past", { n: past.length })}</summary>
          {list(past)}
        </details>
      )}
      <Make me={me} />
    </>
  );
}
