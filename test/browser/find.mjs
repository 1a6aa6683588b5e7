// Finding one's way: search, the palette, Today, the customer; by keyboard alone, and as a screen reader is told.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { check, comes, open_page, part, sign_in_by, write_to_us } from "./house.mjs";
import { look, look_everywhere, sizes } from "./look.mjs";
import { ask_as, customer_page } from "./story.mjs";

const web = new URL("../../web/", import.meta.url);
const require = createRequire(new URL("package.json", web));

/** A module of the console that needs no browser. */
async function module_of(path) {
  const { code } = await require("esbuild").transform(readFileSync(new URL(path, web), "utf8"), { loader: "ts" });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

async function words_fit() {
  const { fitness, fold } = await module_of("kit/fuzzy.ts");
  const fits = [
    ["inb", "Inbox"], ["resolv", "Mark as resolved"], ["nubmers", "Numbers"], ["numbrs", "Numbers"], ["resolución", "Resolucion"],
    ["وارد", "الوارد"], ["إلى", "الى"], ["gi", "Go inbox"], ["kessler mar", "Marta Kessler"], ["cafe", "Café"], ["", "Anything"],
  ];
  const not = [["xyz", "Inbox"], ["inbox team", "Inbox"], ["resolve", "Reply"], ["team", "You"]];
  for (const [typed, text] of fits) check(`“${typed}” finds “${text}”`, fitness(typed, text) > 0);
  for (const [typed, text] of not) check(`“${typed}” does not find “${text}”`, fitness(typed, text) === 0, fitness(typed, text));
  check("a whole word fits better than its beginning, and that better than a slip", fitness("team", "Team") > fitness("tea", "Team") && fitness("tea", "Team") > fitness("taem", "Team"));
  check("what people type in several ways is one", fold("Ünïcode ＡＢＣ") === "unicode abc", fold("Ünïcode ＡＢＣ"));
}

const said = (page) => page.locator("[data-announcer]").innerText();
const focused = (page, selector) => page.waitForFunction((it) => document.activeElement?.matches(it), selector);

async function somebody_writes(browser, at, who) {
  const page = await customer_page(browser, at);
  await write_to_us(page, who);
  await page.context().close();
}

/** What was written a moment ago is found a moment later. */
async function found_soon(page, q, n) {
  for (let i = 0; i < 60; i++) {
    const rows = await ask_as(page, "GET", `/api/v1/search?q=${encodeURIComponent(q)}`);
    if (rows.length >= n) return rows;
    await page.waitForTimeout(100);
  }
  throw new Error(`“${q}” is not found ${n} times after six seconds`);
}

async function search_by_keyboard(page) {
  await page.goto("/console/conversations/all");
  await page.locator(".row").first().waitFor();
  await page.keyboard.press("/");
  await focused(page, "[data-first]");
  check("/ opens the search with the focus in its box", new URL(page.url()).pathname === "/console/search");
  await comes("the box has a name, and an empty screen says how to ask", async () => (await page.getByRole("textbox", { name: "Search words, people, addresses" }).count()) === 1 && (await page.locator(".search-help dt").count()) === 4);
  await page.keyboard.type("zebrafi");
  await page.locator(".result").first().waitFor();
  await comes("it finds while the word is still being typed", async () => (await page.locator(".result").first().locator("mark").innerText()).toLowerCase() === "zebrafinch");
  await comes("a screen reader hears how many", async () => (await said(page)) === "One found", async () => await said(page));
  await comes("the row says whose it is", async () => (await page.locator(".result .row-person").first().innerText()) === "Zoe Quist");
  await page.keyboard.press("ArrowDown");
  await focused(page, ".result");
  await page.keyboard.press("ArrowUp");
  await focused(page, "[data-first]");
  check("down goes into the results, up back into the box", true);
  await page.keyboard.press("Enter");
  await focused(page, ".result");
  await page.keyboard.press("Enter");
  await page.locator(".message[data-found]").waitFor();
  await comes("the thread opens at the message that was found", async () => (await page.locator(".message[data-found]").innerText()).includes("zebrafinch"));
  await focused(page, ".message[data-found]");
  await comes("which has the focus and is in view", async () => await page.locator(".message[data-found]").evaluate((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }));
  await page.goBack();
  await page.locator(".result").first().waitFor();
  await comes("going back comes to what was found", async () => (await page.locator("[data-first]").inputValue()) === "zebrafi");
  await page.locator("[data-first]").focus();
  await page.keyboard.press("Escape");
  await page.locator(".recent button").first().waitFor();
  await comes("Escape empties the box, and what one looked for is offered again", async () => (await page.locator(".recent button").first().innerText()) === "zebrafi");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".result").first().waitFor();
  await comes("by keyboard, too", async () => (await page.locator("[data-first]").inputValue()) === "zebrafi");
}

async function search_kinds(page, conversation) {
  for (let i = 0; i < 23; i++)
    await ask_as(page, "POST", `/api/v1/conversations/${conversation}/messages`, { body: `Quokka ${i}: <b>not bold</b> 🏺 quokka`, internal: true });
  await found_soon(page, "quokka", 20);
  for (let i = 0; i < 60 && (await ask_as(page, "GET", "/api/v1/search?q=quokka&most=50")).length < 23; i++) await page.waitForTimeout(100);
  await page.goto("/console/search?q=quokka");
  await page.locator(".result").nth(19).waitFor();
  await comes("twenty at first", async () => (await page.locator(".result").count()) === 20);
  await comes("a note is named as one", async () => (await page.locator(".result").first().locator(".note-sign").innerText()) === "Note");
  const row = page.locator(".result").first();
  await comes("what was written is text, never HTML", async () => (await row.locator(".result-text bdi").innerText()).includes("<b>not bold</b>") && (await row.locator("b").count()) === 0);
  await comes("marks stand where the words do, behind a vase of two units, too", async () => (await row.locator("mark").allInnerTexts()).join() === "Quokka,quokka", async () => (await row.locator("mark").allInnerTexts()).join());
  await page.getByRole("button", { name: "Show more" }).click();
  await page.locator(".result").nth(22).waitFor();
  await comes("then the rest, once each", async () => new Set(await page.locator(".result").evaluateAll((all) => all.map((it) => it.dataset.result))).size === 23);
  await focused(page, "li:nth-child(21) > .result");
  check("the focus goes on where the new ones begin", true);
  await page.getByRole("button", { name: "Customers", exact: true }).click();
  await page.locator(".empty").waitFor();
  await comes("a chip narrows it down, and nothing found says what to do", async () => (await page.locator(".empty").innerText()).includes("Nothing has “quokka” in it"));
  await comes("the chip says that it is pressed", async () => (await page.locator(".kind-chip[aria-pressed=true]").innerText()) === "Customers" && page.url().includes("kind=customer"));
  await page.locator("[data-first]").fill("a*");
  await page.locator(".mantine-InputWrapper-error").waitFor();
  await comes("a refused question says the fix beside the box", async () => (await page.locator(".mantine-InputWrapper-error").innerText()).includes("write ab* instead of a*"));
  await comes("and the box is marked invalid", async () => (await page.locator("[data-first]").getAttribute("aria-invalid")) === "true");
  await look(page, "a refused question");
}

/** The first answer comes after the second question was asked, and after its answer. */
async function last_answer_wins(page) {
  await page.goto("/console/search");
  let held = 0;
  await page.route("**/api/v1/search?*", async (route) => {
    if (new URL(route.request().url()).searchParams.get("q").startsWith("zebra") && held++ === 0) await new Promise((done) => setTimeout(done, 1500));
    await route.continue().catch(() => undefined);
  });
  await page.locator("[data-first]").fill("zebrafinch");
  await page.waitForTimeout(400);
  await page.locator("[data-first]").fill("quokka");
  await page.locator(".result").nth(5).waitFor();
  await page.waitForTimeout(1600);
  await comes("a late answer does not replace a later one", async () => held > 0 && (await page.locator(".result mark").first().innerText()) === "Quokka");
  await page.unroute("**/api/v1/search?*");
}

async function palette(page, conversation) {
  await page.goto(`/console/conversations/all/${conversation}`);
  await page.locator(".composer textarea").fill("Half a sentence");
  await page.keyboard.press("Control+k");
  await focused(page, "[role=combobox]");
  await comes("Ctrl K opens the palette, from a text as well", async () => await page.locator("dialog.palette[open]").isVisible());
  const box = page.getByRole("combobox", { name: "Go somewhere, do something, find somebody" });
  await comes("it is a combobox with a name, open over a list", async () => (await box.getAttribute("aria-expanded")) === "true" && (await page.locator(`[id="${await box.getAttribute("aria-controls")}"]`).getAttribute("role")) === "listbox");
  const pointed = () => page.evaluate(() => {
    const one = document.getElementById(document.querySelector("[role=combobox]").getAttribute("aria-activedescendant"));
    return one?.getAttribute("role") === "option" && one.getAttribute("aria-selected") === "true" ? one.querySelector(".palette-name").innerText : "";
  });
  const first = await pointed();
  await page.keyboard.press("ArrowDown");
  await comes("the arrows move what a screen reader is told of", async () => first !== "" && (await pointed()) !== first && (await pointed()) !== "");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  const last = await pointed();
  check("round from the first to the last", last !== first && last !== "");
  await look(page, "the palette");
  await page.keyboard.press("Escape");
  await focused(page, ".composer textarea");
  await comes("Escape gives the focus back, and the text is whole", async () => (await page.locator(".composer textarea").inputValue()) === "Half a sentence");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("take");
  await page.waitForFunction(() => document.querySelector(".palette-option[aria-selected=true]")?.innerText.includes("Take it on"));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".thread-how").innerText.includes("Owner: you"));
  check("an act is done from it", true);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("nubmers");
  await page.waitForFunction(() => document.querySelector(".palette-option[aria-selected=true]")?.innerText.includes("Numbers"));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/console/numbers");
  check("a slip of the finger is forgiven", true);
  await page.keyboard.press("Control+k");
  await comes("acts of a thread are gone with it", async () => (await page.locator(".palette-option", { hasText: "Take it on" }).count()) === 0);
  await comes("where one was lately is offered", async () => (await page.locator(".palette-list", { hasText: "Lately" }).count()) === 1);
  await page.keyboard.type("quist");
  await page.waitForFunction(() => document.querySelector(".palette-option[aria-selected=true]")?.innerText.includes("Zoe Quist"));
  await comes("it counts what fits, politely", async () => /entr/.test(await page.locator(".palette [role=status]").innerText()), async () => await page.locator(".palette [role=status]").innerText());
  await page.keyboard.press("Enter");
  await page.waitForURL("**/console/customers/*");
  await page.locator(".customer h1").waitFor();
  await comes("somebody is found by their name", async () => (await page.locator(".customer h1").innerText()) === "Zoe Quist");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("qqqq wwww");
  await page.waitForFunction(() => document.querySelectorAll(".palette-option").length === 1);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/console/search?q=qqqq*");
  check("what it does not know is looked for everywhere", true);
}

async function palette_is_lazy(browser, house, link) {
  const page = await open_page(browser, house.at);
  const scripts = [];
  page.on("response", (it) => it.url().endsWith(".js") && scripts.push(it.url()));
  await sign_in_by(page, link);
  await page.locator(".today-columns").waitFor();
  const before = scripts.length;
  await page.keyboard.press("Control+k");
  await page.locator(".palette").waitFor();
  check("the palette is loaded when it is wanted, not before", scripts.length > before, `${before} → ${scripts.length}`);
  await page.context().close();
}

async function today(browser, house, agent) {
  const dana = { name: "Dana Roe", email: "dana.today@example.org", role: "agent" };
  const { link, staff } = await ask_as(agent, "POST", "/api/v1/staff", dana);
  const page = await open_page(browser, house.at);
  await sign_in_by(page, link);
  await page.waitForURL("**/console/today");
  await page.locator(".today-columns").waitFor();
  check("the first screen is today", true);
  await comes("it says that nobody waits", async () => (await page.locator(".today [role=status]").textContent()) === "Nobody is waiting for you.");
  await somebody_writes(browser, house.at, { message: "Is the tea pot back?", name: "Una Vale", email: "una@example.org" });
  const row = page.locator("[data-part=today-unowned] .row", { hasText: "Una Vale" });
  await row.waitFor();
  await comes("who just wrote and is nobody's appears by itself, with how long they wait", async () => /Waits 1 min/.test(await row.innerText()), async () => await row.innerText());
  await page.keyboard.press("j");
  await focused(page, "[data-result]");
  await row.focus();
  await page.keyboard.press("Enter");
  await page.locator(".composer textarea").waitFor();
  await page.keyboard.press("c");
  await page.waitForFunction(() => document.querySelector(".thread-how").innerText.includes("Owner: you"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await page.locator("[data-part=today-mine] .row", { hasText: "Una Vale" }).waitFor();
  await comes("what one took on waits for oneself", async () => (await page.locator(".today [role=status]").innerText()) === "One customer is waiting for you.");
  await comes("one thing worth knowing has its count, or says that it cannot be told", async () => /n = \d+|\d+ of \d+/.test(await page.locator(".today-worth").innerText()), async () => await page.locator(".today-worth").innerText());
  const { mine, number } = await ask_as(page, "GET", "/api/v1/today");
  await comes("and opens its report", async () => (await page.locator(".today-report").getAttribute("href")) === `/console/numbers/${number.report}`);
  const which = mine.rows[0].id;
  await ask_as(page, "POST", `/api/v1/conversations/${which}/messages`, { body: "Since this morning." });
  await ask_as(page, "POST", `/api/v1/conversations/${which}/propose`);
  await page.locator("[data-part=today-proposed] .row", { hasText: "Una Vale" }).waitFor();
  await comes("whoever was asked whether it is solved is due", async () => (await page.locator("[data-part=today-mine]").count()) === 0);
  const note = await ask_as(agent, "POST", `/api/v1/conversations/${which}/messages`, { body: "Is it the glaze with the cracks, @Dana Roe?", internal: true, mentions: [staff?.id ?? (await ask_as(page, "GET", "/api/v1/session")).id] });
  const named = page.locator("[data-part=today-mentions] .row");
  await named.waitFor();
  await comes("a note that names one waits until it was read", async () => (await named.innerText()).includes("the glaze with the cracks"));
  await look_everywhere(page, "en today");
  await named.click();
  await page.locator(`.message[data-found][data-message="${note.id}"]`).waitFor();
  check("and opens the thread at the note", true);
  await comes("the server knows that it was read", async () => (await ask_as(page, "GET", "/api/v1/today")).mentions.n === 0);
  await page.goto("/console/today");
  await page.locator("[data-part=today-proposed]").waitFor();
  await page.waitForFunction(() => !document.querySelector("[data-part=today-mentions]"));
  check("what was read waits no longer", true);
  await ask_as(page, "POST", `/api/v1/conversations/${which}/messages`, { body: "It comes on a lorry." });
  await ask_as(page, "POST", `/api/v1/conversations/${which}/snooze`, { until: new Date(Date.now() + 2000).toISOString() });
  await page.locator("[data-part=today-due] .row", { hasText: "Una Vale" }).waitFor();
  check("what was put off until today is due", true);
  check("Dana's browser saw no trouble", page.troubles.length === 0, page.troubles.join("\n"));
  await page.context().close();
}

async function the_customer(page) {
  const [hit] = await ask_as(page, "GET", "/api/v1/search?q=quist&kind=customer");
  await page.goto("/console/customers");
  await page.locator(".row").first().waitFor();
  await comes("everybody is listed, whoever spoke last first", async () => (await page.locator(".row").count()) > 3);
  await page.locator("[data-first]").fill("quist");
  await page.locator(".row mark").waitFor();
  await page.keyboard.press("ArrowDown");
  await focused(page, ".row");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/console/customers/${hit.id}`);
  await page.locator(".timeline li").first().waitFor();
  const lines = () => page.locator(".timeline-what").allInnerTexts();
  await comes("every line of the timeline is in words", async () => (await lines()).length > 4 && (await lines()).every((it) => it && !it.includes("console.")), async () => (await lines()).join(" | "));
  await comes("and says who did it", async () => (await lines()).some((it) => it.includes("Noted") || it.includes("We wrote") || it.includes("A note was left")));
  await page.getByRole("button", { name: "Messages", exact: true }).click();
  await page.waitForFunction(() => [...document.querySelectorAll(".timeline [data-event]")].every((it) => it.dataset.event.startsWith("message.")) && document.querySelector(".timeline [data-event]"));
  check("it can be narrowed to messages", true);
  await page.getByRole("button", { name: "Change name or language" }).click();
  await focused(page, ".customer-edit input");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Zoé Quist");
  await page.keyboard.press("Tab");
  await page.locator(".customer-edit select").selectOption("fr");
  await look(page, "a customer being changed");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".customer h1").innerText === "Zoé Quist");
  await comes("name and language can be corrected by keyboard", async () => (await page.locator(".facts").innerText()).includes("French"), async () => await page.locator(".facts").innerText());
  await comes("a screen reader hears that it is saved", async () => (await said(page)) === "Saved.");
  await focused(page, ".page-head button");
  check("and the focus is where it was", true);
  await page.getByRole("button", { name: "About them" }).click();
  await page.locator("[data-event='customer.changed']").waitFor();
  await comes("the timeline says so, and by whom", async () => (await page.locator("[data-event='customer.changed']").innerText()).includes("corrected"));
}

/** Each of the screens, for everybody: three languages, light and dark, from a desk to 320 pixels. */
async function looked_at(page, customer) {
  const screens = [
    ["search", "search?q=quokka", ".result"],
    ["search begins", "search", ".search-help"],
    ["customers", "customers", ".row"],
    ["customer", `customers/${customer}`, ".timeline li"],
    ["today", "today", ".today-columns"],
  ];
  for (const language of ["en", "es", "ar"]) {
    await ask_as(page, "PATCH", "/api/v1/me", { language });
    for (const [name, path, ready] of screens) {
      await page.goto(`/console/${path}`);
      await page.locator(ready).first().waitFor();
      await look_everywhere(page, `${language} ${name}`);
    }
    await page.keyboard.press("Control+k");
    await page.locator(".palette-option").first().waitFor();
    await look_everywhere(page, `${language} palette`);
    await page.keyboard.press("Escape");
  }
  await ask_as(page, "PATCH", "/api/v1/me", { language: "en" });
  await page.setViewportSize(sizes.desk);
}

export async function finding(browser, house, agent) {
  await part("what fits what is typed", words_fit);
  await somebody_writes(browser, house.at, { message: "Do you have a zebrafinch on a mug?", name: "Zoe Quist", email: "zoe@example.org" });
  await found_soon(agent, "zebrafinch", 1);
  const [hit] = await ask_as(agent, "GET", "/api/v1/search?q=zebrafinch&kind=message");
  await part("searching by keyboard", () => search_by_keyboard(agent));
  await part("what is searched", () => search_kinds(agent, hit.conversation));
  await part("answers that come late", () => last_answer_wins(agent));
  await part("the palette", () => palette(agent, hit.conversation));
  await part("the palette's own script", () => palette_is_lazy(browser, house, house.link()));
  await part("today", () => today(browser, house, agent));
  await part("the customer", () => the_customer(agent));
  await part("finding one's way, for everybody", () => looked_at(agent, hit.customer));
}
