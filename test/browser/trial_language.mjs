// Every screen in the language that nobody speaks: what is not in brackets was never translated, what has no room has none in German either.
import { part } from "./house.mjs";
import { all_is_translated, no_sideways_scroll, sizes, words_have_room } from "./look.mjs";
import { walk } from "./walk.mjs";

const worth = ({ state }) => state !== "offline";

export async function trial_language(world) {
  await part("every screen in the trial language", () =>
    walk(world, ["qps"], async (page, { name }) => {
      await all_is_translated(page, name, world.shop.people);
      for (const size of ["desk", "small"]) {
        await page.setViewportSize(sizes[size]);
        await words_have_room(page, `${name}, ${size}`);
        await no_sideways_scroll(page, `${name}, ${size}`);
      }
      await page.setViewportSize(sizes.desk);
    }, { wanted: worth }));
  await part("every screen in the trial language, from right to left", () =>
    walk(world, ["qps-plocm"], async (page, { name }) => {
      for (const size of ["desk", "phone"]) {
        await page.setViewportSize(sizes[size]);
        await words_have_room(page, `${name}, ${size}`);
        await no_sideways_scroll(page, `${name}, ${size}`);
      }
      await page.setViewportSize(sizes.desk);
    }, { wanted: ({ state }) => state === "full" }));
}
