// Several names as people list them in their language.
import { useSpeech } from "./words";

const list = (locale: string) => new Intl.ListFormat(locale, { style: "short", type: "conjunction" });

export const listed = (names: string[], locale: string) => list(locale).format(names);

/** The same of names that people gave: each keeps its own direction, and the list that of the page. */
export function Listed({ names }: { names: string[] }) {
  const { locale } = useSpeech();
  return <>{list(locale).formatToParts(names).map((it, i) => (it.type === "element" ? <bdi key={i}>{it.value}</bdi> : <span key={i} lang={locale}>{it.value}</span>))}</>;
}
