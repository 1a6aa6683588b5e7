// The first sign-in of an owner, by keyboard alone; then what customers see of it, without script.
import { check, comes, open_house, open_page, part, sign_in_by, write_to_us } from "./house.mjs";
import { look, look_everywhere } from "./look.mjs";
import { ask_as } from "./story.mjs";

/** A picture drawn here and now: a disc and a name, on nothing. */
const draw = (page) =>
  page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 320;
    canvas.height = 96;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#d9552b";
    pen.arc(48, 48, 40, 0, 7);
    pen.fill();
    pen.fillStyle = "#222";
    pen.font = "bold 44px sans-serif";
    pen.fillText("Tonwerk", 104, 64);
    return canvas.toDataURL("image/png").split(",")[1];
  });

const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? "");

async function set_up(page) {
  await page.locator("#set-up-question").waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("input[autocomplete=organization]"));
  check("the first question has the focus in its first field", true);
  await comes("the time zone is guessed from the browser", async () => (await page.locator("select").nth(1).inputValue()) === "Europe/Madrid");
  await look_everywhere(page, "the first question");
  await page.locator("input[autocomplete=organization]").focus();
  await page.keyboard.type("Tonwerk Keramik");
  await page.keyboard.press("Enter");

  await page.getByText("Question 2 of 3").waitFor();
  await page.waitForFunction(() => document.activeElement?.matches(".day input[type=checkbox]"));
  await comes("five days are guessed open, the weekend closed", async () => (await page.locator(".day input[type=checkbox]:checked").count()) === 5);
  await look_everywhere(page, "the second question");
  await page.locator(".day input[type=checkbox]").first().focus();
  await page.keyboard.press("Space");
  await comes("a day is closed by the space bar", async () => (await page.locator(".day input[type=checkbox]:checked").count()) === 4);
  await page.keyboard.press("Space");
  for (let i = 0; i < 60 && (await focused(page)) !== "Save and go on"; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  await page.getByText("Question 3 of 3").waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("input[type=url]"));
  await page.keyboard.type("shop.example");
  await page.keyboard.press("Enter");
  await comes("an address of the website that is none is refused by the browser or us, and stays", async () => (await page.locator("input[type=url]").inputValue()) === "shop.example");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("https://shop.example/");
  await look(page, "the third question");
  await page.keyboard.press("Enter");
  await page.locator(".first-steps").waitFor();
  check("the end of the questions is the list of first steps", page.url().endsWith("/console/business"));
}

async function settings(page) {
  await look_everywhere(page, "business", () => page.locator(".first-steps").waitFor());
  const open = () => page.locator(".first-steps li:not([data-done])").count();
  check("two steps are done already: name and hours", (await open()) === 5);

  await page.locator("#logo input[type=file]").setInputFiles({ name: "logo.svg", mimeType: "image/png", buffer: Buffer.from("<svg/>") });
  await page.locator("#logo .error").waitFor();
  await comes("what is no picture is refused in words that say what is one", async () => (await page.locator("#logo .error").innerText()).includes("PNG, JPEG or WebP"));
  await page.locator("#logo input[type=file]").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from(await draw(page), "base64") });
  await page.locator(".logo-ground[data-dark] img").waitFor();

  await page.locator("#colour input:not([type=color])").fill("#ffcc00");
  await page.locator("#colour figcaption", { hasText: "Made darker" }).waitFor();
  const shown = await page.locator("#colour").innerText();
  check("a colour that cannot be read is made readable before it is saved, and that is said with its contrast", /contrast at least 4\.[5-9] to 1/.test(shown) && shown.includes("#ffcc00 itself has only 1."), shown);
  check("and that it is not saved yet", shown.includes("Only shown so far"));
  await look(page, "a colour that is not saved yet");
  const accent = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent").trim());
  const before = await accent();
  await page.locator("#colour").getByRole("button", { name: "Save" }).click();
  await page.locator("#colour .done").waitFor();
  const { colour_light } = await ask_as(page, "GET", "/api/v1/business");
  await page.waitForFunction((it) => getComputedStyle(document.documentElement).getPropertyValue("--accent").trim() === it, colour_light);
  check("the console wears it at once", before !== colour_light && (await accent()) === colour_light, before);
  await page.reload();
  await page.locator("#colour").waitFor();
  check("and from the beginning of the next visit", (await accent()) === colour_light);

  await page.locator("#signature textarea").fill("{name}\n{phone}");
  await page.locator("#signature").getByRole("button", { name: "Save" }).click();
  await page.locator("#signature .mantine-InputWrapper-error").waitFor();
  await comes("an unknown brace is refused beside its field", async () => (await page.locator("#signature textarea").inputValue()).includes("{phone}"));
  await page.locator("#signature textarea").fill("{name}\n{business}");
  await page.locator("#signature").getByRole("button", { name: "Save" }).click();
  await page.locator("#signature .done").waitFor();

  await page.locator("#hours").getByRole("button", { name: "Monday: another time after a break" }).click();
  const monday = page.locator(".day").first();
  await monday.locator("input[type=time]").nth(2).fill("16:00");
  await monday.locator("input[type=time]").nth(3).fill("20:00");
  await page.locator("#hours").getByRole("button", { name: "Save" }).click();
  await monday.locator(".error-words").waitFor();
  await comes("hours that overlap are refused at their day", async () => (await monday.locator(".error-words").innerText()).includes("overlaps"));
  await monday.locator("input[type=time]").nth(2).fill("18:00");
  await page.locator("#hours").getByRole("button", { name: "Save" }).click();
  await page.locator("#hours .done").waitFor();
  await ask_as(page, "PATCH", "/api/v1/me", { language: "ar" });
  await page.reload();
  await page.locator(".first-steps").waitFor();
  await look(page, "business in Arabic");
  await ask_as(page, "PATCH", "/api/v1/me", { language: "en" });
}

/* Everything that the page took, but for the logo. */
async function weight(page, path) {
  const bodies = [];
  const take = (it) => it.url().includes("/logo") || bodies.push(it.body());
  page.on("response", take);
  await page.goto(path, { waitUntil: "networkidle" });
  page.off("response", take);
  return (await Promise.all(bodies)).reduce((sum, it) => sum + it.length, 0);
}

async function customers_see(browser, house, owner) {
  for (const [locale, title, scheme] of [["en-GB", "Contact us", "light"], ["es-ES", "", "dark"], ["ar", "", "light"]]) {
    const page = await open_page(browser, house.at, { locale, colorScheme: scheme, javaScriptEnabled: false });
    const bytes = await weight(page, "/contact");
    check(`the contact form in ${locale} is under 30 KB all told (${bytes})`, bytes > 1000 && bytes < 30 * 1024);
    await comes(`it wears the logo, ${locale}`, async () => await page.locator("header.top img[alt='Tonwerk Keramik']").isVisible());
    await comes(`it says whether somebody is there, ${locale}`, async () => (await page.locator("details.opening summary").innerText()).length > 10);
    if (title) check("its heading is in the reader's language", (await page.locator("h1").innerText()) === title);
    await page.context().close();
  }
  const page = await open_page(browser, house.at, {});
  await page.goto("/contact");
  const seen = await page.locator("main form button").evaluate((it) => getComputedStyle(it).backgroundColor);
  const told = await ask_as(owner, "GET", "/api/v1/business");
  const should = told.colour_light.match(/\w\w/g).map((it) => parseInt(it, 16)).join(", ");
  check("the button has the business's colour, made readable", seen === `rgb(${should})`, `${seen}, should be ${should}`);
  await page.locator("details.opening summary").click();
  await comes("the week is there, Monday with its break", async () => (await page.locator("details.opening").innerText()).includes("09:00–17:00 18:00–20:00"));
  await look_everywhere(page, "the contact form with hours");
  await page.goto("/c/a-dead-link");
  await comes("a dead link is a page with a way onward", async () => await page.locator("a[href='/contact']").isVisible());
  await look_everywhere(page, "a dead link");
  await page.context().close();
}

async function first_answer(browser, house, owner) {
  const customer = await open_page(browser, house.at, { javaScriptEnabled: false });
  await write_to_us(customer, { message: "Where is my bowl?", email: "ann@example.org" });
  await comes("the time on the private page is on the business's clock", async () => (await customer.locator("main").innerText()).includes("GMT+"));
  await owner.goto("/console/conversations/open");
  await owner.locator(".row").first().click();
  const rows = await ask_as(owner, "GET", "/api/v1/conversations?box=open&most=5");
  await ask_as(owner, "POST", `/api/v1/conversations/${rows[0].id}/messages`, { body: "It left today." });
  await owner.goto("/console/business");
  await owner.locator("#name").waitFor();
  await comes("with the first real answer the list of first steps is gone", async () => (await owner.locator(".first-steps").count()) === 0);
  await customer.context().close();
}

async function sample_leaves(browser) {
  const house = await open_house("", true);
  const owner = await open_page(browser, house.at, {});
  try {
    await sign_in_by(owner, house.link("ana@shop.example"));
    await owner.goto("/console/business");
    await owner.locator("#sample").waitFor();
    await comes("the sample shop has a name, too", async () => (await owner.locator("#name input").first().inputValue()) === "Rivas Ceramics");
    await owner.getByRole("button", { name: "Take the sample shop away" }).focus();
    await owner.keyboard.press("Enter");
    await owner.waitForFunction(() => document.activeElement?.closest(".sample-sure"));
    check("it asks once more, with the focus there", true);
    await look(owner, "the sample shop, asked once more");
    await owner.keyboard.press("Enter");
    await owner.locator("#sample").waitFor({ state: "detached", timeout: 60_000 });
    const left = await ask_as(owner, "GET", "/api/v1/conversations?box=all&most=5");
    check("nothing of it is left in the inbox", left.length === 0);
  } finally {
    await house.close();
  }
}

export async function business(browser) {
  const house = await open_house();
  const owner = await open_page(browser, house.at, { timezoneId: "Europe/Madrid" });
  try {
    await part("an owner comes in for the first time and is asked three questions", async () => {
      await sign_in_by(owner, house.link(), { set_up: true });
      await set_up(owner);
    });
    await part("the business's own page", () => settings(owner));
    await part("customers see the business", () => customers_see(browser, house, owner));
    await part("the first real answer ends the first steps", () => first_answer(browser, house, owner));
    await part("the sample shop leaves with one act", () => sample_leaves(browser));
    check("nothing went wrong unseen", owner.troubles.length === 0, owner.troubles.join("\n"));
  } finally {
    await house.close();
  }
}
