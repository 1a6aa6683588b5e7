// What goes wrong on hard days: hostile words, a lost connection, a forgotten password, nothing but a keyboard.
import { check, comes, open_page, part, sign_in_by, totp, write_to_us } from "./house.mjs";
import { look } from "./look.mjs";
import { ask_as, customer_page } from "./story.mjs";

const PAYLOAD = `<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)> {{7*7}} javascript:alert(4) \u202e desrever`;
const PASSWORD = "three blue bowls";

async function hostile_words(browser, house, agent) {
  const customer = await open_page(browser, house.at);
  await write_to_us(customer, { message: PAYLOAD, name: `<b onmouseover=alert(5)>Eve</b>`, email: "eve@example.org" });
  const shown = async () => (await customer.locator("main").innerText()).includes("<script>alert(1)</script>");
  for (let i = 0; i < 50 && !(await shown()); i++) {
    await customer.waitForTimeout(100); /* it is read a moment after it was taken */
    await customer.reload();
  }
  check("her own page shows it as text", await shown());
  await agent.goto("/console/conversations/waiting");
  await agent.locator(".row").first().click();
  await agent.locator(".message-customer").waitFor();
  await comes("the thread shows it as text", async () => (await agent.locator(".message-customer .message-body").innerText()) === PAYLOAD);
  await comes("her name too", async () => (await agent.locator(".strip h2").innerText()).includes("<b onmouseover"));
  const made = await agent.evaluate(() => document.querySelectorAll(".log script, .log img, .log svg[onload], .strip b").length);
  check("nothing was made of it", made === 0, made);
  check("nothing ran", agent.dialogs === 0 && customer.dialogs === 0 && customer.troubles.length === 0, customer.troubles);
  const csp = (await agent.request.get("/console/")).headers()["content-security-policy"];
  check("the console's page allows no script but its own", csp.includes("default-src 'self'") && csp.includes("frame-ancestors 'none'") && !csp.includes("unsafe"), csp);
  await customer.context().close();
}

async function lost_connection(browser, house, agent) {
  const words = "This was typed before the line went down.";
  await agent.locator(".composer textarea").fill(words);
  await agent.context().setOffline(true);
  await agent.locator(".offline").waitFor();
  check("the screen says that there is no connection", true);
  await agent.locator(".composer button[type=submit]").click();
  await agent.locator(".composer .error").waitFor();
  const said = await agent.locator(".composer .error").innerText();
  check("a refused message says so in plain words", said.includes("cannot reach the server"), said);
  await comes("and the text is still there", async () => (await agent.locator(".composer textarea").inputValue()) === words);
  await agent.context().setOffline(false);
  await agent.locator(".offline").waitFor({ state: "detached" });
  check("the line comes back by itself", true);
  await agent.reload();
  await agent.locator(".composer textarea").waitFor();
  await comes("a draft outlives the page", async () => (await agent.locator(".composer textarea").inputValue()) === words);
  await agent.locator(".composer textarea").focus();
  await agent.keyboard.press("Control+Enter");
  await agent.locator(".message-staff").waitFor();
  await comes("then it is sent, once", async () => (await agent.locator(".message-staff").count()) === 1);
  await house.stop();
  await agent.locator(".offline").waitFor();
  await house.start();
  await agent.locator(".offline").waitFor({ state: "detached", timeout: 20_000 });
  const customer = await customer_page(browser, house.at);
  await write_to_us(customer, { message: "Are you back?", name: "Carla Dias", email: "carla@example.org" });
  await agent.locator(".row", { hasText: "Carla Dias" }).waitFor();
  check("after a restart of the server the screen is live again", true);
  await customer.context().close();
}

/** Invites somebody in the console; gives back the link that is shown once. */
async function invite(agent, name, email, role) {
  await agent.goto("/console/staff");
  await agent.locator(".invite input").nth(0).fill(name);
  await agent.locator(".invite input").nth(1).fill(email);
  await agent.locator(".invite select").selectOption(role);
  await agent.locator(".invite-form button[type=submit]").click();
  return agent.locator(".once input").inputValue();
}

async function password_and_codes(browser, house, agent) {
  const link = await invite(agent, "Ben Okafor", "ben@example.org", "agent");
  check("the team page shows the link once", /\/sign-in\//.test(link), link);
  await agent.locator(".person", { hasText: "ben@example.org" }).waitFor();
  await comes("and lists who was invited", async () => (await agent.locator(".page").innerText()).includes("Ben Okafor"));
  const ben = await open_page(browser, house.at);
  await sign_in_by(ben, link);
  await comes("an agent is not shown what only admins may see", async () => (await ben.locator(".rail-operation").count()) === 0);
  await ben.goto("/console/operation");
  await ben.locator(".empty-title").waitFor();
  await comes("nor by its address", async () => (await ben.locator(".screen").innerText()).includes("not yours to see"));
  await ben.goto("/console/me");
  await ben.locator("input[autocomplete=new-password]").fill("short");
  await ben.locator("form", { has: ben.locator("input[autocomplete=new-password]") }).locator("button[type=submit]").click();
  await ben.locator(".part .mantine-InputWrapper-error").waitFor();
  await comes("a short password is refused beside its field", async () => (await ben.locator(".part .mantine-InputWrapper-error").innerText()).includes("10"));
  await ben.locator("input[autocomplete=new-password]").fill(PASSWORD);
  await ben.locator("form", { has: ben.locator("input[autocomplete=new-password]") }).locator("button[type=submit]").click();
  await ben.locator(".done").waitFor();
  await ben.getByRole("button", { name: "Set up codes" }).click();
  const secret = await ben.locator(".secret").innerText();
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 5000) await ben.waitForTimeout(left + 100); /* the last one's half minute is not over while it is sent */
  await ben.locator("input[autocomplete=one-time-code]").fill(totp(secret, Date.now() - 30_000));
  await ben.getByRole("button", { name: "Confirm" }).click();
  await ben.locator(".recovery").waitFor();
  await comes("codes are on, with ten recovery codes", async () => (await ben.locator(".recovery li").count()) === 10);
  await ben.getByRole("button", { name: "Sign out", exact: true }).click();
  await ben.locator("input[name=email]").fill("ben@example.org");
  await ben.locator("input[name=password]").fill("not the password");
  await ben.locator("button[type=submit]").click();
  await ben.locator(".error").waitFor();
  await comes("a wrong password is refused without saying which half", async () => (await ben.locator(".error").innerText()).includes("or the password is wrong"));
  await ben.locator("input[name=password]").fill(PASSWORD);
  await ben.locator("button[type=submit]").click();
  await ben.locator("input[name=code]").waitFor();
  check("the right one asks for a code", true);
  await ben.locator("input[name=code]").fill("000000");
  await ben.locator("button[type=submit]").click();
  await ben.locator(".error").waitFor();
  await comes("a wrong code is refused", async () => (await ben.locator(".error").innerText()).includes("code is wrong"));
  await ben.locator("input[name=code]").fill(totp(secret));
  await ben.locator("button[type=submit]").click();
  await ben.locator(".rail").waitFor();
  check("password and code open the console", true);
  check("Ben's browser saw no trouble", ben.troubles.length === 0, ben.troubles.join("\n"));
  return ben;
}

/** Whoever goes on before everything about it is done is not taken back to where they wrote. */
async function send_by_key(page, words, shown) {
  await page.keyboard.type(words);
  await page.keyboard.press("Control+Enter");
  await page.locator(shown).waitFor();
}

/** Answers and resolves with nothing but keys. */
async function keyboard_only(page) {
  await page.goto("/console/conversations/waiting");
  await page.locator(".row").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await comes("j and k move the focus through the list", async () => await page.evaluate(() => document.activeElement.matches(".row")));
  await page.keyboard.press("Enter");
  await page.locator(".message-customer").first().waitFor();
  await page.locator(".composer textarea").waitFor(); /* what one can do stands a moment after what was said */
  await page.keyboard.press("n");
  await page.waitForFunction(() => document.activeElement.matches(".composer[data-kind=note] textarea"));
  check("n writes a note", true);
  await send_by_key(page, "Checked the stock.", ".message-note");
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await page.waitForFunction(() => document.activeElement.matches(".composer[data-kind=reply] textarea"));
  await send_by_key(page, "We are back, and it is on its way.", ".message-staff");
  await comes("Ctrl+Enter sends, and the focus stays where one writes", async () => await page.evaluate(() => document.activeElement.matches(".composer textarea")));
  await page.keyboard.press("Escape");
  await page.locator(".acts").getByRole("button", { name: "Resolve" }).waitFor(); /* whoever waits for no answer asks for nothing yet */
  await page.keyboard.press("e");
  await page.locator(".thread-how .sign-resolved").waitFor();
  check("e resolves", true);
  await page.keyboard.press("?");
  await page.locator("dialog[open]").waitFor();
  await comes("? lists the keys", async () => (await page.locator("dialog kbd").count()) > 8);
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await page.waitForURL("**/console/numbers");
  check("g n goes to the numbers", true);
}

async function ended_elsewhere(agent, ben) {
  const [one] = (await ask_as(agent, "GET", "/api/v1/staff")).filter((it) => it.name === "Ben Okafor");
  await ben.goto("/console/conversations/all");
  await ben.locator(".row").first().waitFor();
  await ask_as(agent, "PATCH", `/api/v1/staff/${one.id}`, { role: "auditor" });
  await ben.locator("input[name=email]").waitFor();
  check("a role that changes signs out, and the screen says so at once", true);
  const back = await ask_as(agent, "POST", `/api/v1/staff/${one.id}/link`);
  check("an admin makes a new link", /\/sign-in\//.test(back.link));
  await ben.context().close();
}

async function spam_and_back(browser, house, agent) {
  const customer = await customer_page(browser, house.at);
  await write_to_us(customer, { message: "Cheap followers, today only", email: "offers@example.org" });
  const row = agent.locator(".row", { hasText: "offers@example.org" });
  const box = (name) => agent.locator(".boxes a", { hasText: name });
  await row.click();
  await agent.locator(".more > button").click();
  await agent.getByRole("button", { name: "Mark as spam" }).click();
  await agent.locator(".thread-how .sign-spam").waitFor();
  await row.waitFor({ state: "detached" });
  check("what is no customer leaves the inbox", true);
  await box("Spam").click();
  await row.click();
  await agent.locator(".thread-how .sign-spam").waitFor();
  await look(agent, "the spam box");
  await agent.getByRole("button", { name: "Not spam" }).click();
  await row.waitFor({ state: "detached" });
  await box("Waiting").click();
  await row.waitFor();
  await box("Spam").waitFor({ state: "detached" });
  check("and comes back when that was a mistake", true);
  await agent.locator(".row", { hasText: "Eve" }).click();
  await agent.locator(".thread h1", { hasText: "<script>" }).waitFor();
  await customer.context().close();
}

export async function hard_days(browser, house, agent) {
  await part("hostile words stay words", () => hostile_words(browser, house, agent));
  await part("spam, and not spam after all", () => spam_and_back(browser, house, agent));
  await part("the line goes down and comes back", () => lost_connection(browser, house, agent));
  await part("a password and codes from an app", async () => {
    const ben = await password_and_codes(browser, house, agent);
    await part("nothing but a keyboard", () => keyboard_only(ben));
    await part("a session that ends elsewhere", () => ended_elsewhere(agent, ben));
  });
  check("no script failed on hard days", agent.troubles.length === 0, agent.troubles.join("\n"));
}
