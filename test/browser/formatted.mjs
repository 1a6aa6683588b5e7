// Formatting: by key, by toolbar, by paste; kept in the draft; seen by colleagues and on the private page; and nothing else comes through.
import { check, open_page, part } from "./house.mjs";
import { look_everywhere } from "./look.mjs";
import { ask_as } from "./story.mjs";
import { until, writes } from "./thread.mjs";

const field = (page) => page.locator(".editor-field");
const area = (page) => page.locator(".composer textarea");
const draft_of = (page, id, kind = "reply") => ask_as(page, "GET", `/api/v1/conversations/${id}/drafts/${kind}`);
const HOSTILE = `<meta charset="utf-8"><p onclick="window.hit=1">It is <b>safe</b> <a href="javascript:window.hit=1">here</a> and <a href="https://shop.example/a">there</a></p>
<img src="/nothing" onerror="window.hit=1"><svg onload="window.hit=1"><style><img src=x onerror="window.hit=1"></style></svg><script>window.hit=1</script><iframe srcdoc="<script>parent.hit=1</script>"></iframe>`;

/** Said by the browser when HTML with handlers or styles is read, also in a document that runs nothing: that is what the policy is for. */
const STOPPED = /^(Executing inline event handler|Applying inline style) violates the following Content Security Policy/;

async function paste(page, where, html, text) {
  await page.locator(where).evaluate(
    (it, [html, text]) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      data.setData("text/plain", text);
      it.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    [html, text],
  );
}

async function by_key(agent, id) {
  await agent.goto(`/console/conversations/all/${id}`);
  await area(agent).waitFor();
  await area(agent).fill("Dear Fay\nIt leaves ");
  await area(agent).press("Control+End");
  check("no editor is loaded while one writes plain text", await agent.evaluate(() => !performance.getEntriesByType("resource").some((it) => /\/editor-/.test(it.name))));
  await area(agent).press("Control+b");
  await field(agent).waitFor();
  check("the words and the caret come along, and one writes on", await until(agent, () => agent.evaluate(() => document.activeElement.matches(".editor-field"))));
  await agent.keyboard.type("today");
  check("in bold", await until(agent, async () => (await field(agent).locator("strong").innerText()) === "today"), await field(agent).innerHTML());
  check("the toolbar says so", (await agent.locator("[data-format=bold]").getAttribute("aria-pressed")) === "true");
  await agent.keyboard.press("Control+b");
  await agent.keyboard.type(" by post.");
  const kept = await until(agent, async () => (await draft_of(agent, id)).html === "<p>Dear Fay<br>It leaves <strong>today</strong> by post.</p>");
  check("the draft keeps the formatting, and the text", kept && (await draft_of(agent, id)).body === "Dear Fay\nIt leaves today by post.", JSON.stringify(await draft_of(agent, id)));
}

async function by_toolbar(agent) {
  await agent.keyboard.press("Enter");
  await agent.keyboard.type("one");
  await agent.locator("[data-format=bold]").focus();
  check("the toolbar is one stop", (await agent.locator(".toolbar button[tabindex='0']").count()) === 1 && (await agent.getByRole("toolbar", { name: "Formatting" }).count()) === 1);
  for (let i = 0; i < 3; i++) await agent.keyboard.press("ArrowRight");
  check("arrow keys walk in it", await agent.evaluate(() => document.activeElement.dataset.format === "bullets"));
  await agent.keyboard.press("End");
  check("End goes to its last", await agent.evaluate(() => document.activeElement.dataset.format === "code"));
  await agent.locator("[data-format=bullets]").focus();
  await agent.keyboard.press("Enter");
  check("Enter does it, and one writes on", await until(agent, () => agent.evaluate(() => document.activeElement.matches(".editor-field") && document.querySelector(".editor-field li")?.textContent === "one")), await field(agent).innerHTML());
  await agent.keyboard.press("Enter");
  await agent.keyboard.type("the shop");
  await agent.keyboard.press("Shift+Home");
  await agent.keyboard.press("Control+Shift+k");
  await agent.locator(".link-form input").fill("javascript:alert(1)");
  await agent.keyboard.press("Enter");
  check("an address that acts is refused beside its field", (await agent.locator(".link-form").innerText()).includes("no web or e-mail address"));
  await agent.locator(".link-form input").fill("shop.example/a");
  await agent.keyboard.press("Enter");
  check("an address becomes a whole one", await until(agent, async () => (await field(agent).locator("a").getAttribute("href")) === "https://shop.example/a"));
  await look_everywhere(agent, "formatting");
}

async function comes_back(agent, id) {
  const shown = await field(agent).innerText();
  await until(agent, async () => (await draft_of(agent, id)).html.includes("shop.example"));
  await agent.reload();
  await field(agent).waitFor();
  check("the draft is back after a reload, with its formatting", (await field(agent).innerText()) === shown && (await field(agent).locator("strong, li, a[href='https://shop.example/a']").count()) === 4, await field(agent).innerHTML());
}

/** Emptied, it is still the editor: what is typed next is a letter and no key of the console's. */
async function emptied(agent, id) {
  const shown = await field(agent).innerHTML(), stands = () => ask_as(agent, "GET", `/api/v1/conversations/${id}`);
  const { state } = await stands();
  await field(agent).click();
  await agent.keyboard.press("Control+a");
  await agent.keyboard.press("Delete");
  await until(agent, async () => (await field(agent).innerText()).trim() === "");
  await agent.keyboard.type("e");
  check("an emptied editor stays, with the focus", await until(agent, async () => (await field(agent).innerText()).trim() === "e"), await agent.locator(".composer").innerText());
  check("and no letter was a key", agent.url().includes(id) && (await stands()).state === state);
  for (let i = 0; i < 8 && (await field(agent).innerHTML()) !== shown; i++) await agent.keyboard.press("Control+z");
  check("what was there comes back by undoing", (await field(agent).locator("strong, li, a[href='https://shop.example/a']").count()) === 4, await field(agent).innerHTML());
}

async function hostile(agent, id) {
  await field(agent).click();
  await agent.keyboard.press("Control+End");
  await agent.keyboard.press("Enter");
  await agent.keyboard.press("Enter");
  await paste(agent, ".editor-field", HOSTILE, "It is safe here and there");
  await until(agent, async () => (await field(agent).innerText()).includes("It is safe here"));
  const inside = await field(agent).evaluate((it) => [...it.querySelectorAll("*")].map((one) => one.localName + [...one.attributes].map((a) => ` ${a.name}`).join("")));
  check("what is pasted keeps what is allowed", (await field(agent).locator("strong", { hasText: "safe" }).count()) === 1 && !inside.some((it) => /script|svg|iframe|style|onclick|onerror| src/.test(it.replace(/img.*separator.*/i, ""))), inside.join(", "));
  check("and no address that acts", (await field(agent).locator("a").evaluateAll((all) => all.every((it) => it.protocol === "https:"))), await field(agent).innerHTML());
  await agent.keyboard.press("Control+Enter");
  await agent.locator(".message-staff .formatted").waitFor();
  check("it is sent, and the field is plain and empty again", await until(agent, async () => (await area(agent).count()) === 1 && (await area(agent).inputValue()) === ""));
  const message = (await ask_as(agent, "GET", `/api/v1/conversations/${id}/messages`)).at(-1);
  check("its text is made from it", message.body.startsWith("Dear Fay\nIt leaves today by post.\n\n- one\n- the shop (https://shop.example/a)"), message.body);
  check("the thread shows it", (await agent.locator(".formatted li").count()) >= 2 && (await agent.locator(".formatted strong").first().innerText()) === "today");
  await look_everywhere(agent, "a formatted message");
}

async function sent_raw(browser, house, agent, customer) {
  const said = await ask_as(agent, "POST", `/api/v1/conversations/${customer.id}/messages`, { html: HOSTILE });
  check("whoever sends by program gets it clean", !/script|onclick|onerror|javascript|svg|iframe/i.test(said.html) && said.html.includes("<strong>safe</strong>"), said.html);
  const able = await open_page(browser, house.at); /* the customer's own browser runs no scripts at all */
  await able.goto(customer.page.url());
  const page = able.locator(".thread li").last();
  check("the private page shows it", (await page.locator("strong").innerText()) === "safe" && (await page.locator("a[href='https://shop.example/a']").getAttribute("rel")) === "noopener noreferrer nofollow");
  check("with nothing that acts", (await able.evaluate(() => window.hit === undefined && !document.querySelector(".thread script, .thread svg, .thread iframe, .thread [onclick], .thread img[src]"))));
  await look_everywhere(able, "a formatted message on the private page");
  await able.context().close();
  await agent.reload();
  await agent.locator(".message-staff .formatted").nth(1).waitFor();
  check("nor does the console run it", await agent.evaluate(() => window.hit === undefined));
}

async function into_the_plain_field(agent, id) {
  await area(agent).fill("");
  await paste(agent, ".composer textarea", "<span style='color:red'>only words</span>", "only words");
  check("words without formatting stay in the plain field", (await field(agent).count()) === 0);
  await paste(agent, ".composer textarea", HOSTILE, "words");
  check("formatting that is pasted opens the editor", await until(agent, async () => (await field(agent).locator("strong").count()) === 1), await agent.locator(".composer").innerHTML());
  check("and nothing in it runs", await agent.evaluate(() => window.hit === undefined));
  await agent.locator(".composer label").nth(1).click();
  await area(agent).waitFor();
  await area(agent).fill("@ma");
  check("the note beside it is still plain", (await field(agent).count()) === 0);
  await area(agent).fill("For ");
  await area(agent).press("Control+End");
  await area(agent).press("Control+i");
  await field(agent).waitFor();
  await until(agent, () => agent.evaluate(() => document.activeElement.matches(".editor-field")));
  await agent.keyboard.type("all: @");
  const named = await until(agent, async () => (await agent.locator(".mentions [role=option]").count()) > 0, 3000);
  const others = (await ask_as(agent, "GET", "/api/v1/staff")).length;
  check("@ suggests colleagues in the editor, too", named || others < 2, `${others}`);
  if (named) {
    await agent.keyboard.press("Enter");
    check("and Enter takes one", await until(agent, async () => /@\S+ /.test((await field(agent).innerText()).replace(/\u00a0/g, " "))), await field(agent).innerText());
  }
  await agent.keyboard.press("Control+Enter");
  await agent.locator(".message-note .formatted em").waitFor();
  for (const kind of ["reply", "note"]) await ask_as(agent, "DELETE", `/api/v1/conversations/${id}/drafts/${kind}`).catch(() => undefined);
}

export async function formatted(browser, house, agent) {
  await part("formatted replies", async () => {
    const customer = await writes(browser, house, agent, { message: "Where is it?", name: "Fay", email: "fay@example.org" });
    await by_key(agent, customer.id);
    await by_toolbar(agent);
    await comes_back(agent, customer.id);
    await emptied(agent, customer.id);
    await hostile(agent, customer.id);
    await sent_raw(browser, house, agent, customer);
    await into_the_plain_field(agent, customer.id);
    await customer.page.close();
    agent.troubles = agent.troubles.filter((it) => !STOPPED.test(it));
  });
}
