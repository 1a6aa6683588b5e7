// Tags, kept in order by keyboard and mouse: another name, two that become one, over and back; and what happens to the focus when a list runs dry.
import { check, open_page, part, sign_in_by } from "./house.mjs";
import { look } from "./look.mjs";
import { ask_as } from "./story.mjs";

const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("aria-label") || document.activeElement.innerText.trim());
const row = (page, name) => page.locator(".tags-row", { has: page.locator(".tags-name", { hasText: name }) });

async function write(page, n) {
  for (let i = 0; i < n; i++) {
    const form = { message: `Letter ${i}: where is my bowl, and could you please tell me when it is going to arrive here?`, email: `tagged${i}@example.org` };
    await page.request.post("/contact", { form, maxRedirects: 0, headers: { Origin: new URL(page.url()).origin } });
  }
  for (let i = 0; i < 100; i++) {
    const rows = await ask_as(page, "GET", "/api/v1/conversations?box=open");
    if (rows.length >= n) return rows;
    await page.waitForTimeout(100);
  }
  throw new Error("what was written is not there after ten seconds");
}

async function keeping_in_order(lead, rows) {
  const put = (i, name) => ask_as(lead, "POST", `/api/v1/conversations/${rows[i].id}/tags`, { name });
  await lead.keyboard.press("g");
  await lead.keyboard.press("l");
  await lead.locator(".tags-page .empty").waitFor();
  check("without tags it says where they come from", (await lead.locator(".empty").innerText()).includes("press t"));
  await look(lead, "no tags");
  for (const [i, name] of [[0, "Refund"], [1, "Refund"], [1, "Money back"], [2, "Money back"], [2, "Broken"]]) await put(i, name);
  await row(lead, "Refund").getByText("2 conversations").waitFor();
  check("each says how many carry it", (await row(lead, "Broken").innerText()).includes("1 conversation"));
  await look(lead, "tags");

  await lead.getByRole("button", { name: "Rename Broken" }).focus();
  await lead.keyboard.press("Enter");
  await lead.keyboard.type("Cracked");
  await lead.keyboard.press("Enter");
  await row(lead, "Cracked").waitFor();
  await lead.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Rename Cracked");
  check("another name, by keyboard, and the focus is where it was", true);
  await lead.keyboard.press("Enter");
  await lead.keyboard.type("refund");
  await lead.getByRole("button", { name: "Merge the two" }).waitFor();
  check("a name that is taken offers to merge", (await lead.locator(".tags-rename").innerText()).includes("Another tag is called Refund"));
  await look(lead, "a tag's name is taken");
  await lead.keyboard.press("Escape");
  await lead.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Rename Cracked");

  await lead.getByRole("button", { name: "Merge Refund into another tag" }).press("Enter");
  await lead.locator("dialog[open] .pick-field").waitFor();
  await look(lead, "which tag stands for both");
  await lead.keyboard.press("Escape");
  await lead.waitForFunction(() => !document.querySelector("dialog[open]") && document.activeElement.getAttribute("aria-label") === "Merge Refund into another tag");
  check("Escape leaves it, and the focus is where it was", true);
  await lead.keyboard.press("Enter");
  await lead.locator("dialog[open] .pick-field").waitFor();
  await lead.keyboard.type("money");
  await lead.keyboard.press("Enter");
  await lead.locator(".tags-meaning").waitFor();
  const words = await lead.locator("dialog[open]").innerText();
  check("before it is done one reads what it means", words.includes("2 conversations that you can see carry “Money back” instead") && words.includes("cannot be undone"), words);
  check("and Cancel has the focus", (await focused(lead)) === "Cancel", await focused(lead));
  await look(lead, "merging tags");
  await lead.keyboard.press("Tab");
  await lead.keyboard.press("Enter");
  await row(lead, "Money back").getByText("3 conversations").waitFor();
  check("all that carried either carry the one", (await row(lead, "Refund").count()) === 0);
  await lead.waitForFunction(() => !!document.activeElement.closest(".tags-row"));
  check("the focus is on the next row", true);

  await lead.getByRole("button", { name: "Retire Cracked" }).press("Enter");
  await lead.getByRole("button", { name: "Bring back Cracked" }).waitFor();
  check("what is over stands apart", (await lead.locator("#tags-over").count()) === 1);
  await look(lead, "a tag that is over");
  await lead.getByRole("button", { name: "Bring back Cracked" }).press("Enter");
  await lead.getByRole("button", { name: "Retire Cracked" }).waitFor();
  await lead.route("**/api/v1/tags/*", (route) => route.fulfill({ status: 403, json: { error: "forbidden", field: "", message: "" } }));
  await lead.getByRole("button", { name: "Retire Cracked" }).click();
  await lead.locator(".tags-row [role=alert]").waitFor();
  check("a refusal stands at its row", true);
  await lead.unrouteAll();
}

async function acting_from_the_palette(lead) {
  await lead.goto("/console/conversations/open");
  await lead.locator(".row").first().waitFor();
  await lead.keyboard.press("j");
  await lead.keyboard.press("x");
  await lead.keyboard.press("Shift+J");
  await lead.keyboard.press("Control+k");
  await lead.locator(".palette, dialog[open]").first().waitFor();
  await lead.keyboard.type("tag with");
  await lead.getByRole("option", { name: /Tag with/ }).first().waitFor();
  check("the palette says with how many", (await lead.locator("dialog[open]").innerText()).includes("With the 2 that are picked"));
  await look(lead, "the palette with something picked");
  await lead.keyboard.press("Enter");
  await lead.waitForTimeout(200);
  await lead.keyboard.type("cracked");
  await lead.getByRole("option", { name: /Cracked/ }).first().waitFor();
  await lead.keyboard.press("Enter");
  await lead.locator(".bulk-end").waitFor();
  check("both are tagged", /were tagged|was tagged/.test(await lead.locator(".bulk-end").innerText()), await lead.locator(".bulk-end").innerText());
}

async function running_dry(lead) {
  await lead.goto("/console/conversations/unowned");
  await lead.locator(".row").first().waitFor();
  await lead.keyboard.press("j");
  await lead.keyboard.press("Control+a");
  await lead.keyboard.press("c");
  await lead.locator(".list .empty").waitFor();
  await lead.waitForFunction(() => document.activeElement.matches(".list-title"));
  check("when the last row goes, the list's name has the focus", true);
}

async function putting_off(lead, rows) {
  const week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map((weekday) => ({ weekday, opens: "10:30", closes: "18:00" }));
  await ask_as(lead, "PATCH", "/api/v1/business", { zone: "Asia/Tokyo" });
  await ask_as(lead, "PUT", "/api/v1/business/hours", { week });
  await lead.goto(`/console/conversations/all/${rows[0].id}`);
  await lead.locator(".message").first().waitFor();
  await lead.keyboard.press("z");
  await lead.getByText("Tomorrow, when we open").waitFor();
  const words = await lead.locator("dialog[open]").innerText();
  check("the times are those of the business, and say so", words.includes("10:30") && words.includes("Asia/Tokyo"), words);
  await look(lead, "putting off until we open");
  await lead.getByText("Tomorrow, when we open").click();
  await lead.locator(".snoozed").waitFor();
  const it = await ask_as(lead, "GET", `/api/v1/conversations/${rows[0].id}`);
  check("it comes back at half past ten in Tokyo", new Date(it.snoozed_until).toISOString().includes("T01:30:00"), it.snoozed_until);
}

export async function tags(browser, house) {
  const lead = await open_page(browser, house.at);
  await part("tags are kept in order", async () => {
    await sign_in_by(lead, house.link());
    const rows = await write(lead, 3);
    check("a long beginning ends with an ellipsis", rows[0].subject.endsWith("…"), rows[0].subject);
    await keeping_in_order(lead, rows);
    await acting_from_the_palette(lead);
    await running_dry(lead);
    await putting_off(lead, rows);
    check("no script stumbled", lead.troubles.length === 0, lead.troubles.join("\n"));
  });
  await lead.context().close();
}
