// Name, website, language and time zone: the fields, wherever they are asked.
import { NativeSelect, TextInput } from "@mantine/core";
import { ApiError } from "../../api";
import { LanguageOptions } from "../../kit/languages";
import { useSay } from "../../kit/words";
import { zones } from "./ask";

export interface Identity {
  name: string;
  language: string;
  zone: string;
}

/** The words of a refusal that belong to this field. */
export function wrong_at(why: unknown, field: string): string | undefined {
  return why instanceof ApiError && why.field === field ? why.message : undefined;
}

/** It names a field, and each field shows its own fault. */
export const has_place = (why: unknown) => why instanceof ApiError && why.field !== "";

export function IdentityFields({ it, change, error, focus }: { it: Identity; change: (to: Identity) => void; error?: unknown; focus?: boolean }) {
  const say = useSay();
  return (
    <>
      <TextInput
        label={say("console.business.name")}
        description={say("console.business.name_help")}
        maxLength={80}
        dir="auto"
        autoComplete="organization"
        data-autofocus={focus || undefined}
        value={it.name}
        error={wrong_at(error, "name")}
        onChange={(e) => change({ ...it, name: e.currentTarget.value })}
      />
      <NativeSelect
        label={say("console.business.language")}
        description={say("console.business.language_help")}
        value={it.language}
        error={wrong_at(error, "language")}
        onChange={(e) => change({ ...it, language: e.currentTarget.value })}
      >
        <LanguageOptions />
      </NativeSelect>
      <NativeSelect
        label={say("console.business.zone")}
        description={say("console.business.zone_help")}
        value={it.zone}
        error={wrong_at(error, "zone")}
        onChange={(e) => change({ ...it, zone: e.currentTarget.value })}
        data={zones(it.zone)}
      />
    </>
  );
}
