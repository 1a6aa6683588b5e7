// What looks at the screens is looked at first: each fault, planted on a page of its own, must be seen, and a page without must pass.
import { check, found_by, part } from "./house.mjs";
import * as look from "./look.mjs";

const FINE = `<main><h1>[Íñbóóx]</h1><p>[Ŵrííte to uus] <a href="/">[Heeree]</a> <bdi>Ann Arbor</bdi> 12 days <time>yesterday</time></p>
  <button style="min-height:30px;min-width:80px">[Ššeend]</button><label>[Ñaamee] <input style="height:30px" placeholder="[Yoouur naamee]"></label></main>`;
const faults = {
  all_is_translated: ["<p>Send</p>", "<p>[Seend] now</p>", '<button aria-label="Close">[x]</button>', '<input placeholder="Name">', "<select><option>Agent</option></select>"],
  words_have_room: [
    '<p style="width:40px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">[Reesoolveed today]</p>',
    '<p style="width:40px;white-space:nowrap">[Reesoolveed today]</p>',
    '<p style="height:10px;overflow:hidden">[Reesoolveed]<br>[today]<br>[today]</p>',
    '<p style="margin:0">[Reesoolveed]</p><p style="margin-top:-16px">[Waaiiting]</p>',
  ],
  no_sideways_scroll: ['<p style="width:2000px">[wiide]</p>'],
  targets_can_be_hit: ['<button style="width:12px;height:12px;padding:0">x</button><button style="width:12px;height:12px;padding:0">y</button>'],
  nothing_moves: ['<p style="transition:opacity 1s">[sloow]</p>', '<style>@keyframes k{to{opacity:0}}</style><p style="animation:k 2s infinite">[sloow]</p>'],
  signs_outlive_their_colours: ['<nav><a href="/" aria-current="page" style="background:green">[a]</a><a href="/">[b]</a></nav>'],
  focus_is_visible: ['<button style="outline:none">[a]</button>'],
  look: ["<img src='data:,'>"],
};

/** The faults that `one` names on this page. */
async function found(page, one, html) {
  await page.setContent(`<!doctype html><html lang="en" dir="ltr"><title>[t]</title>${html}`);
  return found_by(() => look[one](page, "planted"));
}

export async function instruments(browser) {
  const context = await browser.newContext({ forcedColors: "active", reducedMotion: "reduce" });
  const page = await context.newPage();
  await part("the instruments see what they look for", async () => {
    for (const [one, pages] of Object.entries(faults)) {
      check(`${one} passes a page without faults`, (await found(page, one, FINE)).length === 0, await found(page, one, FINE));
      for (const fault of pages) check(`${one} sees ${fault}`, (await found(page, one, FINE + fault)).length > 0);
    }
  });
  await context.close();
}
