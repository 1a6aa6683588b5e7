// What we know better than they said: their name and the language in which we write to them.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ApiError, type Customer } from "../../api";
import { announce } from "../../kit/announce";
import { useSay, useSpeech } from "../../kit/words";
import { error_words } from "../ask";
import { language_choices } from "./language";

export function Edit({ it, done }: { it: Customer; done: () => void }) {
  const say = useSay();
  const { locale } = useSpeech();
  const client = useQueryClient();
  const [name, set_name] = useState(it.name);
  const [language, set_language] = useState(it.language);
  const save = useMutation({
    mutationFn: () =>
      api.customer.change({
        customer: it.id, ...(name !== it.name && { name }), ...(language !== it.language && { language }),
      }),
    onSuccess: (now) => {
      client.setQueryData(["customer", it.id], now);
      for (const key of [["customers"], ["list"], ["timeline", it.id]]) void client.invalidateQueries({ queryKey: key });
      announce(say("console.customer.saved"));
      done();
    },
  });
  const wrong = (field: string) =>
    save.error instanceof ApiError && save.error.field === field ? error_words(save.error, say) : undefined;
  return (
    <form
      className="stack customer-edit"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate();
      }}
      onKeyDown={(e) => e.key === "Escape" && done()}
    >
      <TextInput
        label={say("console.customer.called")}
        description={say("console.customer.called_help")}
        value={name}
        maxLength={200}
        autoFocus
        error={wrong("name")}
        onChange={(e) => set_name(e.currentTarget.value)}
      />
      <NativeSelect
        label={say("console.language")}
        description={say("console.customer.language_help")}
        value={language}
        error={wrong("language")}
        onChange={(e) => set_language(e.currentTarget.value)}
        data={[{ value: "", label: say("console.customer.no_language") }, ...language_choices(locale, it.language)]}
      />
      {save.error && !wrong("name") && !wrong("language") && (
        <p className="error" role="alert">{error_words(save.error, say)}</p>
      )}
      <div className="acts">
        <Button variant="subtle" color="gray" onClick={done}>{say("console.cancel")}</Button>
        <Button type="submit" loading={save.isPending}>{say("console.save")}</Button>
      </div>
    </form>
  );
}
