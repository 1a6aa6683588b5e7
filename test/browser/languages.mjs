// A language is a person's own, and changes at once: no page is loaded again, no key that is being pressed is lost.
import { check, comes, part } from "./house.mjs";

const WORDS = "Half a sentence, and the other ha";

async function at_the_door(world) {
  const page = await world.page("nobody", "en-GB", { timezoneId: "Europe/Madrid" });
  await page.goto("/console/");
  await page.locator("input[name=email]").fill("ann@exam");
  await page.evaluate(() => (window.same = true));
  await page.locator(".door-language select").selectOption("ar");
  await page.waitForFunction(() => document.documentElement.dir === "rtl");
  await comes("the door changes its language where it stands", async () => await page.evaluate(() => window.same && document.documentElement.lang === "ar"));
  await comes("what was typed is still there", async () => (await page.locator("input[name=email]").inputValue()) === "ann@exam");
}

async function while_typing(world) {
  const options = { timezoneId: "Europe/Madrid" };
  const page = await world.page("owner", "en-GB", options);
  await page.goto(`/console/conversations/all/${world.shop.ids.plain}`);
  const area = page.locator(".composer textarea:not([aria-hidden])").first();
  await area.click();
  await page.keyboard.type(WORDS);
  await page.evaluate(() => (window.same = true));
  for (const [language, direction] of [["es", "ltr"], ["ar", "rtl"], ["en", "ltr"]]) {
    await world.ask("owner", "PATCH", "/api/v1/me", { language }); /* in another window of theirs */
    await page.waitForFunction((it) => document.documentElement.lang === it, language);
    await comes(`${language}: it speaks it without a reload`, async () => await page.evaluate((it) => window.same && document.documentElement.dir === it, direction));
    await page.keyboard.type(".");
    await comes(`${language}: the caret is where it was`, async () => await page.evaluate(() => document.activeElement.matches(".composer textarea")));
  }
  await comes("no key was lost", async () => (await area.inputValue()) === `${WORDS}...`, async () => await area.inputValue());
  const colleague = await world.page("agent", "es-ES", options);
  await colleague.goto("/console/conversations/all");
  await colleague.locator(".row").first().waitFor();
  await comes("a colleague reads their own language meanwhile", async () => await colleague.evaluate(() => document.documentElement.lang === "es"));
  await world.ask("owner", "PATCH", "/api/v1/me", { language: "" });
  await area.fill("");
}

/** The same moment in the zone and the digits of who reads it. */
async function moments(world) {
  const said = [];
  for (const [locale, timezoneId] of [["en-GB", "Europe/London"], ["es-ES", "Asia/Tokyo"], ["ar-EG", "Africa/Cairo"]]) {
    const page = await world.page("owner", locale, { timezoneId });
    await page.goto(`/console/conversations/all/${world.shop.ids.plain}`);
    const time = page.locator(".message time").first();
    await time.waitFor();
    const [at, title] = [await time.getAttribute("datetime"), await time.getAttribute("title")];
    const should = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short", timeZone: timezoneId }).format(new Date(at));
    const plain = (text) => text.replace(/[\u202f\u00a0]/g, " ");
    check(`${locale} in ${timezoneId}: the moment is theirs`, plain(title) === plain(should), `${title} | ${should}`);
    said.push(title);
    if (locale !== "ar-EG") continue;
    const attach = page.locator(".composer button[title*='ميغابايت']");
    await attach.waitFor();
    const text = await attach.getAttribute("title");
    check("a number in a sentence has the same digits", text.includes("٢٥") && !/[0-9]/.test(text), text);
  }
  check("Arabic of Egypt has its digits", /[٠-٩]/.test(said[2]) && !/[0-9]/.test(said[2]), said[2]);
  check("three people read three texts", new Set(said).size === 3);
}

export async function own_languages(world) {
  await part("the language at the door", () => at_the_door(world));
  await part("another language while somebody types", () => while_typing(world));
  await part("moments in everybody's own zone and digits", () => moments(world));
  await world.leave();
}
