// What somebody said with formatting. The server has cleaned it; here it is read once more, in a document that runs nothing,
// and becomes elements from a list of ours: nothing of it is ever handed to the page as HTML.
import { createElement, Fragment, useMemo, type ReactNode } from "react";
import { useSay } from "../../kit/words";
import { Body } from "./body";

const BLOCKS = new Set(["p", "h1", "h2", "h3", "pre", "blockquote", "ul", "ol", "li", "table", "tbody", "tr", "td"]);
const WORDS = new Set(["strong", "em", "u", "s", "code", "span", "br"]);
/** A message has a heading of its own above: what is one in it stands below. */
const LOWER: Record<string, string> = { h1: "h4", h2: "h5", h3: "h6" };
const DEPTH_MOST = 64;

function address(it: Element): string | undefined {
  const href = it.getAttribute("href") ?? "";
  return /^(https?:\/\/|mailto:|tel:)/i.test(href) ? href : undefined;
}

function direction(it: Element): "ltr" | "rtl" | "auto" | undefined {
  const dir = it.getAttribute("dir");
  return dir === "ltr" || dir === "rtl" || dir === "auto" ? dir : undefined;
}

/** A picture with an address, by its place among them. */
export type PictureAt = (place: number, alt: string) => ReactNode;

interface Telling {
  names?: string[];
  picture: (it: Element) => ReactNode;
}

function inside(it: Node, how: Telling, depth: number, linked: boolean): ReactNode[] {
  return [...it.childNodes].map((child, i) => <Fragment key={i}>{told(child, how, depth + 1, linked)}</Fragment>);
}

function told(it: Node, how: Telling, depth: number, linked: boolean): ReactNode {
  if (it.nodeType === Node.TEXT_NODE) return linked ? it.nodeValue : <Body text={it.nodeValue ?? ""} names={how.names} />;
  if (!(it instanceof Element) || depth > DEPTH_MOST) return null;
  const tag = it.localName;
  if (tag === "br") return <br />;
  if (tag === "img") return how.picture(it);
  const href = tag === "a" ? address(it) : undefined;
  if (href)
    return (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {inside(it, how, depth, true)}
      </a>
    );
  if (tag === "table") return <div className="table-room" tabIndex={0} role="group">{createElement("table", null, inside(it, how, depth, linked))}</div>;
  if (BLOCKS.has(tag)) return createElement(LOWER[tag] ?? tag, { dir: tag === "pre" ? "ltr" : "auto" }, inside(it, how, depth, linked));
  if (WORDS.has(tag)) return createElement(tag, { dir: direction(it), lang: it.getAttribute("lang") ?? undefined }, inside(it, how, depth, linked || tag === "code"));
  return inside(it, how, depth, linked);
}

export function Formatted({ html, names, picture_at }: { html: string; names?: string[]; picture_at?: PictureAt }) {
  const say = useSay();
  const page = useMemo(() => new DOMParser().parseFromString(html, "text/html"), [html]);
  const places = useMemo(() => new Map([...page.querySelectorAll("img[src]")].map((it, i) => [it, i + 1])), [page]);
  const picture = (it: Element) => {
    const alt = it.getAttribute("alt") ?? "";
    const shown = picture_at && places.has(it) ? picture_at(places.get(it)!, alt) : undefined;
    return shown ?? <span className="picture">{alt ? say("console.thread.picture_of", { words: alt }) : say("console.thread.picture")}</span>;
  };
  return <div className="formatted">{inside(page.body, { names, picture }, 0, false)}</div>;
}

/** A message as it was said. */
export function Said({ body, html, names }: { body: string; html: string; names?: string[] }) {
  return html ? <Formatted html={html} names={names} /> : <Body text={body} names={names} />;
}
