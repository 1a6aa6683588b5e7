// What is being typed stays until it was sent: at once in this browser, a moment later on the server, and back from there
// in every other browser of the same person. It knows no noun: where a text is kept is told to it.

const name = (key: string) => `regulars.draft.${key}`;

/** A text as this browser knows it: `base` is the revision on the server that it was typed on. */
export interface Kept {
  text: string;
  base: string | null;
  typed: number;
  dirty: boolean; /* typed, and not on the server yet */
}

/** What the server has, and what another browser typed meanwhile. */
export interface Saved {
  body: string;
  other: string;
  revision: string | null;
}

export interface Store {
  look: () => Promise<Saved>;
  /** undefined: the text that it was typed on was sent meanwhile, by another browser. */
  save: (it: { body: string; base: string | null; typed_ms_ago: number; settled: boolean }, last: boolean) => Promise<Saved | undefined>;
  saved: () => void; /* other browsers may want to know */
}

const nothing: Kept = { text: "", base: null, typed: 0, dirty: false };

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

  private change(kept: Kept, other = this.other) {
    this.kept = kept;
    this.other = other;
    this.shown = { kept, other, overtaken: this.overtaken };
    write_kept(this.key, kept.text || kept.dirty ? kept : null);
    for (const tell of [...this.told]) tell();
  }

  type(text: string) {
    if (text === this.kept.text) return;
    this.change({ ...this.kept, text, typed: Date.now(), dirty: true });
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
    const { text, base, typed } = this.kept;
    const typed_ms_ago = typed ? Math.max(0, Date.now() - typed) : 0;
    try {
      const saved = await this.store.save({ body: text, base, typed_ms_ago, settled }, last);
      if (!saved) return this.overtake();
      this.take(saved, text);
      this.store.saved();
    } catch {
      this.soon(AGAIN_MS);
    }
  }

  private take(it: Saved, sent: string) {
    const more = this.kept.text !== sent;
    const text = more ? this.kept.text : it.body;
    this.change({ text, base: it.revision, typed: this.kept.typed, dirty: more }, it.other);
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
    if (!this.kept.dirty) return this.change({ text: it.body, base: it.revision, typed: 0, dirty: false }, it.other);
    if (this.kept.base === before.base && it.body === before.text) this.change({ ...this.kept, base: it.revision }, it.other);
  }

  /** Its writer has decided what becomes of the other text. */
  async settle(text: string): Promise<void> {
    this.change({ ...this.kept, text, typed: Date.now(), dirty: true }, "");
    await this.save(false, true);
  }

  /** What was typed on a text that was sent meanwhile is kept after all, below what is there now. */
  async keep(): Promise<void> {
    const it = await this.store.look().catch(() => undefined);
    if (!it) return;
    const text = [it.body.trimEnd(), this.kept.text].filter(Boolean).join("\n\n");
    this.overtaken = false;
    this.change({ text, base: it.revision, typed: Date.now(), dirty: true }, it.other);
    await this.save();
  }

  /** Or it is not. */
  async drop(): Promise<void> {
    this.overtaken = false;
    this.change(nothing, "");
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
    this.change(nothing, "");
    this.store.saved();
    await this.look();
  }

  leave() {
    clearTimeout(this.timer);
    if (this.kept.dirty) void this.save(true);
  }
}
