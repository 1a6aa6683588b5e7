// Who works here, what acts for us, how the program is, and what we learn: by keyboard where the hands would be there.
import { check, comes, open_page, part, sign_in_by, write_to_us } from "./house.mjs";
import { look } from "./look.mjs";
import { ask_as, customer_page } from "./story.mjs";

const focused = (page) => page.evaluate(() => (document.activeElement.getAttribute("aria-label") || document.activeElement.innerText || document.activeElement.value || "").trim());

/** Tab until what has the focus fits; the stops that it took, or 0. */
async function tab_to(page, selector, most = 80) {
  for (let i = 1; i <= most; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((it) => document.activeElement.matches(it), selector)) return i;
  }
  return 0;
}

async function press_twice(page, first, second) {
  await page.locator("body").press("Escape");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press(first);
  await page.keyboard.press(second);
}

async function inviting_by_keyboard(browser, house, agent) {
  await press_twice(agent, "g", "t");
  await agent.locator(".invite").waitFor();
  check("the name is reached by Tab", (await tab_to(agent, ".invite input")) > 0);
  await agent.keyboard.type("Cora Vidal");
  await agent.keyboard.press("Tab");
  await agent.keyboard.type("cora@example.org");
  await agent.keyboard.press("Enter");
  await agent.waitForFunction(() => document.activeElement.matches(".once input"));
  const link = await agent.evaluate(() => document.activeElement.value);
  check("the link is made, and the focus is in it", /\/sign-in\//.test(link), link);
  await look(agent, "an invitation");
  await agent.keyboard.press("Tab");
  check("beside it it can be copied", (await focused(agent)) === "Copy", await focused(agent));
  await agent.reload();
  await agent.locator(".person", { hasText: "Cora Vidal" }).waitFor();
  await comes("who was invited is listed, the link is not shown again", async () => !(await agent.locator(".page").innerText()).includes("/sign-in/") && (await agent.locator(".person", { hasText: "Cora Vidal" }).innerText()).includes("Invitation ends"));
  const cora = await open_page(browser, house.at);
  await sign_in_by(cora, link);
  await comes("the link opens the console", async () => (await cora.locator(".rail").count()) === 1);
  return cora;
}

async function withdrawing(agent, house, browser) {
  const made = await ask_as(agent, "POST", "/api/v1/staff", { name: "Dario Neri", email: "dario@example.org", role: "agent" });
  await agent.goto(`/console/staff/${made.id}`);
  await agent.getByRole("button", { name: "Withdraw link" }).click();
  await agent.locator("dialog[open]").waitFor();
  await look(agent, "withdrawing a link");
  check("the dialog asks, and Cancel has the focus", (await focused(agent)) === "Cancel", await focused(agent));
  await agent.keyboard.press("Tab");
  await agent.keyboard.press("Enter");
  await agent.getByRole("button", { name: "Activate" }).waitFor();
  const page = await open_page(browser, house.at);
  check("the link opens nothing any more", (await page.goto(made.link)).status() >= 400);
  await page.context().close();
}

async function leaving(browser, house, agent, cora) {
  const customer = await customer_page(browser, house.at);
  await write_to_us(customer, { message: "Is the blue bowl still there?", email: "lena@example.org" });
  await customer.context().close();
  let row;
  for (let i = 0; i < 50 && !row; i++) {
    row = (await ask_as(agent, "GET", "/api/v1/conversations?box=waiting&most=5")).find((it) => it.customer_email === "lena@example.org");
    if (!row) await agent.waitForTimeout(100);
  }
  const her = await ask_as(cora, "GET", "/api/v1/session");
  await ask_as(cora, "POST", `/api/v1/conversations/${row.id}/claim`);
  await agent.goto(`/console/staff/${her.id}`);
  await agent.getByRole("button", { name: "Deactivate" }).click();
  await agent.locator("dialog[open] button", { hasText: "Deactivate" }).click();
  await agent.locator(".hand-over").waitFor();
  await comes("what she answers for is in the way, and listed", async () => (await agent.locator(".hand-over li").count()) === 1 && (await agent.locator("[role=alert]").innerText()).includes("they own 1 open conversation"));
  await look(agent, "handing over");
  const me = await ask_as(agent, "GET", "/api/v1/session");
  await agent.locator(".hand-over select").selectOption(me.id);
  await agent.locator(".hand-over button").click();
  await agent.locator(".hand-over").waitFor({ state: "detached" });
  await comes("it has another owner now", async () => (await ask_as(agent, "GET", `/api/v1/conversations/${row.id}`)).owner === me.id);
  await agent.getByRole("button", { name: "Deactivate" }).click();
  await agent.locator("dialog[open] button", { hasText: "Deactivate" }).click();
  await agent.getByRole("button", { name: "Activate" }).waitFor();
  await cora.locator("input[name=email]").waitFor();
  check("then she may leave, and her screen says so at once", true);
  await look(agent, "somebody who left");
  await cora.context().close();
}

async function teams_and_roles(agent) {
  await agent.goto("/console/staff/teams");
  await agent.locator("#new-team").waitFor();
  await agent.locator("section:has(#new-team) input").fill("Glazing");
  await agent.keyboard.press("Enter");
  const team = agent.locator(".team", { hasText: "Glazing" });
  await team.waitFor();
  await team.getByRole("button", { name: "Rename Glazing" }).click();
  await agent.keyboard.type("Kilns");
  await agent.keyboard.press("Enter");
  const kilns = agent.locator(".team", { hasText: "Kilns" });
  await kilns.getByRole("button", { name: "Members of Kilns" }).click();
  await kilns.locator("input[type=checkbox]").first().click();
  await agent.waitForFunction(() => /is in Kilns now/.test(document.querySelector("[data-announcer]").innerText));
  await comes("whoever joined a team is announced", async () => (await ask_as(agent, "GET", "/api/v1/teams")).find((it) => it.name === "Kilns").members.length === 1);
  await look(agent, "members of a team");
  const person = (await ask_as(agent, "GET", "/api/v1/staff")).find((it) => it.teams.length === 1 && it.active);
  await ask_as(agent, "PATCH", `/api/v1/staff/${person.id}`, { teams: [] });
  await agent.goto("/console/staff/roles");
  await agent.locator(".may td").first().waitFor();
  const row = await agent.locator(".may tr", { hasText: "Invite, change and deactivate people" }).innerText();
  check("each role is explained by what the program enforces", (row.match(/Yes/g) ?? []).length === 2 && (row.match(/No/g) ?? []).length === 3, row);
}

async function keys(agent) {
  await agent.goto("/console/operation/keys");
  await agent.locator(".scopes input").first().waitFor();
  await agent.locator("section:has(#new-key) input").first().fill("our shop");
  await agent.locator(".scopes label", { hasText: "See who works here" }).locator("input").check();
  await agent.getByRole("button", { name: "Make key" }).click();
  const key = await agent.locator(".once input").inputValue();
  check("a key is shown once", key.startsWith("rgl_"), key);
  const asked = await agent.request.get("/api/v1/staff", { headers: { Authorization: `Bearer ${key}` } });
  check("it may what it was given", asked.status() === 200);
  await look(agent, "a new key");
  await agent.reload();
  const row = agent.locator(".key", { hasText: "our shop" });
  await row.waitFor();
  await comes("afterwards only its name and scopes are", async () => !(await agent.locator(".page").innerText()).includes("rgl_") && (await row.innerText()).includes("See who works here"));
  await row.getByRole("button", { name: "Revoke our shop" }).click();
  await agent.keyboard.press("Tab");
  await agent.keyboard.press("Enter");
  await agent.locator(".gone .key").waitFor({ state: "attached" });
  const refused = await agent.request.get("/api/v1/staff", { headers: { Authorization: `Bearer ${key}` } });
  check("a revoked one is refused", refused.status() === 401);
}

async function operation(agent) {
  await agent.goto("/console/operation");
  await agent.locator(".signs td").first().waitFor();
  const health = await agent.locator(".page").innerText();
  check("health says its limits in words", health.includes("A warning from 10") && health.includes("nothing new is taken in"), health);
  await ask_as(agent, "PATCH", "/api/v1/me", { language: "ar" });
  await agent.goto("/console/operation/audit");
  await agent.locator(".finding").first().waitFor();
  check("what the program finds about itself is said in the reader's language, all of it", (await agent.locator(".finding [lang=en]").count()) === 0, (await agent.locator(".finding [lang=en]").allInnerTexts()).join("\n"));
  check("and its numbers and names stand in it", (await agent.locator(".findings").innerText()).includes("MiB") === false && /\/secret/.test(await agent.locator(".findings").innerText()));
  await look(agent, "the audit in Arabic");
  await agent.goto("/console/search?q=a*");
  await agent.locator(".mantine-InputWrapper-error").waitFor();
  check("a refused question, too", (await agent.locator(".mantine-InputWrapper-error").innerText()).includes("اكتب"));
  await ask_as(agent, "PATCH", "/api/v1/me", { language: "en" });
  await agent.goto("/console/operation/acts");
  await agent.locator(".acts-rows td").first().waitFor();
  await agent.locator(".acts-filters select").nth(2).selectOption("key.revoked");
  await agent.waitForFunction(() => document.querySelectorAll(".acts-rows tbody tr").length === 1);
  const act = () => agent.locator(".acts-rows tbody").innerText();
  await comes("who revoked which key", async () => (await act()).includes("Revoked an API key") && (await act()).includes("our shop"), act);
  const csv = await (await agent.request.get(await agent.locator("a.csv").getAttribute("href"))).text();
  check("the same leaves as CSV", csv.trim().split("\n").length === 2 && csv.includes("our shop"), csv);
}

async function own_settings(browser, house, agent) {
  const second = await open_page(browser, house.at);
  await sign_in_by(second, house.link());
  await second.goto("/console/me");
  await second.getByRole("button", { name: "Sign out everywhere else" }).waitFor();
  await second.getByRole("button", { name: "Set up codes" }).click();
  const picture = second.getByRole("img", { name: "Picture with the key" });
  await picture.waitFor();
  const [size, dots] = await picture.evaluate((it) => [Number(it.getAttribute("viewBox").split(" ")[2]), (it.querySelector("path").getAttribute("d").match(/M/g) ?? []).length]);
  check("the key is a picture for a phone, too", size >= 33 && dots > (size * size) / 3 && dots < (size * size * 2) / 3, `${size} ${dots}`);
  await look(second, "codes being set up");
  await second.getByRole("button", { name: "Sign out everywhere else" }).click();
  await agent.locator("input[name=email]").waitFor();
  await comes("signing out everywhere else closes the other screen at once", async () => (await second.locator(".rail").count()) === 1);
  await second.context().close();
  await sign_in_by(agent, house.link());
}

async function reading_a_report_by_keyboard(agent) {
  await press_twice(agent, "g", "n");
  await agent.locator('[data-report="csat"]').waitFor();
  check("the report is reached by Tab", (await tab_to(agent, '[data-report="csat"] .figure-more a')) > 0);
  await agent.keyboard.press("Enter");
  await agent.waitForURL("**/console/numbers/csat");
  await agent.locator(".numbers-table td").first().waitFor();
  const words = await agent.locator(".page").innerText();
  check("it says what it counts", words.includes("the share of 4 and 5 among all answers"), words.slice(0, 500));
  const label = await agent.locator(".chart svg").first().getAttribute("aria-label");
  check("the picture is said in words, with count and interval", /Share\. .*n = \d+/.test(label), label);
  const rows = await agent.locator(".numbers-table").first().locator("tbody tr").count();
  const rings = await agent.locator(".series").first().locator(".chart-dot, .chart-unknown").count();
  check("the table has every point of the picture, and the whole time", rows === rings + 1 && rows > 2, `${rows} ${rings}`);
  check("a number is reached by Tab", (await tab_to(agent, ".numbers-all .count-link")) > 0);
  const said = await focused(agent);
  const n = Number(/^\d+/.exec(said)?.[0]);
  check("it says how many rows it opens", n > 0, said);
  await agent.keyboard.press("Enter");
  await agent.waitForFunction(() => document.activeElement.id === "behind");
  await agent.locator(".behind tbody tr").first().waitFor();
  await comes("the focus goes to the rows behind it, as many as it said", async () => (await agent.locator(".behind [role=status]").innerText()).includes(`of ${n}`));
  await look(agent, "rows behind a number");
  check("a row is reached by Tab", (await tab_to(agent, '.behind td a[href*="/conversations/"]')) > 0);
  await agent.keyboard.press("Enter");
  await agent.locator(".message-customer").first().waitFor();
  check("and opens its conversation", true);
}

async function comparing_and_printing(agent) {
  await agent.goto("/console/numbers/csat");
  await agent.locator(".check input").check();
  await agent.locator("[data-compared]").waitFor();
  await comes("what cannot be compared says so", async () => (await agent.locator(".compared-words").innerText()).includes("cannot be compared"));
  await look(agent, "a comparison");
  await agent.emulateMedia({ media: "print" });
  await comes("on paper there is the number and what it counts, and nothing to press", async () => (await agent.locator(".rail").isHidden()) && (await agent.locator(".report-acts").isHidden()) && (await agent.locator(".defines").isVisible()) && (await agent.locator(".print-only").isVisible()));
  await agent.emulateMedia({ media: "screen" });
  await agent.goto("/console/numbers/nothing");
  await agent.locator(".empty").waitFor();
  await look(agent, "a report that is not there");
}

export async function administration(browser, house, agent) {
  let cora;
  await part("somebody is invited, by keyboard", async () => {
    cora = await inviting_by_keyboard(browser, house, agent);
  });
  await part("an invitation is taken back", () => withdrawing(agent, house, browser));
  await part("somebody leaves, after handing over", () => leaving(browser, house, agent, cora));
  await part("teams and roles", () => teams_and_roles(agent));
  await part("keys", () => keys(agent));
  await part("health and who did what", () => operation(agent));
  await part("one's own settings", () => own_settings(browser, house, agent));
  await part("a report is read, by keyboard", () => reading_a_report_by_keyboard(agent));
  await part("numbers are compared and printed", () => comparing_and_printing(agent));
  check("no script failed in the administration", agent.troubles.length === 0, agent.troubles.join("\n"));
}
