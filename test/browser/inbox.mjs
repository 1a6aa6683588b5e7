// The list: what narrows it, views, tags, many at once and back, by mouse and by keys; and numbers that are the length of their lists.
import { check, comes, open_page, part, sign_in_by } from "./house.mjs";
import { look } from "./look.mjs";
import { ask_as } from "./story.mjs";

const MANY = 24;

async function fill(page) {
  const before = (await ask_as(page, "GET", "/api/v1/conversations/counts")).open;
  for (let i = 0; i < MANY; i++) {
    const form = { message: `Number ${i}: where is my bowl?`, email: `inbox${i}@example.org`, name: `Guest ${String(i).padStart(2, "0")}` };
    const reply = await page.request.post("/contact", { form, maxRedirects: 0, headers: { Origin: new URL(page.url()).origin } });
    if (reply.status() >= 400) throw new Error(`the form answers ${reply.status()}`);
  }
  for (let i = 0; i < 100; i++) {
    if ((await ask_as(page, "GET", "/api/v1/conversations/counts")).open === before + MANY) return;
    await page.waitForTimeout(100);
  }
  throw new Error("what was written is not there after ten seconds");
}

/** What the badge of the box says, once it says what the server says. */
async function badge(page, box) {
  const n = (await ask_as(page, "GET", "/api/v1/conversations/counts"))[box];
  const sign = page.locator(`.boxes a[href$="/conversations/${box}"] .count`);
  for (let i = 0; i < 50 && (await sign.innerText()) !== String(n); i++) await page.waitForTimeout(100);
  return Number(await sign.innerText());
}

const length = (page) => page.locator(".list-rows li").first().getAttribute("aria-setsize").then(Number);

export async function inbox(browser, house) {
  const agent = await open_page(browser, house.at);
  const other = await open_page(browser, house.at);
  await part("the list is narrowed, and the address keeps it", async () => {
    await sign_in_by(agent, house.link());
    await sign_in_by(other, house.link());
    await fill(agent);
    const [row] = await ask_as(agent, "GET", "/api/v1/conversations?box=unowned&most=1");
    await agent.goto("/console/conversations/unowned");
    await agent.locator(`[data-row="${row.id}"]`).click();
    await agent.locator(".tag-add").click();
    await agent.keyboard.type("Réfund");
    await agent.keyboard.press("Enter");
    await agent.locator(".tags .tag", { hasText: "Réfund" }).waitFor();
    await agent.keyboard.press("Escape");
    await agent.locator(`[data-row="${row.id}"] .row-tags`).waitFor();
    check("a tag is on the row at once", true);
    await agent.locator(".filters .pick-button").first().click();
    await agent.locator(".pick-option").first().waitFor();
    await look(agent, "the field of filters");
    await agent.keyboard.type("refund");
    await agent.keyboard.press("Enter");
    await agent.locator(".chip-on").waitFor();
    await comes("accents do not matter when one looks", async () => (await agent.locator(".chip-on").innerText()).includes("Réfund"));
    check("the address carries it", agent.url().includes("tag="), agent.url());
    await agent.reload();
    await agent.locator(".chip-on").waitFor();
    await agent.locator(".list-rows li").first().waitFor();
    await comes("a reload keeps it", async () => (await agent.locator(".list-rows li").count()) === 1);
    await agent.getByRole("button", { name: "Keep as a view" }).click();
    await agent.locator("dialog input").fill("Refunds");
    await agent.locator("dialog select").selectOption("everybody");
    await agent.keyboard.press("Enter");
    await agent.locator(".views a", { hasText: "Refunds" }).waitFor();
    await other.goto("/console/conversations/open");
    await other.locator(".views a", { hasText: "Refunds" }).waitFor();
    await comes("a shared view is there for the other, with its number", async () => /1/.test(await other.locator(".views a", { hasText: "Refunds" }).innerText()));
    await look(agent, "a view");
  });

  await part("many at once by keys, and back", async () => {
    await agent.goto("/console/conversations/unowned");
    await agent.locator(".row").first().waitFor();
    const before = await badge(agent, "unowned");
    await agent.keyboard.press("j");
    await agent.keyboard.press("x");
    for (let i = 0; i < 3; i++) await agent.keyboard.press("Shift+J");
    await comes("four are picked", async () => (await agent.locator(".row-pick input:checked").count()) === 4);
    await look(agent, "something picked");
    await agent.getByRole("button", { name: "More acts" }).click();
    await agent.getByRole("button", { name: "Mark as spam" }).click();
    await agent.locator(".bulk-end").waitFor();
    await comes("what became of it is said", async () => (await agent.locator(".bulk-end").innerText()).includes("4 were marked as spam"));
    check("the badge follows", (await badge(agent, "unowned")) === before - 4);
    await agent.keyboard.press("Control+z");
    await agent.waitForFunction(() => document.querySelector(".bulk-said")?.textContent.includes("as they were before"));
    check("and all of it is back", (await badge(agent, "unowned")) === before);
    await agent.keyboard.press("j");
    await agent.keyboard.press("Control+a");
    await comes("all of the list is picked by one key", async () => (await agent.locator(".bulk strong").innerText()).startsWith(String(before)));
    await agent.keyboard.press("c");
    await agent.locator(".bulk-end").waitFor();
    check("nobody's are mine now", (await badge(agent, "unowned")) === 0);
    await agent.goto("/console/conversations/mine");
    await agent.locator(".row").first().waitFor();
    await agent.keyboard.press("j");
    await agent.keyboard.press("x");
    await agent.keyboard.press("e");
    await agent.locator(".bulk-refused").waitFor();
    await comes("who still waits is named, not resolved", async () => (await agent.locator(".bulk-refused").innerText()).includes("still waits"));
    await agent.getByRole("button", { name: "Resolve this one, too" }).click();
    await agent.waitForFunction(() => document.querySelector(".bulk-said")?.textContent.includes("was resolved"));
    await comes("the focus stays in the list", async () => await agent.evaluate(() => document.activeElement !== document.body));
  });

  await part("two people act, and every badge is the length of its list", async () => {
    const rows = await ask_as(agent, "GET", "/api/v1/conversations?box=mine&most=8");
    await Promise.all(rows.map((row, i) => ask_as(i % 2 ? agent : other, "POST", `/api/v1/conversations/${row.id}/${i % 3 ? "resolve" : "propose"}`)));
    for (const page of [agent, other])
      for (const box of ["mine", "open", "resolved", "all"]) {
        await page.locator(`.boxes a[href$="/conversations/${box}"]`).click();
        await page.locator(".row").first().waitFor();
        const n = await badge(page, box);
        const all = await ask_as(page, "GET", `/api/v1/conversations/ids?box=${box}`);
        check(`${box}: badge, list and what is shown agree`, n === all.ids.length && (await length(page)) === n, `${n} ${all.ids.length}`);
      }
    check("no script stumbled", agent.troubles.length === 0 && other.troubles.length === 0, [...agent.troubles, ...other.troubles].join("\n"));
  });
  await agent.context().close();
  await other.context().close();
}
