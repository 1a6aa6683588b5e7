// Every screen and state, for everybody: three languages, light and dark, from a desk to 320 pixels.
import { check, open_page, part } from "./house.mjs";
import { focus_is_visible, look, look_everywhere, sizes } from "./look.mjs";
import { ask_as, customer_page } from "./story.mjs";
import { write_to_us } from "./house.mjs";

const languages = [
  ["en", "en-GB", "ltr"],
  ["es", "es-ES", "ltr"],
  ["ar", "ar-SA", "rtl"],
];

/** Whatever language they are in, the rows begin where the screen's language begins. */
async function rows_begin_together(page, name) {
  const astray = await page.evaluate(() =>
    [...document.querySelectorAll(".row bdi")].filter((it) => {
      const words = it.getBoundingClientRect(), room = it.parentElement.getBoundingClientRect();
      return Math.abs(document.documentElement.dir === "rtl" ? room.right - words.right : words.left - room.left) > 1;
    }).map((it) => it.innerText));
  check(`${name}: every row begins where its line begins`, astray.length === 0, astray.join(" | "));
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll(".row bdi")].filter((it) => {
      const range = document.createRange(), text = it.firstChild;
      if (!text?.length) return false;
      range.setStart(text, 0), range.setEnd(text, 1);
      const first = range.getBoundingClientRect(), room = it.parentElement.getBoundingClientRect();
      return first.right < room.left + 1 || first.left > room.right - 1;
    }).map((it) => it.innerText));
  check(`${name}: every row shows its first letter`, cut.length === 0, cut.join(" | "));
}

async function console_screens(agent, language, direction) {
  await ask_as(agent, "PATCH", "/api/v1/me", { language });
  await agent.goto("/console/conversations/all");
  await agent.locator(".row").first().waitFor();
  check(`${language}: the page has its language and direction`, await agent.evaluate((it) => document.documentElement.lang === it[0] && document.documentElement.dir === it[1], [language, direction]));
  await rows_begin_together(agent, `${language} inbox`);
  await look_everywhere(agent, `${language} inbox`);
  const which = (await ask_as(agent, "GET", "/api/v1/conversations?box=all")).find((it) => it.customer_name === "Ann Arbor");
  await agent.goto(`/console/conversations/all/${which.id}`);
  await agent.locator(".answer").waitFor();
  await look_everywhere(agent, `${language} thread`);
  const open = (await ask_as(agent, "GET", "/api/v1/conversations?box=open"))[0];
  await agent.goto(`/console/conversations/open/${open.id}`);
  await agent.locator(".composer").waitFor();
  await agent.locator(".composer label").nth(1).click();
  await look(agent, `${language} note being written`);
  await agent.locator(".more > button").click();
  await agent.locator(".more-acts").waitFor();
  await look(agent, `${language} acts`);
  await agent.keyboard.press("Escape");
  await agent.setViewportSize({ width: 1100, height: 800 });
  await agent.locator(".strip-toggle").click();
  await look(agent, `${language} strip over the thread`);
  await agent.locator(".strip-close").click();
  await agent.setViewportSize(sizes.desk);
  await agent.goto("/console/conversations/all/1");
  await agent.locator("[role=alert]").waitFor();
  await look(agent, `${language} conversation that is not there`);
  for (const [screen, ready] of [["numbers", ".figure"], ["numbers/csat", ".numbers-table td"], ["numbers/conversations", ".chart-bar"], ["staff", ".person"], ["me", ".part"], ["staff/teams", ".page-team h2"], ["staff/roles", ".may td"], ["operation", ".signs td"], ["operation/parked", ".empty"], ["operation/audit", ".finding"], ["operation/acts", ".acts-rows td"], ["operation/keys", ".scopes input"]]) {
    await agent.goto(`/console/${screen}`);
    await agent.locator(ready).first().waitFor();
    await look_everywhere(agent, `${language} ${screen}`);
  }
}

async function door(browser, at, language, locale) {
  const page = await open_page(browser, at, { locale });
  await page.goto("/console/");
  await page.locator("input[name=email]").waitFor();
  check(`${language}: the door speaks the browser's language`, (await page.evaluate(() => document.documentElement.lang)) === language);
  await look_everywhere(page, `${language} door`);
  await focus_is_visible(page, `${language} door`, 5);
  await page.context().close();
}

/** The customer's pages; axe needs script in them, so this browser allows it. */
async function public_pages(browser, house, agent, language, locale) {
  const page = await open_page(browser, house.at, { locale });
  await page.goto("/contact");
  await look_everywhere(page, `${language} contact`);
  await write_to_us(page, { message: "Do you ship to Malta?", name: "Dana", email: `dana.${language}@example.org` });
  await look_everywhere(page, `${language} private page`);
  const [row] = await ask_as(agent, "GET", "/api/v1/conversations?box=waiting&most=1");
  await ask_as(agent, "POST", `/api/v1/conversations/${row.id}/messages`, { body: "Yes, we do." });
  await ask_as(agent, "POST", `/api/v1/conversations/${row.id}/propose`);
  await page.reload();
  await look_everywhere(page, `${language} solved?`);
  await page.locator('form[action$="/solved"] button').click();
  for (let i = 0; i < 50 && !(await page.locator('a[href^="/s/"]').count()); i++) await page.waitForTimeout(100).then(() => page.reload());
  await page.locator('a[href^="/s/"]').first().click();
  await look_everywhere(page, `${language} survey`);
  await page.locator("input[name=score]").nth(3).check();
  await page.locator("form:not(.aside) button").first().click();
  await look_everywhere(page, `${language} survey answered`);
  const link = await page.goto("/sign-in/none");
  check(`${language}: a link that opens nothing says so`, link.status() >= 400);
  await look_everywhere(page, `${language} dead link`);
  check(`${language}: the customer's pages saw no trouble`, page.troubles.length === 0, page.troubles.join("\n"));
  await page.context().close();
}

export async function everybody(browser, house, agent) {
  for (const [language, locale, direction] of languages) {
    await part(`the console in ${language}`, () => console_screens(agent, language, direction));
    await part(`the door in ${language}`, () => door(browser, house.at, language, locale));
    await part(`the customer's pages in ${language}`, () => public_pages(browser, house, agent, language, locale));
  }
  await part("the focus", async () => {
    await ask_as(agent, "PATCH", "/api/v1/me", { language: "en" });
    await agent.goto("/console/conversations/all");
    await agent.locator(".row").first().click();
    await agent.locator(".composer, .composer-none").waitFor();
    await focus_is_visible(agent, "thread", 30);
  });
  check("no script failed on any screen", agent.troubles.length === 0, agent.troubles.join("\n"));
}
