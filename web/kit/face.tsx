// Initials with a quiet colour that stays with the person.
const COLOURS = 6;

function hash(text: string): number {
  let h = 0;
  for (const c of text) h = (h * 31 + c.codePointAt(0)!) >>> 0;
  return h;
}

export function initials(name: string): string {
  const parts = name.replace(/@.*/, "").split(/[\s._-]+/).filter(Boolean);
  const first = (part = "") => [...part][0] ?? "";
  return (first(parts[0]) + (parts.length > 1 ? first(parts.at(-1)) : "")).toLocaleUpperCase() || "?";
}

export function Face({ name, small }: { name: string; small?: boolean }) {
  return (
    <span className={`face face-${hash(name) % COLOURS}${small ? " face-small" : ""}`} aria-hidden="true" translate="no">
      {initials(name)}
    </span>
  );
}
