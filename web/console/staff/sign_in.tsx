// The door: an address and a password, and a code where somebody asked for one. The first time, a link opens it.
import { Button, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { api, ApiError } from "../../api";
import { LanguageOptions } from "../../kit/languages";
import { useSay, type Language } from "../../kit/words";
import { error_words } from "../ask";

/** What a refusal at the door means: it never tells whether the address is known. */
function refusal(why: unknown, say: ReturnType<typeof useSay>): string {
  if (why instanceof ApiError && why.error === "signed_out") return say("console.sign_in.wrong");
  return error_words(why, say);
}

const asks_code = (why: unknown) => why instanceof ApiError && why.field === "code";

export function SignIn({ language, choose }: { language: Language; choose: (language: Language) => void }) {
  const say = useSay();
  const client = useQueryClient();
  const [email, set_email] = useState("");
  const [password, set_password] = useState("");
  const [code, set_code] = useState("");
  const [coding, set_coding] = useState(false);
  const enter = useMutation({
    mutationFn: () => api.session.create(code.trim() ? { email, password, code: code.trim() } : { email, password }),
    onSuccess: (me) => client.setQueryData(["me"], me),
    onError: (why) => asks_code(why) && set_coding(true),
  });
  useEffect(() => {
    document.title = `${say("console.sign_in.title")} · Regulars`;
  }, [say]);
  const submit = (e: FormEvent) => {
    e.preventDefault();
    enter.mutate();
  };
  const asked_now = asks_code(enter.error) && !code;
  return (
    <main className="door">
      <form className="door-form" onSubmit={submit}>
        <img src="/console/icon.svg" alt="" width="44" height="44" />
        <h1>{say("console.sign_in.title")}</h1>
        {enter.error && !asked_now && (
          <p className="error" role="alert">
            {asks_code(enter.error) ? say("console.sign_in.wrong_code") : refusal(enter.error, say)}
          </p>
        )}
        {!coding && (
          <>
            <TextInput
              label={say("console.sign_in.email")}
              type="email"
              name="email"
              autoComplete="username"
              required
              withAsterisk={false}
              autoFocus
              dir="ltr"
              value={email}
              onChange={(e) => set_email(e.currentTarget.value)}
            />
            <PasswordInput
              label={say("console.sign_in.password")}
              name="password"
              autoComplete="current-password"
              required
              withAsterisk={false}
              dir="ltr"
              value={password}
              onChange={(e) => set_password(e.currentTarget.value)}
              visibilityToggleButtonProps={{ "aria-label": say("console.sign_in.show_password"), tabIndex: 0 }}
            />
          </>
        )}
        {coding && (
          <TextInput
            label={say("console.sign_in.code")}
            description={say("console.sign_in.code_help")}
            name="code"
            autoComplete="one-time-code"
            inputMode="text"
            required
            withAsterisk={false}
            autoFocus
            dir="ltr"
            value={code}
            onChange={(e) => set_code(e.currentTarget.value)}
          />
        )}
        <Button type="submit" fullWidth loading={enter.isPending}>
          {say("console.sign_in.button")}
        </Button>
        {coding && (
          <Button
            variant="subtle"
            fullWidth
            onClick={() => {
              set_coding(false);
              set_code("");
              enter.reset();
            }}
          >
            {say("console.sign_in.other")}
          </Button>
        )}
        <p className="quiet">{say("console.sign_in.link_help")}</p>
      </form>
      <NativeSelect
        className="door-language"
        size="xs"
        aria-label={say("console.language")}
        value={language}
        onChange={(e) => choose(e.currentTarget.value as Language)}
      >
        <LanguageOptions />
      </NativeSelect>
    </main>
  );
}
