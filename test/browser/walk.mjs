// Goes through the table of screens (screen_table.mjs), state by state, and calls `visit` at each.
import { check } from "./house.mjs";
import { screens } from "./screen_table.mjs";

export const locales = { en: "en-GB", es: "es-ES", ar: "ar-SA", qps: "qps", "qps-plocm": "qps-plocm" };
export const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 }, small: { width: 320, height: 640 } };

const address = (at, shop) => (typeof at === "function" ? at(shop) : at);

/** { name, who, at, ready, before, after, leave } of each state that this screen has. */
function states_of(screen) {
  const who = screen.who ?? "owner";
  const states = [{ name: "full", who, at: screen.at, ready: screen.ready }];
  for (const [name, it] of Object.entries(screen.more ?? {}))
    states.push({ name, who, at: screen.at, ready: screen.ready, ...(typeof it === "function" ? { after: it } : it) });
  if (screen.empty) {
    const { at = screen.at, ready } = typeof screen.empty === "string" ? { ready: screen.empty } : screen.empty;
    states.push({ name: "empty", who: "beginner", at, ready });
  }
  if (screen.asks) {
    const state = (name, ready, answer) => ({
      name, who, at: screen.at, ready,
      before: (page) => page.route(screen.asks, answer),
      leave: (page) => page.unrouteAll({ behavior: "ignoreErrors" }),
    });
    states.push(state("loading", "body:has(h1) .waiting", () => {})); /* it is never answered */
    states.push(state("error", "[role=alert]", (route) => route.fulfill({ status: 500, json: { error: "broken", field: "", message: "" } })));
  }
  if (screen.closed) states.push({ name: "not yours", who: "agent", at: screen.at, ready: ".empty-title" });
  if (screen.asks)
    states.push({
      name: "offline", who, at: screen.at, ready: screen.ready,
      after: async (page) => {
        await page.context().setOffline(true);
        await page.locator(".offline").waitFor();
      },
      leave: (page) => page.context().setOffline(false),
    });
  return states;
}

async function show(world, page, state, language) {
  await state.before?.(page);
  await page.goto(address(state.at, world.shop));
  await page.locator(state.ready).first().waitFor();
  await state.after?.(page, world, language);
}

/**
 * visit(page, { name, screen, state, language }) for every screen and state. `wanted` says which: ({ screen, state }) → boolean.
 * A state that cannot be shown is a failure with its name, and the others go on.
 */
export async function walk(world, languages, visit, { wanted = () => true, options } = {}) {
  for (const language of languages) {
    for (const screen of screens) {
      if (screen.spoken === false && language !== "en") continue;
      for (const state of states_of(screen)) {
        const which = { name: `${screen.name} ${state.name} ${language}`, screen, state: state.name, ready: state.ready, language };
        if (!wanted(which)) continue;
        const page = await world.page(state.who, locales[language], options);
        try {
          await show(world, page, state, language);
          await visit(page, which);
        } catch (why) {
          if (process.env.FAILED) await page.screenshot({ path: process.env.FAILED + which.name.replaceAll(" ", "-") + ".png" });
          check(`${which.name} is shown`, false, why.stack ?? why);
        }
        await state.leave?.(page, world, language)?.catch((why) => check(`${which.name} is left`, false, why.stack ?? why));
      }
    }
    await world.leave();
  }
}
