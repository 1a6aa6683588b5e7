// Each language by its own name, said as it is in that language.
import { languages } from "./words";

export function LanguageOptions() {
  return Object.entries(languages).map(([language, name]) => (
    <option key={language} value={language} lang={language}>
      {name}
    </option>
  ));
}
