// What people do together in a thread: drafts that survive everything, who else is here, the hard stop, files, names, snooze.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, comes, open_page, part, sign_in_by, write_to_us } from "./house.mjs";
import { look, look_everywhere } from "./look.mjs";
import { ask_as, customer_page } from "./story.mjs";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");
const area = (page) => page.locator(".composer textarea");
const typed = (page) => area(page).inputValue();

export async function until(page, holds, ms = 20_000) {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (await holds()) return true;
    await page.waitForTimeout(50);
  }
  return false;
}

/** Somebody writes, and it is understood. */
export async function writes(browser, house, agent, who) {
  const page = await customer_page(browser, house.at);
  await write_to_us(page, who);
  let row;
  await until(agent, async () => (row = (await ask_as(agent, "GET", "/api/v1/conversations?box=all")).find((it) => it.customer_email === who.email)));
  return { page, id: row.id };
}

async function again(customer, message) {
  await customer.page.reload();
  await customer.page.locator("#message").fill(message);
  await customer.page.locator('form[action$="/reply"] button').click();
}

async function open_thread(page, id) {
  await page.goto(`/console/conversations/all/${id}`);
  await area(page).waitFor();
}

async function colleague(browser, house, agent, name, email) {
  const it = await ask_as(agent, "POST", "/api/v1/staff", { name, email, role: "agent", teams: [] });
  const page = await open_page(browser, house.at);
  await sign_in_by(page, it.link);
  return { page, id: it.id };
}

const on_server = async (page, id, kind = "reply") => (await ask_as(page, "GET", `/api/v1/conversations/${id}/drafts/${kind}`)).body;

async function drafts(browser, house, agent) {
  const customer = await writes(browser, house, agent, { message: "Does the blue bowl go into the oven?", name: "Dora", email: "dora@example.org" });
  await open_thread(agent, customer.id);
  await area(agent).pressSequentially("Dear Dora");
  check("what is typed is on the server a moment later", await until(agent, async () => (await on_server(agent, customer.id)) === "Dear Dora"));
  const second = await open_page(browser, house.at);
  await sign_in_by(second, house.link());
  await open_thread(second, customer.id);
  check("another browser of the same person shows it", await until(second, async () => (await typed(second)) === "Dear Dora"), await typed(second));
  await area(agent).pressSequentially(", yes.");
  check("and follows while it is typed on", await until(second, async () => (await typed(second)) === "Dear Dora, yes."), await typed(second));

  await part("a deploy in the middle of typing loses no keystroke", async () => {
    const words = " It may go into the oven, up to two hundred degrees, and into the dishwasher, too.";
    const restart = (async () => {
      await agent.waitForTimeout(300);
      await house.stop();
      await agent.waitForTimeout(700);
      await house.start();
    })();
    await area(agent).pressSequentially(words, { delay: 35 });
    await restart;
    await comes("everything that was typed is in the field", async () => (await typed(agent)) === `Dear Dora, yes.${words}`, async () => await typed(agent));
    check("and on the server, once it is back", await until(agent, async () => (await on_server(agent, customer.id)) === `Dear Dora, yes.${words}`, 20_000), await on_server(agent, customer.id));
    check("the other browser has it, too", await until(second, async () => (await typed(second)) === `Dear Dora, yes.${words}`, 20_000), await typed(second));
  });

  await part("of two texts typed apart none is lost", async () => {
    await second.context().setOffline(true);
    await area(second).fill("From the train: yes, it does.");
    await area(agent).fill("From the desk: yes, it does.");
    await until(agent, async () => (await on_server(agent, customer.id)).startsWith("From the desk"));
    await second.context().setOffline(false);
    await second.locator(".other").waitFor({ timeout: 20_000 });
    const both = `${await typed(second)} | ${await second.locator(".other blockquote").innerText()}`;
    check("the later one is the draft, the other stands beside it", both.includes("From the desk") && both.includes("From the train"), both);
    await look_everywhere(second, "another browser's text");
    await second.getByRole("button", { name: "Add it below" }).click();
    await second.locator(".other").waitFor({ state: "detached" });
    await comes("both are in the text when that is wished", async () => (await typed(second)).includes("desk") && (await typed(second)).includes("train"), async () => await typed(second));
    check("and in the first browser", await until(agent, async () => (await typed(agent)).includes("train")), await typed(agent));
  });

  await agent.reload();
  await area(agent).waitFor();
  await until(agent, async () => (await typed(agent)).includes("train"));
  await area(agent).focus();
  await agent.keyboard.press("Control+Enter");
  await agent.locator(".message-staff").waitFor();
  check("sending takes the draft away", await until(agent, async () => (await on_server(agent, customer.id)) === ""));
  check("in the other browser, too", await until(second, async () => (await typed(second)) === ""), await typed(second));

  await part("what was typed elsewhere on a text that was sent is neither lost nor sent twice", async () => {
    await area(agent).fill("We open at nine.");
    await until(second, async () => (await typed(second)) === "We open at nine.");
    await second.context().setOffline(true);
    await area(second).fill("We open at nine. On Sunday at ten.");
    await area(agent).focus();
    await agent.keyboard.press("Control+Enter");
    await agent.locator(".message-staff", { hasText: "We open at nine." }).waitFor();
    await second.context().setOffline(false);
    await second.locator(".other", { hasText: "was sent from another browser" }).waitFor({ timeout: 20_000 });
    await comes("it stays where it was typed", async () => (await typed(second)) === "We open at nine. On Sunday at ten.", async () => await typed(second));
    await comes("and the sent one does not come back", async () => (await on_server(agent, customer.id)) === "", async () => await on_server(agent, customer.id));
    await look_everywhere(second, "what was typed on was sent elsewhere");
    await second.getByRole("button", { name: "Keep it" }).click();
    check("kept, it is the draft", await until(agent, async () => (await on_server(agent, customer.id)).includes("Sunday")), await on_server(agent, customer.id));
    check("in the first browser, too", await until(agent, async () => (await typed(agent)).includes("Sunday")), await typed(agent));
    await area(agent).fill("");
    await until(second, async () => (await typed(second)) === "");
  });
  await second.close();
  await customer.page.context().close();
}

async function presence(browser, house, agent, mara) {
  const customer = await writes(browser, house, agent, { message: "Where is my order?", name: "Emil", email: "emil@example.org" });
  await open_thread(agent, customer.id);
  await open_thread(mara.page, customer.id);
  await agent.locator(".here", { hasText: "Mara Lindqvist is looking at this, too" }).waitFor();
  check("one sees who else looks", true);
  await area(mara.page).pressSequentially("Good morning");
  await agent.locator(".here-writing", { hasText: "Mara Lindqvist is writing here" }).waitFor();
  check("and who is writing", true);
  await look_everywhere(agent, "a colleague is writing");
  const tab = await mara.page.context().newPage();
  await open_thread(tab, customer.id);
  await mara.page.goto("/console/conversations/all");
  await agent.locator(".here", { hasText: "looking" }).waitFor();
  const left = Date.now();
  await tab.close();
  check("whoever closes the tab is gone within seconds", await until(agent, async () => (await agent.locator(".here").innerText()) === "", 3000), `${Date.now() - left} ms`);
  await house.stop();
  await house.start();
  await open_thread(mara.page, customer.id);
  await agent.locator(".here", { hasText: "Mara" }).waitFor({ timeout: 20_000 });
  check("and is seen again after a restart of the program", true);
  return customer;
}

async function hard_stop(browser, house, agent, mara, customer) {
  await area(mara.page).fill("It left yesterday.");
  await again(customer, "Never mind, it has just come!");
  await mara.page.locator(".message-customer").nth(1).waitFor();
  await mara.page.locator(".composer button[type=submit]").click();
  await mara.page.locator(".stopped").waitFor();
  const said = await mara.page.locator(".stopped").innerText();
  check("an answer past what came meanwhile is not sent, and that is shown", said.includes("Never mind") && said.includes("Not sent yet"), said);
  await comes("the text stays", async () => (await typed(mara.page)) === "It left yesterday.");
  await comes("the focus is on it, so that it is heard", async () => await mara.page.evaluate(() => document.activeElement.matches(".stopped")));
  await look_everywhere(mara.page, "the hard stop");
  check("nothing was sent", (await ask_as(agent, "GET", `/api/v1/conversations/${customer.id}/messages`)).length === 2);
  await mara.page.getByRole("button", { name: "Edit my text" }).click();
  await mara.page.waitForFunction(() => document.activeElement.matches(".composer textarea"));
  check("one may edit it", true);
  await area(mara.page).fill("How nice that it came.");
  await mara.page.waitForTimeout(2200); /* read */
  await mara.page.keyboard.press("Control+Enter");
  await mara.page.locator(".message-staff").waitFor();
  await comes("and then it is sent", async () => (await mara.page.locator(".stopped").count()) === 0);

  await part("two answer at the same moment: one is sent, one is stopped", async () => {
    await agent.waitForTimeout(2500);
    await area(agent).fill("Thank you for telling us, says one.");
    await area(mara.page).fill("Thank you for telling us, says the other.");
    await Promise.all([agent, mara.page].map((page) => page.locator(".composer button[type=submit]").click()));
    await until(agent, async () => (await agent.locator(".stopped").count()) + (await mara.page.locator(".stopped").count()) === 1);
    const answers = (await ask_as(agent, "GET", `/api/v1/conversations/${customer.id}/messages`)).filter((it) => it.body.startsWith("Thank you for telling"));
    check("one answer", answers.length === 1, answers.length);
    const stopped = (await agent.locator(".stopped").count()) ? agent : mara.page;
    await comes("and one who is told", async () => (await stopped.locator(".stopped").innerText()).includes("Thank you for telling us"));
    await stopped.getByRole("button", { name: "Send anyway" }).click();
    await stopped.locator(".stopped").waitFor({ state: "detached" });
    const sent = async () => (await ask_as(agent, "GET", `/api/v1/conversations/${customer.id}/messages`)).filter((it) => it.body.startsWith("Thank you for telling")).length;
    check("sent anyway when that is meant", await until(agent, async () => (await sent()) === 2), await sent());
  });
}

async function files(browser, house, agent, mara, customer) {
  await open_thread(agent, customer.id);
  const folder = mkdtempSync(join(tmpdir(), "regulars-files-"));
  const lies = (name, bytes) => (writeFileSync(join(folder, name), bytes), join(folder, name));
  const film = lies("film.mov", "");
  truncateSync(film, 25 * 1024 * 1024 + 1);
  await agent.locator("input[data-files]").setInputFiles([lies("bowl.png", PNG), lies("price list.txt", "a bowl: 20"), film, lies("nothing.txt", "")]);
  await agent.locator(".going li").nth(3).waitFor();
  const going = () => agent.locator(".going").innerText();
  await comes("one that is too large is told before it is sent", async () => (await going()).includes("film.mov") && (await going()).includes("larger than 25 MB"), going);
  await comes("and an empty one", async () => (await going()).includes("is empty"), going);
  await area(agent).fill("Here is the bowl.");
  await comes("nothing is sent while one of them is wrong", async () => await agent.locator(".composer button[type=submit]").isDisabled());
  await look_everywhere(agent, "files on their way");
  await agent.getByRole("button", { name: "Remove film.mov" }).click();
  await agent.getByRole("button", { name: "Remove nothing.txt" }).click();
  await agent.evaluate(() => {
    const data = (name) => {
      const it = new DataTransfer();
      it.items.add(new File([name], `${name}.txt`, { type: "text/plain" }));
      return it;
    };
    const form = document.querySelector(".composer");
    document.querySelector(".composer textarea").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data("pasted"), bubbles: true, cancelable: true }));
    const dropped = data("dropped");
    for (const kind of ["dragover", "drop"]) form.dispatchEvent(new DragEvent(kind, { dataTransfer: dropped, bubbles: true, cancelable: true }));
  });
  await comes("pasting and dropping add one each, even before the first is drawn", async () => /pasted[\s\S]*dropped/.test(await going()) && (await agent.locator(".going li").count()) === 4, going);
  await comes("and all of them arrive", async () => (await agent.locator(".going progress").count()) === 0, going);
  await until(agent, async () => (await on_server(agent, customer.id)) === "Here is the bowl.");
  await agent.reload();
  await area(agent).waitFor();
  check("files that were sent in stay with the draft", await until(agent, async () => (await agent.locator(".going li").count()) === 4), await agent.locator(".going li").count());
  await until(agent, async () => (await typed(agent)) === "Here is the bowl.");
  await agent.locator(".composer button[type=submit]").click();
  await agent.locator(".hung li").nth(3).waitFor();
  await comes("they hang on the message, with name, kind and size", async () => /bowl\.png[\s\S]*PNG · 70/.test(await agent.locator(".hung").last().innerText()), async () => await agent.locator(".hung").last().innerText());
  check("a picture is shown", await until(agent, () => agent.locator(".hung img").evaluate((it) => it.complete && it.naturalWidth === 1)));
  await comes("and the composer is empty again", async () => (await agent.locator(".going li").count()) === 0);
  const link = await agent.locator(".hung a", { hasText: "price list.txt" }).getAttribute("href");
  const got = await mara.page.request.get(link);
  check("a colleague who sees the conversation gets the file", got.ok() && (await got.text()) === "a bowl: 20");
  check("as a download in a sandbox", got.headers()["content-disposition"].startsWith("attachment") && got.headers()["content-security-policy"].includes("sandbox") && got.headers()["x-content-type-options"] === "nosniff");
  check("nobody else does", (await customer.page.request.get(link)).status() === 401);
  await look_everywhere(agent, "files on a message");

  await customer.page.reload();
  await comes("the customer's page shows them, without script", async () => (await customer.page.locator(".files").innerText()).includes("price list.txt"));
  await customer.page.locator("#message").fill("And this is mine: https://example.org/bowl");
  await customer.page.locator("#files").setInputFiles([join(folder, "bowl.png"), join(folder, "price list.txt")]);
  await customer.page.locator('form[action$="/reply"] button').click();
  await customer.page.locator(".files").nth(1).waitFor();
  await comes("her own files are there, and addresses can be followed", async () => (await customer.page.locator('.thread a[href="https://example.org/bowl"]').count()) === 1);
  await agent.locator(".message-customer .hung li").nth(1).waitFor();
  await comes("we see what a customer sent", async () => (await agent.locator(".message-customer .hung img").count()) === 1);
  await customer.page.locator("#message").fill(" ");
  await customer.page.locator("#files").setInputFiles([join(folder, "bowl.png")]);
  await customer.page.locator('form[action$="/reply"] button').click();
  await customer.page.locator("#files-again").waitFor();
  check("when something is missing the page says that files must be chosen again", true);
  await customer.page.goto(customer.page.url().replace(/\/reply$/, ""));

  await agent.route("**/api/v1/files?*", (route) => route.abort());
  await agent.locator("input[data-files]").setInputFiles([{ name: "again.txt", mimeType: "text/plain", buffer: Buffer.from("again") }]);
  await agent.locator(".going .error-words").waitFor();
  await comes("one that did not arrive says so", async () => (await agent.locator(".going").innerText()).includes("did not arrive"));
  await agent.unroute("**/api/v1/files?*");
  await agent.getByRole("button", { name: "Send again.txt again" }).click();
  check("and is sent again", await until(agent, async () => (await agent.locator(".going [data-wrong], .going progress").count()) === 0));
  await agent.getByRole("button", { name: "Remove again.txt" }).click();
  rmSync(folder, { recursive: true });
}

async function mentions(agent, mara, customer) {
  await mara.page.goto("/console/conversations/all");
  await open_thread(agent, customer.id);
  await agent.keyboard.press("n");
  await agent.waitForFunction(() => document.activeElement.matches(".composer[data-kind=note] textarea"));
  await agent.keyboard.type("What do you think, @ma");
  await agent.locator(".mentions [role=option]", { hasText: "Mara Lindqvist" }).waitFor();
  await comes("@ suggests a colleague, and says so to a screen reader", async () => (await agent.locator("[data-announcer]").innerText()).includes("1 colleague"), async () => await agent.locator("[data-announcer]").innerText());
  await comes("the field names the one that is chosen", async () => await agent.evaluate(() => document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.textContent === "Mara Lindqvist"));
  await look_everywhere(agent, "colleagues suggested");
  await agent.keyboard.press("Enter");
  await agent.keyboard.type("?");
  await comes("Enter takes it", async () => (await typed(agent)) === "What do you think, @Mara Lindqvist ?", async () => await typed(agent));
  await agent.keyboard.press("Control+Enter");
  await agent.locator(".message-note .mention").waitFor();
  await comes("the note shows whom it names", async () => (await agent.locator(".message-note .mention").innerText()) === "@Mara Lindqvist");
  check("she is told at once", await until(mara.page, async () => (await mara.page.locator("[data-announcer]").innerText()).includes("named you")));
  check("and finds it until she has read it", (await ask_as(mara.page, "GET", "/api/v1/me/mentions")).length === 1);
  await open_thread(mara.page, customer.id);
  check("opening it is reading it", await until(mara.page, async () => (await ask_as(mara.page, "GET", "/api/v1/me/mentions")).length === 0));
}

async function links(browser, house, agent) {
  const message = "See https://example.org/bowl(blue). Or javascript:alert(1), or https://user@evil.example, http://x.example/?a=1&b=2!";
  const customer = await writes(browser, house, agent, { message, name: "Lina", email: "lina@example.org" });
  await open_thread(agent, customer.id);
  await agent.locator(".message-body a").nth(1).waitFor();
  const found = await agent.locator(".message-body a").evaluateAll((all) => all.map((it) => [it.getAttribute("href"), it.rel, it.target]));
  check("addresses can be followed, and nothing else is one", JSON.stringify(found.map((it) => it[0])) === JSON.stringify(["https://example.org/bowl(blue)", "http://x.example/?a=1&b=2"]), JSON.stringify(found));
  check("without telling where one came from", found.every((it) => it[1].includes("noopener") && it[1].includes("noreferrer") && it[2] === "_blank"));
  await comes("the words are as they were", async () => (await agent.locator(".message-body").innerText()) === message);
  await customer.page.context().close();
}

async function snooze(browser, house, agent) {
  const customer = await writes(browser, house, agent, { message: "When does the green bowl come back?", name: "Gus", email: "gus@example.org" });
  await open_thread(agent, customer.id);
  await agent.locator(".log").focus();
  await agent.keyboard.press("z");
  await agent.locator("dialog[open]").waitFor();
  await look_everywhere(agent, "put off");
  await agent.getByLabel("What does it wait for?").fill("the next firing");
  await agent.locator(".snooze-times button").filter({ hasText: "Tomorrow morning" }).click();
  await agent.locator(".snoozed[data-away]").waitFor();
  const sign = () => agent.locator(".snoozed").innerText();
  await comes("it says until when it is away, and why", async () => (await sign()).includes("Put off until") && (await sign()).includes("the next firing"), sign);
  await comes("the server has it", async () => (await ask_as(agent, "GET", `/api/v1/conversations/${customer.id}`)).state === "scheduled");
  await again(customer, "Any news?");
  await agent.locator(".snoozed").waitFor({ state: "detached" });
  await comes("it is back when the customer writes", async () => (await ask_as(agent, "GET", `/api/v1/conversations/${customer.id}`)).state === "open");
  const soon = new Date(Date.now() + 1500).toISOString();
  await ask_as(agent, "POST", `/api/v1/conversations/${customer.id}/snooze`, { until: soon, reason: "the kiln cools" });
  await agent.locator(".snoozed[data-away]").waitFor();
  await agent.locator(".snoozed:not([data-away])").waitFor({ timeout: 90_000 });
  await comes("it comes back by itself at its time, with its reason", async () => (await agent.locator(".snoozed").innerText()).includes("the kiln cools"));
  await comes("at the top", async () => (await ask_as(agent, "GET", "/api/v1/conversations?box=all&most=1"))[0].id === customer.id);
  await look_everywhere(agent, "back from being put off");
  return customer;
}

async function hand_over(agent, mara, customer) {
  await open_thread(agent, customer.id);
  await agent.locator(".log").focus();
  await agent.keyboard.press("a");
  await agent.locator("dialog[open]").waitFor();
  await look_everywhere(agent, "hand over");
  await agent.getByLabel("Who answers for it").selectOption({ label: "Mara Lindqvist" });
  await agent.getByLabel("Note for the next person").fill("Gus is patient; the firing is on Monday.");
  await agent.keyboard.press("Escape");
  await comes("Escape changes nothing, and the focus is back", async () => (await agent.locator("dialog").count()) === 0 && (await agent.evaluate(() => document.activeElement.matches(".log"))));
  await agent.keyboard.press("a");
  await agent.getByLabel("Who answers for it").selectOption({ label: "Mara Lindqvist" });
  await agent.getByLabel("Note for the next person").fill("Gus is patient; the firing is on Monday.");
  await agent.locator("dialog button[type=submit]").click();
  await agent.locator(".thread-how", { hasText: "Mara Lindqvist" }).waitFor();
  check("she answers for it now", true);
  await open_thread(mara.page, customer.id);
  await mara.page.locator(".message-note", { hasText: "Gus is patient" }).waitFor();
  check("and finds the note", true);
}

export async function thread(browser, house, agent) {
  await part("drafts follow their writer", () => drafts(browser, house, agent));
  const mara = await colleague(browser, house, agent, "Mara Lindqvist", "mara@example.org");
  let customer;
  await part("who else is here", async () => (customer = await presence(browser, house, agent, mara)));
  await part("nobody answers past what they have not seen", () => hard_stop(browser, house, agent, mara, customer));
  await part("files by button, paste and drop", () => files(browser, house, agent, mara, customer));
  await part("a note names a colleague", () => mentions(agent, mara, customer));
  await part("addresses in what people say", () => links(browser, house, agent));
  let put_off;
  await part("put off, and back", async () => (put_off = await snooze(browser, house, agent)));
  await part("handed over with a note", () => hand_over(agent, mara, put_off));
  check("no script failed in the thread", agent.troubles.length + mara.page.troubles.length === 0, [...agent.troubles, ...mara.page.troubles].join("\n"));
  await mara.page.context().close();
}
