// The words on the screen: one language at a time, loaded as a piece of its own. `say` only takes keys that words/en.json has.
import { createContext, useContext } from "react";
import type english from "../../words/en.json";
import { format, type Values } from "./format";

export type Word = keyof typeof english;
export const languages = { en: "English", es: "Español", ar: "العربية" } as const;
export type Language = keyof typeof languages;

const pieces: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import("words:en"),
  es: () => import("words:es"),
  ar: () => import("words:ar"),
};

export interface Speech {
  language: Language;
  locale: string; /* for dates and numbers: the language as spoken where the person is */
  right_to_left: boolean;
  say: (word: Word, values?: Values) => string;
}

export function is_language(text: string): text is Language {
  return Object.hasOwn(languages, text);
}

/** The first language of ours that the browser asks for. */
export function browser_language(): Language {
  for (const wish of navigator.languages) {
    const base = wish.split("-")[0]!.toLowerCase();
    if (is_language(base)) return base;
  }
  return "en";
}

export async function load_speech(language: Language): Promise<Speech> {
  const words = (await pieces[language]()).default;
  return {
    language,
    locale: navigator.languages.find((it) => it.toLowerCase().startsWith(`${language}-`)) ?? language,
    right_to_left: language === "ar",
    say: (word, values = {}) => format(words[word] ?? word, values, language),
  };
}

export const SpeechContext = createContext<Speech>({ language: "en", locale: "en", right_to_left: false, say: (word) => word });
export const useSpeech = () => useContext(SpeechContext);
export const useSay = () => useContext(SpeechContext).say;
