// A line with what was found in it marked: the server says where, in the units in which JavaScript counts.
import type { SearchRow } from "../../api";

export function Marked({ text, marks }: { text: string; marks: SearchRow["marks"] }) {
  const pieces = [];
  let at = 0;
  for (const { from, to } of marks) {
    pieces.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return <bdi>{pieces}{text.slice(at)}</bdi>;
}
