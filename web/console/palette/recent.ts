// Where this person was lately, in this browser: people and conversations they may want to go back to.
export interface Visited {
  to: string;
  name: string;
  note?: string;
  about: "conversation" | "customer";
}

const MOST = 6;
const place = (person: string) => `regulars.visited.${person}`;

export function visited(person: string): Visited[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place(person)) ?? "[]");
    return Array.isArray(kept) ? (kept as Visited[]).filter((it) => it && it.to && it.name).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function keep_visit(person: string, it: Visited) {
  try {
    const others = visited(person).filter((one) => one.to !== it.to);
    localStorage.setItem(place(person), JSON.stringify([it, ...others].slice(0, MOST)));
  } catch {
    /* a browser that keeps nothing: nothing is recent then */
  }
}
