// What is being typed stays until it was sent: at once in this browser, a moment later on the server, and back from there
// in every other browser of the same person. It knows no noun: where a text is kept is told to it.

const name = (key: string) => `regulars.draft.${key}`;

interface Text {
  text: string;
  html: string;
}

/** A text as this browser knows it: `base` is the revision on the server that it was typed on. */
export interface Kept {
  text: string;
  html: string; /* the same with its formatting; empty: it has none */
  base: string | null;
  typed: number;
  dirty: boolean; /* typed, and not on the server yet */
}

/** What the server has, and what another browser typed meanwhile. */
export interface Saved {
  body: string;
  html: string;
  other: string;
  other_html: string;
  revision: string | null;
}

export interface Store {
  look: () => Promise<Saved>;
  /** undefined: the text that it was typed on was sent meanwhile, by another browser. */
  save: (it: { body: string; html: string; base: string | null; typed_ms_ago: number; settled: boolean }, last: boolean) => Promise<Saved | undefined>;
  saved: () => void; /* other browsers may want to know */
}

const nothing: Kept = { text: "", html: "", base: null, typed: 0, dirty: false };

export function read_draft(key: string): Kept {
  const kept = read_kept(key);
  return kept && typeof kept === "object" && "text" in kept ? { ...nothing, ...(kept as Partial<Kept>) } : nothing;
}

export function read_kept(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name(key)) ?? "null");
  } catch {
    return null;
  }
}

export function write_kept(key: string, it: unknown) {
  try {
    if (it) localStorage.setItem(name(key), JSON.stringify(it));
    else localStorage.removeItem(name(key));
  } catch {
    /* a browser that keeps nothing: the text is still on the screen */
  }
}

const QUIET_MS = 700; /* of typing, before it is saved */
const AGAIN_MS = 4000; /* when the server could not be reached */

export class Draft {
  kept: Kept;
  other = "";
  other_html = "";
  overtaken = false; /* what it was typed on was sent elsewhere: its writer says what becomes of the rest */
  private going = false; /* it is on its way out: nothing is saved behind its back */
  private timer = 0;
  private running: Promise<unknown> | undefined;
  private looking: Promise<void> | undefined;
  private told = new Set<() => void>();
  private shown: { kept: Kept; other: string; overtaken: boolean };

  constructor(
    private key: string,
    private store: Store,
  ) {
    this.kept = read_draft(key);
    this.shown = { kept: this.kept, other: "", overtaken: false };
  }

  subscribe = (tell: () => void) => {
    this.told.add(tell);
    return () => void this.told.delete(tell);
  };
  snapshot = () => this.shown;

  private change(kept: Kept, other = this.other, other_html = this.other_html) {
    this.kept = kept;
    this.other = other;
    this.other_html = other_html;
    this.shown = { kept, other, overtaken: this.overtaken };
    write_kept(this.key, kept.text || kept.dirty ? kept : null);
    for (const tell of [...this.told]) tell();
  }

  type(text: string, html = "") {
    if (text === this.kept.text && html === this.kept.html) return;
    this.change({ ...this.kept, text, html, typed: Date.now(), dirty: true });
    this.soon(QUIET_MS);
  }

  private soon(ms: number) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), ms);
  }

  /** All that was typed is on the server, or is tried again. `last`: the page goes away. */
  async save(last = false, settled = false): Promise<void> {
    clearTimeout(this.timer);
    if (!last) await Promise.all([this.running, this.looking]);
    if (this.going || this.overtaken || (!this.kept.dirty && !settled)) return;
    const run = this.put(last, settled);
    const all = Promise.all([this.running, run]);
    this.running = all;
    await run;
    if (this.running === all) this.running = undefined;
  }

  private async put(last: boolean, settled: boolean) {
    const { text, html, base, typed } = this.kept;
    const typed_ms_ago = typed ? Math.max(0, Date.now() - typed) : 0;
    try {
      const saved = await this.store.save({ body: text, html, base, typed_ms_ago, settled }, last);
      if (!saved) return this.overtake();
      this.take(saved, { text, html });
      this.store.saved();
    } catch {
      this.soon(AGAIN_MS);
    }
  }

  /** The server writes HTML in its own way: what was typed here stays as it is on this screen, unless another text won. */
  private take(it: Saved, sent: { text: string; html: string }) {
    const more = this.kept.text !== sent.text || this.kept.html !== sent.html;
    const ours = more || it.body === sent.text;
    const { text, html } = ours ? this.kept : { text: it.body, html: it.html };
    this.change({ text, html, base: it.revision, typed: this.kept.typed, dirty: more }, it.other, it.other_html);
    if (more) this.soon(QUIET_MS);
  }

  private overtake() {
    this.overtaken = true;
    this.change(this.kept);
  }

  /** What another browser may have typed. What was typed here and is not there yet goes first. */
  async look(): Promise<void> {
    if (this.kept.dirty) return this.save();
    const looking = this.learn();
    this.looking = looking;
    await looking;
    if (this.looking === looking) this.looking = undefined;
  }

  /** What was typed while we looked was typed on what was here, when that is what is there. */
  private async learn() {
    const before = this.kept;
    const it = await this.store.look().catch(() => undefined);
    if (!it) return;
    if (!this.kept.dirty) {
      const { text, html } = it.revision && it.revision === this.kept.base ? this.kept : { text: it.body, html: it.html };
      return this.change({ text, html, base: it.revision, typed: 0, dirty: false }, it.other, it.other_html);
    }
    if (this.kept.base === before.base && it.body === before.text) this.change({ ...this.kept, base: it.revision }, it.other, it.other_html);
  }

  /** Its writer has decided what becomes of the other text. */
  async settle(text: string, html = ""): Promise<void> {
    this.change({ ...this.kept, text, html, typed: Date.now(), dirty: true }, "", "");
    await this.save(false, true);
  }

  /** What was typed on a text that was sent meanwhile is kept after all, below what is there now. */
  async keep(both: (first: Text, second: Text) => Text): Promise<void> {
    const it = await this.store.look().catch(() => undefined);
    if (!it) return;
    const { text, html } = both({ text: it.body, html: it.html }, this.kept);
    this.overtaken = false;
    this.change({ text, html, base: it.revision, typed: Date.now(), dirty: true }, it.other, it.other_html);
    await this.save();
  }

  /** Or it is not. */
  async drop(): Promise<void> {
    this.overtaken = false;
    this.change(nothing, "", "");
    await this.look();
  }

  /** Nothing may be saved behind the back of a text that is on its way out; what is left of it is told by `sent` or `held`. */
  async hold(): Promise<void> {
    clearTimeout(this.timer);
    this.going = true;
    await this.running;
    clearTimeout(this.timer);
  }

  /** It was not sent: it goes on being kept. */
  held(): void {
    this.going = false;
    void this.save();
  }

  /** It was sent: the server has forgotten it, too. */
  async sent(): Promise<void> {
    this.going = this.overtaken = false;
    this.change(nothing, "", "");
    this.store.saved();
    await this.look();
  }

  leave() {
    clearTimeout(this.timer);
    if (this.kept.dirty) void this.save(true);
  }
}
