// Every screen and state, for everybody: in three languages, light and dark, from a desk to 320 pixels, magnified, in forced colours, in
// stillness. Each screen meets each condition somewhere; tools/screens makes pictures of all of them together.
import { check, comes, part } from "./house.mjs";
import { focus_is_visible, look, no_sideways_scroll, nothing_moves, signs_outlive_their_colours, sizes, targets_can_be_hit } from "./look.mjs";
import { walk } from "./walk.mjs";

const settled = ({ state }) => !["loading", "offline", "error"].includes(state);
const first = ({ state }) => state === "full";

async function as(page, scheme, size) {
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize(sizes[size]);
}

/** Whatever language they are in, the rows begin where the screen's language begins, and show their first letter; tags stand in a line, each in its frame. */
async function rows_begin_together(page, name) {
  const astray = await page.evaluate(() =>
    [...document.querySelectorAll(".row bdi:not(.tag bdi)")].filter((it) => {
      const range = document.createRange(), text = it.firstChild, room = it.parentElement.getBoundingClientRect();
      if (!text?.length) return false;
      range.setStart(text, 0), range.setEnd(text, 1);
      const words = it.getBoundingClientRect(), letter = range.getBoundingClientRect();
      const begins = document.documentElement.dir === "rtl" ? room.right - words.right : words.left - room.left;
      return Math.abs(begins) > 1 || letter.right < room.left + 1 || letter.left > room.right - 1;
    }).map((it) => it.innerText));
  check(`${name}: every row begins where its line begins`, astray.length === 0, astray.join(" | "));
}

async function in_english(world) {
  await walk(world, ["en"], async (page, { name }) => {
    await as(page, "light", "desk");
    await look(page, `${name}, light, desk`);
    await nothing_moves(page, name);
    await as(page, "dark", "phone");
    await look(page, `${name}, dark, phone`);
    await targets_can_be_hit(page, `${name}, phone`);
    await as(page, "light", "desk");
  });
}

async function in_arabic(world) {
  await walk(world, ["ar"], async (page, { name, screen }) => {
    const direction = await page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`);
    check(`${name}: the page says its language and direction`, direction === "ar rtl", direction);
    await as(page, "dark", "desk");
    await look(page, `${name}, dark, desk`);
    if (screen.name === "inbox") await rows_begin_together(page, name);
    await as(page, "light", "small");
    await look(page, `${name}, light, small`);
    await as(page, "light", "desk");
  }, { wanted: settled });
}

async function in_spanish(world) {
  await walk(world, ["es"], async (page, { name }) => {
    for (const size of Object.keys(sizes)) {
      await as(page, "light", size);
      await no_sideways_scroll(page, `${name}, ${size}`);
    }
    await as(page, "light", "desk");
  }, { wanted: settled });
}

const OVER = "dialog[open], .pick-panel"; /* what lies over the screen, and is what it is about then */

/** 400 %: what is 1280 by 900 for others is 320 by 225 here, and each of its points four of the screen's. */
async function magnified(world) {
  const options = { viewport: { width: 320, height: 225 }, deviceScaleFactor: 4 };
  await walk(world, ["en"], async (page, { name, ready }) => {
    await comes(`${name}: it is magnified`, async () => await page.evaluate(() => devicePixelRatio === 4 && innerWidth === 320));
    await no_sideways_scroll(page, `${name}, 400 %`);
    const it = page.locator((await page.locator(OVER).count()) ? OVER : ready).first();
    await it.scrollIntoViewIfNeeded();
    const at = await it.boundingBox();
    const room = await it.evaluate((el) => {
      const box = el.getBoundingClientRect();
      const covers = document.elementFromPoint(Math.min(Math.max(box.left + 8, 1), innerWidth - 2), Math.min(Math.max(box.top + 8, 1), innerHeight - 2));
      return covers && (el.contains(covers) || covers.contains(el)) ? "" : `under ${covers?.tagName}.${covers?.className}`;
    });
    check(`${name}: what it is about can be brought into view`, at && room === "", room);
  }, { wanted: settled, options });
}

async function in_forced_colours(world) {
  await walk(world, ["en"], async (page, { name }) => {
    await comes(`${name}: colours are forced`, async () => await page.evaluate(() => matchMedia("(forced-colors: active)").matches));
    await signs_outlive_their_colours(page, name);
    await focus_is_visible(page, `${name}, forced colours`, 14);
  }, { wanted: first, options: { forcedColors: "active" } });
}

export async function everybody(world) {
  await part("every screen in English, light and dark", () => in_english(world));
  await part("every screen in Arabic", () => in_arabic(world));
  await part("every screen in Spanish", () => in_spanish(world));
  await part("every screen at 400 %", () => magnified(world));
  await part("every screen in forced colours", () => in_forced_colours(world));
}
