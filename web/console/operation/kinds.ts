// What happened, in words: act.<kind> in words/, or as the program itself says it.
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";
import type { Speech, Word } from "../../kit/words";

export function kind_words(kind: string, say: Speech["say"], help = kind): string {
  const [noun, what] = kind.split(".");
  const key = `act.${noun}.${what}`;
  const words = say(key as Word);
  return words === key ? help : words;
}

export const useKinds = () => useQuery({ queryKey: ["kinds"], queryFn: ({ signal }) => api.event.listKinds({ signal }), staleTime: Infinity });
