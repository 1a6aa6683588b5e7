// ICU MessageFormat, the part that words/ uses (tools/words checks it): {name}, plural with =n and #, select, 'quoted {'.
// src/text/words.c says the same to the same: test/messages.tsv holds both to it.

export type Values = Record<string, string | number>;

type Piece = string | { name: string; kind?: "plural" | "select"; options?: Map<string, Piece[]> } | "#";

class Reader {
  at = 0;
  constructor(readonly text: string) {}

  message(inPlural: boolean): Piece[] {
    const pieces: Piece[] = [];
    let plain = "";
    const keep = () => {
      if (plain) pieces.push(plain);
      plain = "";
    };
    while (this.at < this.text.length) {
      const c = this.text[this.at]!;
      if (c === "}") break;
      if (c === "'") plain += this.quoted();
      else if (c === "{") {
        keep();
        this.at++;
        pieces.push(this.argument());
      } else {
        this.at++;
        if (c === "#" && inPlural) {
          keep();
          pieces.push({ name: "#" });
        } else plain += c;
      }
    }
    keep();
    return pieces;
  }

  /** Behind a ': before { } # what stands up to the next one is text; two of them are one. */
  private quoted(): string {
    const next = this.text[++this.at] ?? "";
    if (next === "'") this.at++;
    if (!next || !"{}#".includes(next)) return "'";
    const end = this.text.indexOf("'", this.at);
    const text = this.text.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + 1;
    return text;
  }

  private argument(): Piece {
    const head = /^\s*([a-z_]+)\s*(?:,\s*(?:(plural|select)\s*,|number\s*))?/.exec(this.text.slice(this.at))!;
    this.at += head[0].length;
    const kind = head[2] as "plural" | "select" | undefined;
    const options = new Map<string, Piece[]>();
    while (this.text[this.at] !== "}") {
      const option = /^\s*(=\d+|[a-z_]+)\s*\{/.exec(this.text.slice(this.at));
      if (!option) throw new Error(`not a message: ${this.text}`);
      this.at += option[0].length;
      options.set(option[1]!, this.message(kind === "plural"));
      this.at++;
      while (/\s/.test(this.text[this.at] ?? "")) this.at++;
    }
    this.at++;
    return kind ? { name: head[1]!, kind, options } : { name: head[1]! };
  }
}

function print(pieces: Piece[], values: Values, locale: string, count: number): string {
  return pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      const value = piece.name === "#" ? count : values[piece.name];
      if (!piece.kind) return typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : value ?? `{${piece.name}}`;
      const n = Number(value);
      const chosen =
        piece.kind === "select"
          ? piece.options!.get(String(value))
          : piece.options!.get(`=${n}`) ?? piece.options!.get(new Intl.PluralRules(locale).select(n));
      return print(chosen ?? piece.options!.get("other") ?? [], values, locale, piece.kind === "plural" ? n : count);
    })
    .join("");
}

const read = new Map<string, Piece[]>();

export function format(text: string, values: Values, locale: string): string {
  let pieces = read.get(text);
  if (!pieces) read.set(text, (pieces = new Reader(text).message(false)));
  return print(pieces, values, locale, 0);
}
