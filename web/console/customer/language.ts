// Languages by their names in the language of the screen.
const common = [
  "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "he", "hi", "hr", "hu", "id", "is", "it",
  "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl", "sr", "sv", "sw", "th", "tr", "uk", "ur", "vi",
  "zh-Hans", "zh-Hant",
];

export function language_name(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** To choose from, by name; with `also`, whatever it is. */
export function language_choices(language: string, also: string): { value: string; label: string }[] {
  const tags = also && !common.includes(also) ? [also, ...common] : common;
  const order = new Intl.Collator(language);
  return tags.map((value) => ({ value, label: language_name(value, language) })).sort((a, b) => order.compare(a.label, b.label));
}
