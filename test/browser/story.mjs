// The whole story, customer and agent in two browsers at once.
import { check, comes, open_page, part, sign_in_by, write_to_us } from "./house.mjs";

export const ann = { message: "The blue bowl arrived with a crack.\nCan you help?", name: "Ann Arbor", email: "ann@example.org" };
const NOTE = "She bought two of them in March: offer the green one.";
const ANSWER = "I am sorry about the bowl, Ann. A new one leaves today.";
const AGAIN = "Thank you! Can it come to my office instead?";

export const customer_page = (browser, at, options = {}) => open_page(browser, at, { javaScriptEnabled: false, ...options });

const texts = (page, selector) => page.locator(selector).allInnerTexts();

/** Asks as the console does, with the session of this page. */
export async function ask_as(page, method, path, data) {
  const reply = await page.request.fetch(path, { method, data, headers: { "X-Regulars": "1" } });
  if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
  return reply.status() === 204 ? undefined : reply.json();
}

async function answer_survey(page, score, comment) {
  await page.locator('a[href^="/s/"]').first().click();
  await page.locator(`input[name=score][value="${score}"]`).check();
  if (comment) await page.locator("#comment").fill(comment);
  await page.locator("form:not(.aside) button").first().click();
}

/** Somebody writes, is answered, helped and asked, without a look at the screens between. */
export async function helped(browser, at, agent, who, score) {
  const page = await customer_page(browser, at);
  await write_to_us(page, who);
  const row = await arrived(agent);
  await ask_as(agent, "POST", `/api/v1/conversations/${row.id}/messages`, { body: "Of course. It is done." });
  await ask_as(agent, "POST", `/api/v1/conversations/${row.id}/resolve`);
  await invited(page);
  await answer_survey(page, score);
  await page.context().close();
}

/** What was written is safe at once and understood a moment later: then it waits in the box. */
async function arrived(agent) {
  for (let i = 0; i < 200; i++) {
    const [row] = await ask_as(agent, "GET", "/api/v1/conversations?box=waiting&most=1");
    if (row) return row;
    await agent.waitForTimeout(100);
  }
  throw new Error("nothing waits in the box after twenty seconds");
}

/** The invitation follows the resolution by a moment. */
async function invited(page) {
  for (let i = 0; i < 200; i++) {
    await page.reload();
    if (await page.locator('a[href^="/s/"]').count()) return true;
    await page.waitForTimeout(100);
  }
  return false;
}

export async function story(browser, house) {
  const agent = await open_page(browser, house.at);
  const customer = await customer_page(browser, house.at);
  let loads = 0;
  await part("a one-time link opens the console", async () => {
    const link = house.link();
    await sign_in_by(agent, link);
    await agent.waitForURL("**/console/today");
    await comes("the link leads to today, and nobody waits", async () => (await agent.locator(".today .empty").innerText()).includes("Nobody is waiting for you"));
    await agent.keyboard.press("g");
    await agent.keyboard.press("i");
    await agent.waitForURL("**/console/conversations/*");
    const second = await open_page(browser, house.at);
    const dead = await second.goto(link);
    check("the same link says that it was used", dead.status() >= 400, dead.status());
    await comes("and offers no button", async () => (await second.locator("form").count()) === 0);
    await second.goto("/console/");
    check("whoever has no session sees the door", await second.locator("input[name=email]").waitFor().then(() => true));
    await second.context().close();
    await agent.locator(".list .empty").waitFor();
    await comes("an empty inbox says what will be here", async () => (await agent.locator(".list .empty").innerText()).includes("appear here"));
    agent.on("load", () => loads++);
  });

  await part("a customer writes, without script, and the agent sees it at once", async () => {
    await write_to_us(customer, ann);
    check("the customer is on their private page", /\/c\//.test(customer.url()));
    await agent.locator(".row").first().waitFor();
    const row = () => agent.locator(".row").first().innerText();
    await comes("the row names the person", async () => (await row()).includes("Ann Arbor"), row);
    await comes("the row says that she waits", async () => (await row()).includes("Waits"), row);
    await agent.locator(".boxes a", { hasText: /Waiting\s*1/ }).waitFor();
    check("it is counted", true);
    await comes("a screen reader is told once", async () => (await agent.locator("[data-announcer]").innerText()).length > 0);
    check("nothing was loaded again", loads === 0, loads);
  });

  await part("the agent answers, and leaves a note", async () => {
    await agent.locator(".row").first().click();
    await agent.locator(".message-customer").waitFor();
    await comes("her words are there, line by line", async () => (await agent.locator(".message-customer .message-body").innerText()).replace(/\r/g, "") === ann.message, async () => JSON.stringify(await agent.locator(".message-customer .message-body").innerText()));
    await agent.locator(".strip", { hasText: ann.email }).waitFor();
    check("who she is stands beside them", true);
    await agent.locator(".composer textarea").fill(ANSWER);
    await agent.locator(".composer button[type=submit]").click();
    await agent.locator(".message-staff").waitFor();
    await comes("the answer stands in the thread", async () => (await texts(agent, ".message-staff .message-body"))[0] === ANSWER);
    await comes("the field is empty again", async () => (await agent.locator(".composer textarea").inputValue()) === "");
    await agent.locator(".composer label", { hasText: "Note" }).click();
    await agent.locator(".composer textarea").fill(NOTE);
    await agent.locator(".composer button[type=submit]").click();
    await agent.locator(".message-note").waitFor();
    await comes("a note looks and says that it is one", async () => (await agent.locator(".message-note").innerText()).includes("only for colleagues"));
    await comes("who answers first owns it", async () => (await agent.locator(".thread-how").innerText()).includes("Owner: you"));
  });

  await part("the customer reads the answer, never the note, and writes again", async () => {
    await customer.reload();
    const page = await customer.content();
    await comes("the answer is on her page", async () => (await customer.locator("main").innerText()).includes(ANSWER));
    check("the note is not", !page.includes("green one") && !page.includes("March"));
    await customer.locator("#message").fill(AGAIN);
    await customer.locator('form[action$="/reply"] button').click();
    await agent.locator(".message-customer").nth(1).waitFor();
    await comes("the agent sees the reply without reload", async () => (await texts(agent, ".message-customer .message-body"))[1] === AGAIN && loads === 0);
    await agent.waitForFunction(() => document.querySelector("[data-announcer]").textContent.includes("Ann Arbor"));
    check("it is announced by name", true);
    await comes("she waits again", async () => (await agent.locator(".thread-how").innerText()).includes("Waits"));
  });

  await part("it is resolved, she is asked and answers, and the agent sees the score", async () => {
    await agent.waitForTimeout(2500); /* what came is read before it is answered: nobody answers past it */
    await agent.locator(".composer label", { hasText: "Reply" }).click();
    await agent.locator(".composer textarea").fill("Yes, it goes to your office.");
    await agent.getByRole("button", { name: "Send and resolve" }).click();
    await agent.locator(".thread-how .sign-resolved").waitFor();
    check("it is resolved", true);
    check("her page asks how it went", await invited(customer));
    await answer_survey(customer, 5, "Quick & kind <3");
    await comes("the page thanks her", async () => (await customer.locator("h1").innerText()).length > 0);
    await agent.locator(".answer").waitFor();
    const answer = await agent.locator(".answer").innerText();
    check("the score is in the thread without reload", answer.includes("5") && answer.includes("of 5") && loads === 0, answer);
    check("and her own words", answer.includes("Quick & kind <3"), answer);
  });

  await part("the numbers have their count and interval", async () => {
    await agent.keyboard.press("Escape");
    await agent.goto("/console/numbers");
    const csat = agent.locator('[data-report="csat"]');
    await csat.waitFor();
    await comes("with one answer we cannot tell yet", async () => (await csat.innerText()).includes("cannot tell yet") && (await csat.innerText()).includes("1 of 5"), async () => await csat.innerText());
    for (const [i, score] of [5, 4, 2, 5].entries())
      await helped(browser, house.at, agent, { message: `Question number ${i + 1}`, email: `c${i}@example.org` }, score);
    await agent.waitForFunction(() => document.querySelector('[data-report="csat"] .figure-value')?.textContent.includes("%"));
    const said = await csat.innerText();
    check("four of five are satisfied", said.includes("80%"), said);
    check("Wilson's interval stands beside it", said.includes("Between 38% and 96%"), said);
    check("and the count", said.includes("n = 5"), said);
    await comes("NPS still cannot tell", async () => (await agent.locator('[data-report="nps"]').innerText()).includes("cannot tell yet"));
    await agent.goto("/console/numbers/csat");
    const csv = await agent.request.get(await agent.locator("a.csv").getAttribute("href"));
    check("the rows leave as CSV", csv.ok() && (await csv.text()).trim().split("\n").length === 6, await csv.text());
  });
  check("no script failed and no dialog opened", agent.troubles.length === 0 && agent.dialogs === 0, agent.troubles.join("\n"));
  await customer.context().close();
  return agent;
}
