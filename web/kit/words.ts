// The words on the screen: one language at a time, loaded as a piece of its own. `say` only takes keys that words/en.json has.
import { createContext, useContext } from "react";
import type english from "../../words/en.json";
import { format, type Values } from "./format";

export type Word = keyof typeof english;
export const languages = { en: "English", es: "Español", ar: "العربية" } as const;
/** For looking at the screens (tools/words): English with accents, longer, in brackets, and once more from right to left. Offered to nobody. */
const trials = { qps: false, "qps-plocm": true } as const;
export type Language = keyof typeof languages | keyof typeof trials;

const pieces: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import("words:en"),
  es: () => import("words:es"),
  ar: () => import("words:ar"),
  qps: () => import("words:qps"),
  "qps-plocm": () => import("words:qps"),
};

export interface Speech {
  language: Language;
  locale: string; /* for dates and numbers: the language as spoken where the person is */
  right_to_left: boolean;
  say: (word: Word, values?: Values) => string;
}

export function is_language(text: string): text is Language {
  return Object.hasOwn(pieces, text);
}

/** The first language of ours that the browser asks for. */
export function browser_language(): Language {
  for (const wish of navigator.languages) {
    for (const it of [wish.toLowerCase(), wish.split("-")[0]!.toLowerCase()]) if (is_language(it)) return it;
  }
  return "en";
}

let known: Record<string, string> = {};

/** A key that is made from what the server says may be one that this console does not know yet. */
export const is_word = (key: string): key is Word => Object.hasOwn(known, key);

/** A number in a sentence has the digits of those that are put into it, where the reader's region has its own; what belongs to a command,
 * a colour or a version stays. */
function in_digits(words: Record<string, string>, locale: string) {
  const digits = new Intl.NumberFormat(locale, { useGrouping: false });
  if (digits.format(0) === "0") return words;
  const own = (text: string) => text.replace(/(^|[^\w#=.])(\d+)(?![\w.]*\w)/g, (_, before: string, n: string) => before + digits.format(Number(n)));
  return Object.fromEntries(Object.entries(words).map(([key, text]) => [key, own(text)]));
}

export async function load_speech(language: Language): Promise<Speech> {
  const spoken = (await pieces[language]()).default;
  const locale = (Object.hasOwn(trials, language) ? "en-GB" : navigator.languages.find((it) => it.toLowerCase().startsWith(`${language}-`))) ?? language;
  const words = in_digits(spoken, locale);
  known = words;
  return {
    language,
    locale,
    right_to_left: language === "ar" || language === "qps-plocm",
    say: (word, values = {}) => format(words[word] ?? word, values, locale),
  };
}

export const SpeechContext = createContext<Speech>({ language: "en", locale: "en", right_to_left: false, say: (word) => word });
export const useSpeech = () => useContext(SpeechContext);
export const useSay = () => useContext(SpeechContext).say;
