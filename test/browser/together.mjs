// Live everywhere: what one does the other sees, on every screen that shows it, without a reload; a line that breaks says so and what
// happened meanwhile is there afterwards; so it is when the program is started again beneath an open screen.
import { check, comes, part } from "./house.mjs";
import { soon, write } from "./world.mjs";

const has = (page, selector, words) =>
  page.waitForFunction(([where, what]) => [...document.querySelectorAll(where)].some((it) => it.textContent.includes(what)), [selector, words]).then(() => true, () => false);

/** Opens a screen of Ben's and marks the page, so that a reload would show. */
async function watch(world, path, ready) {
  const page = await world.page("agent", "en-GB");
  await page.goto(path);
  await page.locator(ready).first().waitFor();
  await page.evaluate(() => (window.same = true));
  return page;
}
const unloaded = (page, name) => page.evaluate(() => window.same === true).then((same) => check(`${name}: without a reload`, same));

async function somebody(world, fields) {
  await write(world.houses.full, fields);
  return soon(fields.name, async () => (await world.ask("owner", "GET", "/api/v1/conversations?box=all&most=50")).find((it) => it.customer_name === fields.name));
}

async function in_the_inbox(world) {
  const page = await watch(world, "/console/conversations/all", ".row");
  const row = await somebody(world, { name: "Lina Holt", email: "lina@example.org", message: "Is the shop open on Monday?" });
  check("a new conversation is a row at once", await has(page, ".row", "Lina Holt"));
  await world.ask("owner", "POST", `/api/v1/conversations/${row.id}/messages`, { body: "From nine to six, Lina." });
  check("a colleague's answer changes its sign", await page.waitForFunction((id) => document.querySelector(`[data-row="${id}"]`)?.textContent.includes("Answered"), row.id).then(() => true, () => false));
  await unloaded(page, "the inbox");
  return row;
}

async function in_a_thread(world, row) {
  const page = await watch(world, `/console/conversations/all/${row.id}`, ".message-staff");
  const on = (act, data) => world.ask("owner", "POST", `/api/v1/conversations/${row.id}/${act}`, data);
  await on("messages", { body: "She is a regular.", internal: true });
  check("a colleague's note is there", await has(page, ".message-note", "She is a regular."));
  await on("propose");
  check("so is what they asked the customer", await has(page, ".thread-how", "Solved?"));
  await on("resolve");
  check("and that it is resolved", await has(page, ".thread-how", "Resolved"));
  await on("reopen");
  check("and not, after all", await has(page, ".thread-how", "Open"));
  await unloaded(page, "the thread");
}

async function elsewhere(world, row) {
  const { customer } = await world.ask("owner", "GET", `/api/v1/conversations/${row.id}`);
  const one = await watch(world, `/console/customers/${customer}`, ".timeline li");
  await world.ask("owner", "PATCH", `/api/v1/customers/${customer}`, { name: "Lina Holt-Berg" });
  check("a customer's name is corrected before one's eyes", await has(one, "h1", "Lina Holt-Berg"));
  await unloaded(one, "the customer");
  const team = await watch(world, "/console/staff", ".person");
  await world.ask("owner", "POST", "/api/v1/staff", { name: "Nia Weber", email: "nia@shop.example", role: "agent" });
  world.shop.people.push("Nia Weber");
  check("who was invited is in the team", await has(team, ".person", "Nia Weber"));
  await unloaded(team, "the team");
  const today = await watch(world, "/console/today", ".today-columns");
  await somebody(world, { name: "Otis Grant", email: "otis@example.org", message: "May I return a vase?" });
  check("who waits is on Today", await has(today, ".row", "Otis Grant"));
  await unloaded(today, "Today");
}

const meanwhile = [
  ["the inbox", "/console/conversations/all", ".row", ".row"],
  ["Today", "/console/today", ".today-columns", ".row"],
  ["the customers", "/console/customers", ".row", ".row"],
];

/** Each on a screen of its own: the line goes, somebody writes, the line comes back. */
async function without_a_line(world) {
  for (const [n, [name, path, ready, where]] of meanwhile.entries()) {
    const page = await watch(world, path, ready);
    await page.context().setOffline(true);
    check(`${name}: says that there is no connection`, await page.locator(".offline").waitFor().then(() => true, () => false));
    const who = `Person ${"ABC"[n]} Offline`;
    await somebody(world, { name: who, email: `offline${n}@example.org`, message: "Hello?" });
    await comes(`${name}: knows nothing of it yet`, async () => !(await page.locator(where, { hasText: who }).count()));
    await page.context().setOffline(false);
    await page.locator(".offline").waitFor({ state: "detached", timeout: 20_000 });
    check(`${name}: what happened meanwhile is there`, await has(page, where, who));
    await unloaded(page, name);
  }
}

async function started_again(world) {
  const page = await watch(world, "/console/conversations/all", ".row");
  await world.houses.full.stop();
  check("while the program is away the screen says so", await page.locator(".offline").waitFor().then(() => true, () => false));
  await world.houses.full.start();
  await page.locator(".offline").waitFor({ state: "detached", timeout: 20_000 });
  await somebody(world, { name: "Pia Lang", email: "pia@example.org", message: "Are you back?" });
  check("when it is back, what happens is seen again", await has(page, ".row", "Pia Lang"));
  await unloaded(page, "a restart");
  check("no script failed", page.troubles.length === 0, page.troubles.join("\n"));
}

export async function together(world) {
  let row;
  await part("two people in the inbox", async () => (row = await in_the_inbox(world)));
  await part("two people in a thread", () => in_a_thread(world, row));
  await part("two people on other screens", () => elsewhere(world, row));
  await part("the line goes, and what happened meanwhile", () => without_a_line(world));
  await part("the program is started again beneath an open screen", () => started_again(world));
  await world.leave();
}
