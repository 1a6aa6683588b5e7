// Two programs to look at: the sample shop with more in it than a usual day, and one in which nothing has happened yet.
import { open_house, open_page } from "./house.mjs";

const LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
export const writers = {
  long: {
    name: `Maximiliana Theodora Wilhelmina von und zu Hohenlohe-Waldenburg-Schillingsfürst ${LONG_WORD}`,
    email: `${"a-very-long-name-before-the-sign.".repeat(4)}x@an-even-longer-name-of-a-house.example.org`,
    message: `${LONG_WORD.repeat(3)} is what my letter begins with. `.concat("I would like to tell you everything from the beginning. ".repeat(60), `https://shop.example/${LONG_WORD}?${LONG_WORD}${LONG_WORD}`),
  },
  script: {
    name: "نورة العتيبي",
    email: "noura@example.org",
    message: "وصلني الوعاء الأزرق مكسورًا (رقم الطلب 4711).\n碗碎了,能换一个吗? 青い器です。\nक्या आप मदद कर सकते हैं? 👩🏽‍🎨 <b>not bold</b> & “quoted”",
  },
  plain: { name: "Ann Arbor", email: "ann@example.org", message: "The blue bowl arrived with a crack.\nCan you help?" },
  solved: { name: "Sol Vega", email: "sol@example.org", message: "Where is my parcel?" },
  asked: { name: "Ida Berg", email: "ida@example.org", message: "Can I change the address?" },
  answered: { name: "Quinn Abara", email: "quinn@example.org", message: "Do you wrap gifts?" },
  racing: { name: "Rae Moss", email: "rae@example.org", message: "Has my jug left yet?" },
};

/** Whose conversations of the sample shop are shown: one that is put off, one that is back from that, one with a draft. */
const told = { snoozed: "Fenna Moss", back: "Henrik Lund", draft: "Agnes Dahl" };

/** Answers requests as the person whose one-time link this is. */
async function sign_in(house, email) {
  const opened = await fetch(house.link(email), { method: "POST", redirect: "manual" });
  const cookie = opened.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`signing in answered ${opened.status}`);
  const ask = async (method, path, data) => {
    const reply = await fetch(house.at + path, {
      method,
      headers: { Cookie: cookie, "X-Regulars": "1", ...(data ? { "Content-Type": "application/json" } : {}) },
      body: data && JSON.stringify(data),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
    return reply.status === 204 ? undefined : reply.json();
  };
  return { cookie, ask };
}

/** Writes in the form; gives back the path of the private page. */
export async function write(house, fields) {
  const reply = await fetch(`${house.at}/contact`, { method: "POST", redirect: "manual", body: new URLSearchParams(fields) });
  if (reply.status !== 303) throw new Error(`the form answered ${reply.status}: ${(await reply.text()).match(/class="error"[^]*?<\/div>/)?.[0]}`);
  return reply.headers.get("location");
}

/** Asks again until there is an answer: what is accepted at once is understood a moment later. */
export async function soon(what, ask) {
  for (let i = 0; i < 100; i++) {
    const found = await ask();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${what}: not after ten seconds`);
}

/** A mailbox whose server is away, one that is handed its e-mails, and what became of some. */
async function fill_mailboxes(house, owner, shop) {
  const settings = { active: true, imap_port: 1, imap_security: "bare", imap_user: "shop", imap_secret: "secret", imap_folders: "INBOX\nOrders" };
  const add = (it) => owner.ask("POST", "/api/v1/mailboxes", it);
  const hand_in = async (box, raw) => {
    const sent = { method: "POST", body: raw, headers: { Cookie: owner.cookie, "X-Regulars": "1", "Content-Type": "application/octet-stream" } };
    const { mail } = await (await fetch(`${house.at}/api/v1/mailboxes/${box}/mails`, sent)).json();
    await soon("what became of an e-mail", async () => (await owner.ask("GET", `/api/v1/mails/${mail}`)).state !== "stored");
  };
  shop.box = (await add({ name: "Support", address: "support@shop.example", imap_host: "127.0.0.1", ...settings, smtp_host: "127.0.0.1", smtp_port: 1, smtp_security: "bare" })).id;
  shop.people.push("Support", "Orders", "Support – support@shop.example", "Orders – orders@shop.example");
  await add({ name: "Orders", address: "orders@shop.example" });
  const letter = (head, subject) => `${head}To: support@shop.example\r\nSubject: ${subject}\r\n\r\nIs it still there?\r\n`;
  for (const raw of [letter("", "The blue jug"), letter("", "=?utf-8?B?2KfZhNmI2LnYp9ihINin2YTYo9iy2LHZgg==?="), letter("From: Olga <olga@example.org>\r\nAuto-Submitted: auto-replied\r\n", "Away"), letter("From: Olga <olga@example.org>\r\n", "The green jug"), letter("From: Olga <olga@example.org>\r\n", "The green jug")])
    await hand_in(shop.box, raw);
  const opened = (await owner.ask("GET", "/api/v1/conversations?box=all&most=50")).find((it) => it.subject === "The green jug");
  await owner.ask("POST", `/api/v1/conversations/${opened.id}/claim`); /* Today shows eight that nobody owns, and others are to be seen there */
  shop.people.push("The blue jug", "The green jug", "Away", "الوعاء الأزرق");
  house.dns.records = [
    { name: "shop.example", type: "MX", value: "10 mx.shop.example" },
    { name: "shop.example", type: "TXT", value: "v=spf1 include:_spf.mail.example ~all" },
    { name: "_spf.mail.example", type: "TXT", value: "v=spf1 ip4:192.0.2.0/24 -all" },
    { name: "_dmarc.shop.example", type: "TXT", value: "v=DMARC1; p=none" },
  ];
  await owner.ask("POST", "/api/v1/domains", { domain: "shop.example", key: "make" });
  await soon("what the DNS says", async () => (await owner.ask("GET", "/api/v1/domains"))[0].checked_at);
  shop.people.push("shop.example");
}

async function fill(house, owner) {
  const shop = { pages: {}, ids: {}, customers: {}, surveys: {}, staff: {}, people: [], tags: {}, views: {} };
  for (const it of await owner.ask("GET", "/api/v1/tags")) shop.tags[it.name] = it.id;
  for (const it of await owner.ask("GET", "/api/v1/views")) shop.views[it.name] = it.id;
  const rows = await owner.ask("GET", "/api/v1/conversations?box=all&most=100");
  for (const [which, name] of Object.entries(told)) shop.ids[which] = rows.find((it) => it.customer_name === name).id;
  for (const [who, fields] of Object.entries(writers)) {
    shop.pages[who] = await write(house, fields);
    const row = await soon(who, async () =>
      (await owner.ask("GET", "/api/v1/conversations?box=all&most=50")).find((it) => it.customer_name === fields.name));
    shop.ids[who] = row.id;
    shop.customers[who] = (await owner.ask("GET", `/api/v1/conversations/${row.id}`)).customer;
  }
  for (const it of await owner.ask("GET", "/api/v1/staff")) {
    shop.staff[it.role] ??= it.id;
    shop.people.push(it.name);
  }
  await owner.ask("POST", "/api/v1/teams", { name: "Workshop" });
  for (const it of await owner.ask("GET", "/api/v1/teams")) shop.people.push(it.name);
  const on = (who, act, data) => owner.ask("POST", `/api/v1/conversations/${shop.ids[who]}/${act}`, data);
  for (const [who, name] of [["plain", "Broken"], ["plain", "Refund"], ["solved", "Refund"], ["script", "تبديل"], ["asked", "Winter sale"]])
    await on(who, "tags", { name });
  const tag = (await owner.ask("GET", "/api/v1/tags")).find((it) => it.name === "Winter sale");
  await owner.ask("PATCH", `/api/v1/tags/${tag.id}`, { retired: true });
  await on("plain", "messages", { body: "I am sorry about the bowl, Ann. A new one leaves today." });
  await on("plain", "messages", { body: "She bought two of them in March: offer the green one.", internal: true });
  for (const who of ["solved", "asked", "answered"]) await on(who, "messages", { body: "Of course. It is done." });
  await on("solved", "propose");
  for (const who of ["asked", "answered"]) {
    await on(who, "resolve");
    shop.surveys[who] = await soon(`the question to ${who}`, async () =>
      (await (await fetch(house.at + shop.pages[who])).text()).match(/\/s\/[^"]+/)?.[0]);
  }
  await fill_mailboxes(house, owner, shop);
  await fetch(house.at + shop.surveys.answered, { method: "POST", body: new URLSearchParams({ score: "5", comment: "Quick & kind <3" }) });
  return shop;
}

/** { shop, page(who, locale), ask(who, …), leave(), close() }: a page for each person and language, kept until `leave`. */
export async function open_world(browser) {
  const houses = { full: await open_house("", true), bare: await open_house() };
  try {
    return await furnish(browser, houses);
  } catch (why) {
    for (const house of Object.values(houses)) await house.close();
    throw why;
  }
}

async function furnish(browser, houses) {
  const people = {
    owner: ["full", await sign_in(houses.full, "ana@shop.example")],
    agent: ["full", await sign_in(houses.full, "ben@shop.example")],
    nobody: ["full", null],
    beginner: ["bare", await sign_in(houses.bare)],
  };
  for (const [, person] of Object.values(people)) await person?.ask("PATCH", "/api/v1/me", { language: "" });
  const shop = await fill(houses.full, people.owner[1]);
  const open = new Map();
  const page = async (who, locale, options = {}) => {
    const key = `${who} ${locale} ${JSON.stringify(options)}`;
    if (!open.has(key)) {
      const [house, person] = people[who];
      const made = await open_page(browser, houses[house].at, { locale, ...options });
      if (person) {
        const [name, value] = person.cookie.split(/=(.*)/);
        await made.context().addCookies([{ name, value, url: houses[house].at }]);
      }
      open.set(key, made);
    }
    return open.get(key);
  };
  const leave = async () => {
    for (const it of open.values()) await it.context().close();
    open.clear();
  };
  return {
    shop,
    houses,
    page,
    leave,
    ask: (who, ...asked) => people[who][1].ask(...asked),
    close: async () => {
      await leave();
      for (const house of Object.values(houses)) await house.close();
    },
  };
}
