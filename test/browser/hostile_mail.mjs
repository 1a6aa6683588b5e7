// What strangers put into mails: the DOMPurify and H5SC sets and the naughty strings, as text, HTML, subject, name and name of a
// file, with the policy of our pages on and off. Nothing runs, nothing asks, nothing leaves.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, comes, open_house, open_page, part, sign_in_by } from "./house.mjs";
import { ask_as } from "./story.mjs";

const SETS = process.env.REGULARS_HOSTILE ?? join(dirname(fileURLToPath(import.meta.url)), "../../../shared/hostile");
const TOGETHER = 48; /* payloads in one letter: so many files hang on one message */
const AT_ONCE = 8;
const FORM_CHARACTERS = 6000;
/** Ends what a payload leaves open, so that the next one is looked at as well. */
const ENDS = `--></script></style></textarea></title></xmp></noscript></iframe></svg></math></select></table>"'>`;

function payloads() {
  const read = (path) => JSON.parse(readFileSync(join(SETS, path), "utf8"));
  const words = read("xss/h5sc/payloads.json");
  const filled = (text) => text.replace(/%([a-z0-9_]+)%/g, (all, name) => words[name] ?? all);
  const all = [
    ...read("xss/dompurify/expect.json").map((it) => it.payload),
    ...read("xss/h5sc/items.json").map((it) => filled(it.data)),
    ...Object.values(words),
    ...read("strings/naughty-strings/blns.json"),
  ];
  return all.filter((it) => it.trim());
}

const one_line = (text) => text.replace(/[\u0000-\u001f\u007f]+/g, " ");

/** RFC 2047, never inside a character. */
function encoded(text) {
  const words = [""];
  for (const one of one_line(text)) {
    if (Buffer.byteLength(words.at(-1) + one) > 42) words.push("");
    words[words.length - 1] += one;
  }
  return words.map((it) => `=?utf-8?B?${Buffer.from(it).toString("base64")}?=`).join("\r\n ");
}

const base64 = (text) => Buffer.from(text).toString("base64").replace(/.{76}/g, "$&\r\n");
const leaf = (type, text, more = "") => `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n${more}\r\n${base64(text)}\r\n`;
const head = (subject, name, who) => `From: ${encoded(name)} <${who}@example.org>\r\nTo: support@desk.example\r\nSubject: ${encoded(subject)}\r\nMIME-Version: 1.0\r\n`;

function letter(some, n) {
  const mark = (i) => `mark${n}x${i}`;
  const html = some.map((it, i) => `<div>${it}${ENDS}</div><p><b>${mark(i)}</b></p>`).join("\n");
  const text = some.map((it, i) => `${it}\n${mark(i)}`).join("\n");
  const files = some.map((it) => `--o\r\n${leaf("text/plain", "x", `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(one_line(it).toWellFormed()).slice(0, 900).replace(/%[^%]{0,1}$/, "").replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}\r\n`)}`).join("");
  const body = n % 3 === 0 ? leaf("text/plain", text) : leaf("text/html", html);
  return `${head(some[0], some[1] ?? some[0], `many${n}`)}Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n${body}${files}--o--\r\n`;
}

/** Could it act at all? Only such ones are a subject or a name each; the long letters have all of them. */
const may_act = (it) => /[<>&"'`{}$\\]|script/i.test(it);

const single = ([subject, name], n) => `${head(subject, name ?? subject, `one${n}`)}${leaf("text/plain", subject)}`;

async function hand_in(agent, box, raw) {
  const reply = await agent.request.fetch(`/api/v1/mailboxes/${box}/mails`, {
    method: "POST", data: Buffer.from(raw), headers: { "X-Regulars": "1", "Content-Type": "application/octet-stream" },
  });
  if (reply.status() !== 202) throw new Error(`a mail is answered with ${reply.status()}`);
  return (await reply.json()).mail;
}

/** A page that counts what must not happen. */
async function watched(browser, house, policy) {
  const page = await open_page(browser, house.at, { bypassCSP: !policy });
  page.outside = [];
  page.on("request", (it) => !it.url().startsWith(house.at) && !/^(data|blob):/.test(it.url()) && page.outside.push(it.url()));
  page.on("popup", (it) => page.outside.push(`a window: ${it.url()}`));
  await sign_in_by(page, house.link());
  return page;
}

/** The whole list, a screen at a time. */
async function scroll_through(page, n) {
  await page.goto("/console/conversations/open");
  await page.locator("[data-row]").first().waitFor();
  const seen = new Set();
  const look = () => page.evaluate(() => {
    let it = document.querySelector(".list-rows");
    while (it && !(it.scrollHeight > it.clientHeight + 4 && /auto|scroll/.test(getComputedStyle(it).overflowY))) it = it.parentElement;
    it?.scrollBy(0, it.clientHeight * 0.8);
    return [...document.querySelectorAll("[data-row]")].map((row) => row.dataset.row);
  });
  for (const end = Date.now() + 30_000; seen.size < n && Date.now() < end; await page.waitForTimeout(40)) for (const row of await look()) seen.add(row);
  check("every subject and every name was on the screen", seen.size >= n, `${seen.size} of ${n}`);
}

async function read_all(page, letters) {
  let marks = 0;
  let wanted = 0;
  for (const it of letters) {
    await page.goto(`/console/conversations/all/${it.conversation}`);
    await page.locator(".mail-details").waitFor();
    const more = page.locator(".mail-fold");
    if (await more.count()) {
      await more.first().click();
      await page.locator("[data-whole]").waitFor();
    }
    marks += await page.locator(".message-body").first().evaluate((body, n) => new Set(body.innerText.match(new RegExp(`mark${n}x\\d+`, "g")) ?? []).size, it.n);
    wanted += it.some;
    const made = await page.evaluate(() => [...document.querySelectorAll(".log script, .log iframe, .log object, .log embed, .log form, .log style, .log link, .log math, .log svg:not([class*=tabler]), .log [style]:not([class*=mantine]), .strip script")].map((one) => one.outerHTML.slice(0, 120)));
    check("nothing is made of it but words", made.length === 0, made.join("\n"));
    const handlers = await page.evaluate(() => [...document.querySelectorAll(".log *")].flatMap((one) => [...one.attributes].filter((a) => /^on/i.test(a.name) || (/^(href|src|srcset|action|formaction|data|xlink:href)$/i.test(a.name) && /^\s*(javascript|data|vbscript):/i.test(a.value))).map((a) => `${a.name}=${a.value}`)));
    check("and nothing that acts", handlers.length === 0, handlers.join("\n"));
  }
  check("what stands around the payloads is read", marks >= wanted * 0.9, `${marks} of ${wanted}`);
}

/** As many of them in one message as the form takes. */
function messages(all) {
  const out = [["start"]];
  let n = 0;
  for (const it of all) {
    if ((n += it.length + 1) > FORM_CHARACTERS) out.push(["start"]), (n = it.length);
    out.at(-1).push(it.replaceAll("\u0000", ""));
  }
  return out.map((some) => [...some, "the end"].join("\n"));
}

/** Our form and the private page behind it: what was written, who says to have written it, and what hangs on it. */
async function on_public_pages(browser, house, all, policy) {
  const page = await watched(browser, house, policy);
  for (const [i, message] of messages(all).entries()) {
    const form = { message, name: one_line(all[i * 7]).slice(0, 80), email: `form${i}${policy}@example.org` };
    const reply = await page.request.post("/contact", { form, maxRedirects: 0, headers: { Origin: house.at } });
    const where = reply.headers().location;
    if (!check("the form takes it", reply.status() === 303 && where, `${reply.status()}`)) continue;
    await page.goto(where);
    await comes("the private page shows it", async () => (await page.locator("main").innerText()).includes("the end") || void (await page.reload()));
  }
  return page;
}

function was_quiet(page, where) {
  check(`${where}: nothing asked`, page.dialogs === 0, page.dialogs);
  check(`${where}: nothing was fetched from elsewhere`, page.outside.length === 0, page.outside.slice(0, 5).join("\n"));
  const ran = page.troubles.filter((it) => !/preload/.test(it));
  check(`${where}: nothing failed, and the policy had nothing to stop`, ran.length === 0, ran.slice(0, 5).join("\n"));
}

export async function hostile_mail(browser) {
  if (!existsSync(SETS)) {
    console.log(`# SKIPPED: mails with hostile words, because ${SETS} is not there`);
    return;
  }
  const house = await open_house();
  try {
    const all = payloads();
    const acting = all.filter(may_act);
    const pairs = acting.flatMap((it, i) => (i % 2 ? [] : [[it, acting[i + 1]]]));
    const letters = [];
    const agent = await open_page(browser, house.at);
    await part("mails with hostile words are taken in", async () => {
      check("the sets are whole", all.length > 900 && acting.length > 500, `${all.length}, ${acting.length}`);
      await sign_in_by(agent, house.link());
      const { id } = await ask_as(agent, "POST", "/api/v1/mailboxes", { name: "Support", address: "support@desk.example", active: true });
      for (let i = 0; i < pairs.length; i += AT_ONCE) await Promise.all(pairs.slice(i, i + AT_ONCE).map((it, k) => hand_in(agent, id, single(it, i + k))));
      for (let i = 0, n = 0; i < all.length; i += TOGETHER, n++) letters.push({ n, some: Math.min(TOGETHER, all.length - i), mail: await hand_in(agent, id, letter(all.slice(i, i + TOGETHER), n)) });
      await comes("all of them become something", async () => (await ask_as(agent, "GET", `/api/v1/mailboxes/${id}/balance?days=1`))[0].waiting === 0);
      for (const it of letters) it.conversation = (await ask_as(agent, "GET", `/api/v1/mails/${it.mail}`)).conversation;
      check("the long ones are conversations", letters.every((it) => it.conversation), letters.filter((it) => !it.conversation).length);
      await agent.context().close();
    });
    for (const policy of [true, false])
      await part(`and are read, the policy ${policy ? "on" : "off"}`, async () => {
        const page = await watched(browser, house, policy);
        await scroll_through(page, pairs.length);
        await read_all(page, letters).finally(() => was_quiet(page, "the console"));
        await page.context().close();
        const open = await on_public_pages(browser, house, all, policy);
        was_quiet(open, "public pages");
        await open.context().close();
      });
  } finally {
    await house.close();
  }
}
