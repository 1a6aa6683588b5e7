// Starts the program with a fresh folder on a free port, and browsers to look at it. Everything started here is stopped here.
import { execFileSync, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open_dns } from "./dns.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(join(root, "web/package.json"));
export const { chromium } = require("playwright-core");
export const axe = require.resolve("axe-core/axe.min.js");

const PROGRAM = process.env.REGULARS ?? join(root, "build/release/regulars");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

let passed = 0;
let failed = 0;

let planted; /* while an instrument itself is looked at, its findings go here */

/** What the checks in `run` find wrong, counted nowhere else. */
export async function found_by(run) {
  planted = [];
  try {
    await run();
    return planted;
  } finally {
    planted = undefined;
  }
}

export function check(name, holds, words = "") {
  if (planted) {
    if (!holds) planted.push(`${name}: ${words}`);
  } else if (holds) passed++;
  else {
    failed++;
    console.log(`not ok - ${name}${words ? `\n    ${String(words).slice(0, 2000)}` : ""}`);
  }
  return !!holds;
}

const COMES_MS = 20_000;

/** A screen follows what was done a moment later, on a busy machine a long moment: what is expected is waited for, not looked
 *  for once. `words` says what was there instead. */
export async function comes(name, holds, words = () => "") {
  const end = Date.now() + COMES_MS;
  let is = false;
  let why;
  do {
    why = undefined;
    is = await holds().catch((it) => void (why = it));
    if (is) break;
    await new Promise((done) => setTimeout(done, 50));
  } while (Date.now() < end);
  return check(name, is, is ? "" : (why?.message ?? (await words())));
}

/** Runs a part; what it throws is a failure with its name, and the other parts go on. */
export async function part(name, run) {
  const before = passed;
  const began = Date.now();
  try {
    await run();
  } catch (why) {
    check(`${name} runs to its end`, false, why.stack ?? why);
  }
  console.log(`# ${name}: ${passed - before} checks in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

export function sum_up() {
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function free_port() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** { at, dns, link(email), stop(), start(), close() }; with `sample`, the sample shop's stories have been told into it. */
export async function open_house(database = "", sample = false) {
  const folder = mkdtempSync(join(tmpdir(), "regulars-browser-"));
  const port = await free_port();
  const at = `http://127.0.0.1:${port}`;
  const dns = await open_dns();
  const options = ["--data", folder, "--port", String(port), "--address", at, "--resolver", dns.at, ...(database ? ["--database", database] : [])];
  let program;
  const start = async () => {
    program = spawn(PROGRAM, [...options, "serve"], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((done, fail) => {
      program.once("exit", (code) => fail(new Error(`the program ended with ${code}`)));
      program.stdout.on("data", (text) => String(text).includes("listens on") && done());
    });
  };
  const stop = async () => {
    const gone = new Promise((done) => program.once("exit", done));
    program.kill("SIGTERM");
    await gone;
  };
  const run = (...words) => execFileSync(PROGRAM, [...options, ...words], { encoding: "utf8" }).trim();
  if (sample) run("tell", "--sample");
  await start();
  return {
    at,
    dns,
    start,
    stop,
    link: (email) => run("link", ...(email ? [email] : [])).match(/https?:\S+/)[0],
    close: async () => {
      await stop();
      dns.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const open_browser = () => chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });

/** A page on which nothing may go wrong unseen: script errors, refused resources and dialogs are kept. */
export async function open_page(browser, at, options = {}) {
  const context = await browser.newContext({ baseURL: at, viewport: { width: 1440, height: 900 }, locale: "en-GB", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.troubles = [];
  page.dialogs = 0;
  page.on("pageerror", (why) => page.troubles.push(String(why)));
  page.on("console", (it) => it.type() === "error" && !/Failed to load resource|WebSocket connection/.test(it.text()) && page.troubles.push(it.text()));
  page.on("dialog", (it) => {
    page.dialogs++;
    void it.dismiss();
  });
  page.setDefaultTimeout(30_000);
  return page;
}

/** The first questions are put off, unless a test is about them. */
export async function sign_in_by(page, link, { set_up = false } = {}) {
  await page.goto(link);
  await page.locator("form button").click();
  await page.waitForURL(/\/console\/.+/);
  await page.locator(".rail").waitFor();
  if (set_up || !page.url().endsWith("/business/set-up")) return;
  await page.locator(".set-up-leave").click();
  await page.waitForURL(/\/console\/(?!business)./);
}

/** A customer's own browser, without script: writes in the form, and is on their private page. */
export async function write_to_us(page, { message, name = "", email = "" }) {
  await page.goto("/contact");
  await page.locator("#message").fill(message);
  if (name) await page.locator("#name").fill(name);
  if (email) await page.locator("#email").fill(email);
  await page.locator("main form button").first().click();
  await page.waitForURL("**/c/**");
}

/** The code that an app would show for this secret (RFC 6238). */
export function totp(secret, at = Date.now()) {
  const bits = [...secret.replace(/[\s=]/g, "")].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const from = mac[19] & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
