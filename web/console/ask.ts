// What the screens ask, by name, so that what happened knows which answers are old.
import { QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ApiError, type Me, type Staff } from "../api";
import type { Word } from "../kit/words";

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: true,
      networkMode: "always",
      retry: (count, why) => count < 2 && why instanceof ApiError && (why.status === 0 || why.status >= 500),
      retryDelay: 400,
    },
    mutations: { networkMode: "always" },
  },
});

export const ask_me = queryOptions({ queryKey: ["me"], queryFn: () => api.session.get({}), staleTime: Infinity });
export const useMe = () => useQuery(ask_me);

export const may = (me: Me | undefined, permission: string) => !!me?.permissions.includes(permission);

/** Colleagues by id: whoever may not list them knows only themselves. */
export function useStaff(me: Me | undefined) {
  const asked = useQuery({
    queryKey: ["staff"],
    queryFn: ({ signal }) => api.staff.list({ signal }),
    enabled: may(me, "staff.read"),
    staleTime: 300_000,
  });
  return useMemo(() => {
    const all: Pick<Staff, "id" | "name">[] = asked.data ?? (me ? [me] : []);
    return new Map(all.map((one) => [one.id, one.name]));
  }, [asked.data, me]);
}

const plain: Partial<Record<string, Word>> = {
  unreachable: "console.error.unreachable",
  signed_out: "console.error.signed_out",
  forbidden: "console.error.forbidden",
  not_found: "console.error.not_found",
  conflict: "console.error.conflict",
  too_large: "console.error.too_large",
  too_many: "console.error.too_many",
  busy: "console.error.busy",
  full: "console.error.full",
  remote: "console.error.remote",
};

/** A refusal in plain words. What is wrong with a field is said by the server, whose words name the fix. */
export function error_words(why: unknown, say: (word: Word, values?: Record<string, string | number>) => string): string {
  if (!(why instanceof ApiError)) return say("console.error.broken");
  const word = plain[why.error];
  if (word) return say(word, { seconds: why.retryAfterSeconds ?? 30 });
  if (why.error === "invalid") return say("console.error.invalid", { field: why.field, message: why.message });
  return say("console.error.broken");
}

/** It is not there, or not for who asks: to ask again would not help. */
export const is_missing = (why: unknown) => why instanceof ApiError && why.error === "not_found";

/** What the server says of one field. */
export const field_words = (why: unknown, field: string) => (why instanceof ApiError && why.field === field ? why.message : undefined);
