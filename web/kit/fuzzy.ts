// How well some words answer what was typed: by the words of the text, accents and capitals aside, a slip of the finger forgiven. Pure.

/** As it is compared: no case, no accents, no Arabic vowel signs, one shape for each letter that people type in several. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\u0640]/gu, "")
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
    .replace(/\u0649/g, "\u064a")
    .replace(/\u0629/g, "\u0647")
    .toLowerCase();
}

const words_of = (text: string) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** At most one letter too many, too few, another, or two that changed places. */
function is_slip(typed: string, word: string): boolean {
  const [a, b] = typed.length <= word.length ? [typed, word] : [word, typed];
  if (b.length - a.length > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (a.length < b.length) return a.slice(i) === b.slice(i + 1);
  return a.slice(i + 1) === b.slice(i + 1) || (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2));
}

function follows(typed: string, text: string): boolean {
  let at = 0;
  for (const c of typed) {
    at = text.indexOf(c, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** One typed word against one word of the text; 0: not at all. */
function fit(typed: string, word: string): number {
  if (word === typed) return 10;
  if (word.startsWith(typed)) return 8;
  if (word.startsWith("\u0627\u0644") && word.slice(2).startsWith(typed)) return 7; /* the Arabic article stands before the word */
  if (typed.length >= 3 && word.includes(typed)) return 4;
  if (typed.length >= 4 && (is_slip(typed, word) || is_slip(typed, word.slice(0, typed.length)))) return 3;
  if (typed.length >= 3 && word[0] === typed[0] && follows(typed, word)) return 2;
  return 0;
}

/** How well it fits; 0 when a typed word has nothing in it. Earlier words weigh more, so that names come before what explains them. */
export function fitness(typed: string, text: string): number {
  const wanted = words_of(typed);
  const words = words_of(text);
  if (wanted.length === 0) return 1;
  const letters = words.map((it) => it[0]).join("");
  if (wanted.length === 1 && wanted[0]!.length >= 2 && letters.startsWith(wanted[0]!)) return 6;
  let sum = 0;
  for (const it of wanted) {
    const best = Math.max(0, ...words.map((word, i) => fit(it, word) * (1 - Math.min(i, 8) * 0.02)));
    if (best === 0) return 0;
    sum += best;
  }
  return sum / wanted.length;
}
