// One's own things: language, look, password, codes, where one is signed in.
import { Button, NativeSelect, PasswordInput, SegmentedControl, TextInput, useMantineColorScheme } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { api, ApiError, type Me, type Session } from "../../api";
import { announce } from "../../kit/announce";
import { browser_name } from "../../kit/browser";
import { CopyButton } from "../../kit/once";
import { Qr } from "../../kit/qr";
import { Failed, Waiting } from "../../kit/states";
import { Ago } from "../../kit/time";
import { LanguageOptions } from "../../kit/languages";
import { useSay, useSpeech } from "../../kit/words";
import { error_words } from "../ask";
import type { Screen } from "../shell";
import "./staff.css";

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="part">
      <h2>{title}</h2>
      <div className="part-body">{children}</div>
    </section>
  );
}

function Name({ me }: { me: Me }) {
  const say = useSay();
  const client = useQueryClient();
  const [name, set_name] = useState(me.name);
  const save = useMutation({
    mutationFn: () => api.me.change({ name }),
    onSuccess: (now) => {
      set_name(now.name);
      client.setQueryData(["me"], now);
      void client.invalidateQueries({ queryKey: ["staff"] });
      announce(say("console.saved"));
    },
  });
  const wrong = save.error instanceof ApiError && save.error.field === "name" ? save.error.message : undefined;
  return (
    <Part title={say("console.own.name")}>
      <form
        className="stack"
        onSubmit={(e) => {
          e.preventDefault();
          save.mutate();
        }}
      >
        <TextInput label={say("console.team.name")} description={say("console.own.name_help")} autoComplete="name" required withAsterisk={false} value={name} error={wrong} onChange={(e) => set_name(e.currentTarget.value)} />
        {save.error && !wrong && <p className="error" role="alert">{error_words(save.error, say)}</p>}
        <Button type="submit" variant="default" disabled={name === me.name} loading={save.isPending}>{say("console.save")}</Button>
      </form>
    </Part>
  );
}

/** They are shown this once: to copy, or to print on a sheet of their own. */
function Recovery({ codes }: { codes: string[] }) {
  const say = useSay();
  const text = codes.join("\n");
  return (
    <div className="card once recovery-sheet" role="status">
      <p>{say("console.own.recovery")}</p>
      <ul className="recovery" dir="ltr">{codes.map((it) => <li key={it}><code>{it}</code></li>)}</ul>
      <div className="person-acts">
        <CopyButton text={text} />
        <Button size="xs" variant="default" onClick={() => print()}>{say("console.print")}</Button>
      </div>
    </div>
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
      >
        <LanguageOptions />
      </NativeSelect>
      {speak.error && <p className="error" role="alert">{error_words(speak.error, say)}</p>}
      <div>
        <p className="label" id="scheme">{say("console.own.scheme")}</p>
        <SegmentedControl
          withItemsBorders={false}
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
      {confirm_code.data && <Recovery codes={confirm_code.data.recovery_codes} />}
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
          <div className="codes-how">
            <Qr text={begin.data.uri} label={say("console.own.codes_qr")} />
            <div>
              <p>{say("console.own.codes_how")}</p>
              <p dir="ltr" className="secret"><code>{begin.data.secret.replace(/(.{4})/g, "$1 ").trim()}</code></p>
              <CopyButton text={begin.data.secret} />
              <p><a href={begin.data.uri}>{say("console.own.codes_app")}</a></p>
            </div>
          </div>
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

function SessionRow({ it, end, ending }: { it: Session; end: () => void; ending: boolean }) {
  const say = useSay();
  const name = browser_name(it.agent, (browser, system) => say("console.own.browser_on", { browser, system })) || say("console.own.some_browser");
  return (
    <li className="person">
      <div className="person-who">
        <p id={`session-${it.id}`}><bdi>{name}</bdi> {it.current && <span className="quiet">{say("console.own.here")}</span>}</p>
        <p className="quiet">{it.created_at && <>{say(it.how === "link" ? "console.own.by_link" : "console.own.by_password")} <Ago at={it.created_at} style="long" /></>}</p>
        {!it.current && it.seen_at && <p className="quiet">{say("console.team.seen")} <Ago at={it.seen_at} style="long" /></p>}
      </div>
      {!it.current && <Button size="xs" variant="default" aria-describedby={`session-${it.id}`} loading={ending} onClick={end}>{say("console.own.end")}</Button>}
    </li>
  );
}

function Sessions() {
  const say = useSay();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ["sessions"], queryFn: ({ signal }) => api.me.listSessions({ signal }), staleTime: 0 });
  const again = () => client.invalidateQueries({ queryKey: ["sessions"] });
  const end = useMutation({ mutationFn: (session: string) => api.me.deleteSession({ session }), onSuccess: () => announce(say("console.own.ended")), onSettled: again });
  const others = useMutation({ mutationFn: () => api.me.deleteSessions(), onSuccess: () => announce(say("console.own.others_ended")), onSettled: again });
  const out = useMutation({ mutationFn: () => api.session.delete(), onSettled: () => location.assign("/console/") });
  const failed = end.error ?? others.error;
  const many = (sessions.data?.length ?? 0) > 1;
  return (
    <Part title={say("console.own.sessions")}>
      {sessions.isPending && <Waiting label={say("console.loading")} rows={2} />}
      {sessions.error && !sessions.data && (
        <Failed title={say("console.error.title")} text={error_words(sessions.error, say)} again={say("console.again")} retry={() => void sessions.refetch()} />
      )}
      <ul className="people">
        {sessions.data?.map((it) => <SessionRow key={it.id} it={it} end={() => end.mutate(it.id)} ending={end.isPending && end.variables === it.id} />)}
      </ul>
      {failed && <p className="error" role="alert">{error_words(failed, say)}</p>}
      <div className="person-acts">
        <Button variant="default" loading={out.isPending} onClick={() => out.mutate()}>{say("console.own.sign_out")}</Button>
        {many && <Button variant="subtle" color="red" loading={others.isPending} onClick={() => others.mutate()}>{say("console.own.end_others")}</Button>}
      </div>
    </Part>
  );
}

export default function Own({ me }: Screen) {
  const say = useSay();
  return (
    <div className="page">
      <h1>{say("console.nav.settings")}</h1>
      <p className="lead"><bdi>{me.name}</bdi> <span className="quiet address" dir="ltr">{me.email}</span></p>
      <Name me={me} />
      <Look />
      <Password me={me} />
      <Codes me={me} />
      <Sessions />
    </div>
  );
}
