// Between the editor's document and what is kept: plain text where it says everything, HTML beside it where it does not.
// In the editor each line is a paragraph; in HTML a line end is <br>, and an empty line begins the next <p>.
import type { JSONContent } from "@tiptap/core";

export interface Written {
  text: string;
  html: string; /* empty: the text says it all */
}

const NAMES: Record<string, string> = { bold: "strong", italic: "em", underline: "u", strike: "s", code: "code" };
const ORDER = ["link", "bold", "italic", "underline", "strike", "code"];
const MARKS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string) => text.replace(/[&<>"]/g, (it) => MARKS[it]!);
const inner = (it: JSONContent) => it.content ?? [];

function words_html(it: JSONContent): string {
  if (it.type === "hardBreak") return "<br>";
  let html = escaped(it.text ?? "");
  const marks = [...(it.marks ?? [])].sort((a, b) => ORDER.indexOf(b.type) - ORDER.indexOf(a.type));
  for (const mark of marks) {
    if (mark.type === "link") html = `<a href="${escaped(String(mark.attrs?.href ?? ""))}">${html}</a>`;
    else if (NAMES[mark.type]) html = `<${NAMES[mark.type]}>${html}</${NAMES[mark.type]}>`;
  }
  return html;
}

const line_html = (it: JSONContent) => inner(it).map(words_html).join("");
const is_list = (it: JSONContent) => it.type === "bulletList" || it.type === "orderedList";

function item_html(it: JSONContent): string {
  let html = "", lines = false;
  for (const part of inner(it)) {
    if (is_list(part)) html += block_html(part);
    else html += (lines ? "<br>" : "") + (part.type === "paragraph" ? line_html(part) : escaped(block_text(part).join("\n")));
    lines = !is_list(part);
  }
  return `<li>${html}</li>`;
}

function block_html(it: JSONContent): string {
  if (it.type === "codeBlock") return `<pre>${escaped(inner(it).map((one) => one.text ?? "").join(""))}</pre>`;
  if (it.type === "blockquote") return `<blockquote>${blocks_html(inner(it))}</blockquote>`;
  if (it.type === "bulletList") return `<ul>${inner(it).map(item_html).join("")}</ul>`;
  if (it.type === "orderedList") return `<ol>${inner(it).map(item_html).join("")}</ol>`;
  return `<p>${line_html(it)}</p>`;
}

function blocks_html(blocks: JSONContent[]): string {
  let html = "";
  let lines: string[] = [];
  const end = () => {
    if (lines.length) html += `<p>${lines.join("<br>")}</p>`;
    lines = [];
  };
  for (const it of blocks) {
    const line = it.type === "paragraph" ? line_html(it) : undefined;
    if (line) lines.push(line);
    else end();
    if (line === undefined) html += block_html(it);
  }
  end();
  return html;
}

function block_text(it: JSONContent, mark = ""): string[] {
  if (it.type === "codeBlock") return inner(it).map((one) => one.text ?? "").join("").split("\n");
  if (it.type === "blockquote") return inner(it).flatMap((one) => block_text(one)).map((line) => `> ${line}`);
  if (is_list(it)) return inner(it).flatMap((one, i) => block_text(one, it.type === "orderedList" ? `${i + 1}. ` : "- "));
  if (it.type === "listItem") return inner(it).flatMap((one) => block_text(one)).map((line, i) => (i ? "  " : mark) + line);
  return inner(it).map((one) => (one.type === "hardBreak" ? "\n" : (one.text ?? ""))).join("").split("\n");
}

export function written(doc: JSONContent): Written {
  const blocks = inner(doc);
  const plain = blocks.every((it) => it.type === "paragraph" && inner(it).every((one) => !one.marks?.length));
  return { text: blocks.flatMap((it) => block_text(it)).join("\n"), html: plain ? "" : blocks_html(blocks) };
}

/** Of plain text: a paragraph a line. */
function lines_doc(text: string): JSONContent {
  const content = text.split("\n").map((line) => ({ type: "paragraph", content: line ? [{ type: "text", text: line }] : [] }));
  return { type: "doc", content };
}

/** Paragraphs that follow each other have an empty line between them, and each line is one of its own. */
function spaced(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const it of page.querySelectorAll("p + p")) it.before(page.createElement("p"));
  for (const line_end of page.querySelectorAll("p > br")) {
    const line = page.createElement("p");
    for (let it = line_end.previousSibling; it; it = line_end.previousSibling) line.prepend(it);
    line_end.parentElement!.before(line);
    line_end.remove();
  }
  return page.body.innerHTML;
}

export const content_of = (it: Written): JSONContent | string => (it.html ? spaced(it.html) : lines_doc(it.text));

/** As HTML, also where it was plain. */
export function html_of(it: Written): string {
  return it.html || blocks_html(inner(lines_doc(it.text)));
}

/** Two texts, one below the other. */
export function both(first: Written, second: Written): Written {
  const text = [first.text.trimEnd(), second.text].filter(Boolean).join("\n\n");
  return { text, html: first.html || second.html ? html_of(first) + html_of(second) : "" };
}

/** Does what was copied say more than its words? */
export function is_formatted(html: string): boolean {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.body.querySelectorAll("a[href], b, strong, i, em, u, s, ul, ol, blockquote, pre, code")].some(
    (it) => it.textContent?.trim() && !/font-(weight|style):\s*normal/.test(it.getAttribute("style") ?? ""),
  );
}
