// One's own things: language, look, password, codes, where one is signed in.
import { Button, NativeSelect, PasswordInput, SegmentedControl, TextInput, useMantineColorScheme } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { api, ApiError, type Me } from "../../api";
import { browser_name } from "../../kit/browser";
import { Ago } from "../../kit/time";
import { languages, useSay, useSpeech } from "../../kit/words";
import { error_words } from "../ask";
import type { Screen } from "../shell";

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="part">
      <h2>{title}</h2>
      <div className="part-body">{children}</div>
    </section>
  );
}

function Look() {
  const say = useSay();
  const client = useQueryClient();
  const { language } = useSpeech();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const speak = useMutation({
    mutationFn: (it: string) => api.me.change({ language: it }),
    onSuccess: (me) => {
      localStorage.setItem("regulars.language", me.language);
      client.setQueryData(["me"], me);
    },
  });
  return (
    <Part title={say("console.own.look")}>
      <NativeSelect
        label={say("console.language")}
        value={language}
        onChange={(e) => speak.mutate(e.currentTarget.value)}
        data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
      />
      {speak.error && <p className="error" role="alert">{error_words(speak.error, say)}</p>}
      <div>
        <p className="label" id="scheme">{say("console.own.scheme")}</p>
        <SegmentedControl
          aria-labelledby="scheme"
          value={colorScheme}
          onChange={(it) => setColorScheme(it as "light" | "dark" | "auto")}
          data={[
            { value: "auto", label: say("console.own.auto") },
            { value: "light", label: say("console.own.light") },
            { value: "dark", label: say("console.own.dark") },
          ]}
        />
      </div>
    </Part>
  );
}

function Password({ me }: { me: Me }) {
  const say = useSay();
  const client = useQueryClient();
  const [current, set_current] = useState("");
  const [password, set_password] = useState("");
  const save = useMutation({
    mutationFn: () => api.me.setPassword(current ? { password, current } : { password }),
    onSuccess: () => {
      set_current("");
      set_password("");
      void client.invalidateQueries({ queryKey: ["me"] });
      void client.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
  const wrong = save.error instanceof ApiError ? save.error : undefined;
  const at = (field: string) => (wrong?.field === field ? say("console.error.invalid", { field: "", message: wrong.message }) : undefined);
  const submit = (e: FormEvent) => {
    e.preventDefault();
    save.mutate();
  };
  const eye = { "aria-label": say("console.sign_in.show_password"), tabIndex: 0 };
  return (
    <Part title={say("console.sign_in.password")}>
      <p className="quiet">{say(me.has_password ? "console.own.password_help" : "console.own.password_none")}</p>
      <form className="stack" onSubmit={submit}>
        {me.has_password && (
          <PasswordInput label={say("console.own.current")} autoComplete="current-password" dir="ltr" value={current} error={at("current")} visibilityToggleButtonProps={eye} onChange={(e) => set_current(e.currentTarget.value)} />
        )}
        <PasswordInput label={say("console.own.new_password")} autoComplete="new-password" required withAsterisk={false} dir="ltr" value={password} error={at("password")} visibilityToggleButtonProps={eye} onChange={(e) => set_password(e.currentTarget.value)} />
        {wrong && !at("current") && !at("password") && <p className="error" role="alert">{error_words(wrong, say)}</p>}
        {save.isSuccess && <p className="done" role="status">{say("console.own.password_saved")}</p>}
        <Button type="submit" variant="default" loading={save.isPending}>{say("console.own.save_password")}</Button>
      </form>
    </Part>
  );
}

function Codes({ me }: { me: Me }) {
  const say = useSay();
  const client = useQueryClient();
  const [code, set_code] = useState("");
  const [proof, set_proof] = useState("");
  const again = () => void client.invalidateQueries({ queryKey: ["me"] });
  const begin = useMutation({ mutationFn: () => api.me.createTotp() });
  const confirm_code = useMutation({
    mutationFn: () => api.me.setTotp({ code: code.trim() }),
    onSuccess: () => {
      begin.reset();
      set_code("");
      again();
    },
  });
  const remove = useMutation({ mutationFn: () => api.me.deleteTotp({ code: proof.trim() }), onSuccess: again });
  const failed = begin.error ?? confirm_code.error ?? remove.error;
  return (
    <Part title={say("console.own.codes")}>
      <p className="quiet">{say(me.has_totp ? "console.own.codes_on" : "console.own.codes_off")}</p>
      {failed && <p className="error" role="alert">{error_words(failed, say)}</p>}
      {confirm_code.data && (
        <div className="card once" role="status">
          <p>{say("console.own.recovery")}</p>
          <ul className="recovery" dir="ltr">{confirm_code.data.recovery_codes.map((it) => <li key={it}><code>{it}</code></li>)}</ul>
        </div>
      )}
      {!me.has_totp && !begin.data && (
        <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>{say("console.own.codes_begin")}</Button>
      )}
      {!me.has_totp && begin.data && (
        <form
          className="stack"
          onSubmit={(e) => {
            e.preventDefault();
            confirm_code.mutate();
          }}
        >
          <p>{say("console.own.codes_how")}</p>
          <p dir="ltr" className="secret"><code>{begin.data.secret.replace(/(.{4})/g, "$1 ").trim()}</code></p>
          <p><a href={begin.data.uri}>{say("console.own.codes_app")}</a></p>
          <TextInput label={say("console.sign_in.code")} required withAsterisk={false} dir="ltr" inputMode="numeric" autoComplete="one-time-code" value={code} onChange={(e) => set_code(e.currentTarget.value)} />
          <Button type="submit" loading={confirm_code.isPending}>{say("console.own.codes_confirm")}</Button>
        </form>
      )}
      {me.has_totp && (
        <form
          className="stack"
          onSubmit={(e) => {
            e.preventDefault();
            remove.mutate();
          }}
        >
          <TextInput label={say("console.sign_in.code")} required withAsterisk={false} dir="ltr" autoComplete="one-time-code" value={proof} onChange={(e) => set_proof(e.currentTarget.value)} />
          <Button type="submit" variant="default" color="red" loading={remove.isPending}>{say("console.own.codes_remove")}</Button>
        </form>
      )}
    </Part>
  );
}

function Sessions() {
  const say = useSay();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ["sessions"], queryFn: ({ signal }) => api.me.listSessions({ signal }) });
  const end = useMutation({
    mutationFn: (session: string) => api.me.deleteSession({ session }),
    onSettled: () => void client.invalidateQueries({ queryKey: ["sessions"] }),
  });
  const out = useMutation({ mutationFn: () => api.session.delete(), onSettled: () => location.assign("/console/") });
  return (
    <Part title={say("console.own.sessions")}>
      <ul className="people">
        {sessions.data?.map((it) => (
          <li key={it.id} className="person">
            <div className="person-who">
              <p>{browser_name(it.agent, (browser, system) => say("console.own.browser_on", { browser, system })) || say("console.own.some_browser")} {it.current && <span className="quiet">{say("console.own.here")}</span>}</p>
              <p className="quiet">{it.seen_at && <Ago at={it.seen_at} style="long" />}</p>
            </div>
            {!it.current && <Button size="xs" variant="default" onClick={() => end.mutate(it.id)}>{say("console.own.end")}</Button>}
          </li>
        ))}
      </ul>
      {end.error && <p className="error" role="alert">{error_words(end.error, say)}</p>}
      <Button variant="default" loading={out.isPending} onClick={() => out.mutate()}>{say("console.own.sign_out")}</Button>
    </Part>
  );
}

export default function Own({ me }: Screen) {
  const say = useSay();
  return (
    <div className="page">
      <h1>{say("console.nav.settings")}</h1>
      <p className="lead"><bdi>{me.name}</bdi> <span className="quiet address" dir="ltr">{me.email}</span></p>
      <Look />
      <Password me={me} />
      <Codes me={me} />
      <Sessions />
    </div>
  );
}
