// What somebody said, as they said it: plain text, in which addresses can be followed and named colleagues stand out.
import type { ReactNode } from "react";

/** Only http and https become links: an address that does something else stays words. */
const ADDRESS = /https?:\/\/[^\s<>"'`\u0000-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gi;
const CLOSING: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/** Without what belongs to the sentence: "(see https://a.example/b)." Counted once: strangers write these texts. */
function end_of(address: string): string {
  const count: Record<string, number> = {};
  for (const one of address) count[one] = (count[one] ?? 0) + 1;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1]!;
    const opens = CLOSING[last];
    const unpaired = opens && (count[opens] ?? 0) < count[last]!;
    if (!unpaired && !/[.,;:!?…،؛؟»”’]/.test(last)) break;
    count[last]!--;
  }
  return address.slice(0, end);
}

function is_address(text: string): boolean {
  try {
    const url = new URL(text);
    return (url.protocol === "https:" || url.protocol === "http:") && url.hostname !== "" && !url.username;
  } catch {
    return false;
  }
}

function with_links(text: string, words: (plain: string, key: number) => ReactNode): ReactNode[] {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = end_of(found[0]);
    if (!is_address(address)) continue;
    pieces.push(words(text.slice(at, found.index), at));
    pieces.push(
      <a key={`a${found.index}`} href={address} target="_blank" rel="noopener noreferrer nofollow">
        {address}
      </a>,
    );
    at = found.index + address.length;
  }
  pieces.push(words(text.slice(at), at));
  return pieces;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The longest name first: "@Ann Arbor" is not "@Ann". */
export function mention_pattern(names: string[]): RegExp | undefined {
  const known = names.filter(Boolean).sort((a, b) => b.length - a.length);
  return known.length ? new RegExp(`@(${known.map(escaped).join("|")})(?![\\p{L}\\p{N}])`, "gu") : undefined;
}

export function Body({ text, names }: { text: string; names?: string[] }) {
  const pattern = names && mention_pattern(names);
  const words = (plain: string, key: number): ReactNode => {
    if (!pattern) return plain;
    const pieces: ReactNode[] = [];
    let at = 0;
    for (const found of plain.matchAll(pattern)) {
      pieces.push(plain.slice(at, found.index));
      pieces.push(<b key={`${key}.${found.index}`} className="mention">{found[0]}</b>);
      at = found.index + found[0].length;
    }
    pieces.push(plain.slice(at));
    return pieces;
  };
  return <>{with_links(text, words)}</>;
}
