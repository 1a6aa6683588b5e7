// How much script a screen costs: from the build's own account (build/console.json, written by web/build.mjs), and as a browser loads it.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, part } from "./house.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const FIRST_SCREEN_KB = 250;

export async function weight(world) {
  await part("what a screen weighs", async () => {
    const told = JSON.parse(readFileSync(join(root, "build/console.json"), "utf8"));
    const lazy = [...readFileSync(join(root, "web/console/shell.tsx"), "utf8").matchAll(/lazy\(\(\) => import\("\.\/(.+?)"\)/g)].map((it) => `console/${it[1]}.tsx`);
    check("every screen is a piece of its own", lazy.length >= 5 && lazy.every((it) => told.screens[it]), lazy.filter((it) => !told.screens[it]).join(", "));
    for (const [screen, it] of Object.entries(told.screens))
      check(`${screen} and all that it needs is at most ${FIRST_SCREEN_KB} KB`, it.kilobytes > 10 && it.kilobytes <= FIRST_SCREEN_KB, it.kilobytes);
    const others = (screen) => Object.entries(told.screens).filter(([name]) => name !== screen).map(([, it]) => it.own);
    check("no screen brings another", Object.entries(told.screens).every(([screen, it]) => !others(screen).some((own) => it.pieces.includes(own))));
    const asset = readdirSync(join(root, "build/web/console"));
    check("the account is of what is served", Object.values(told.screens).every((it) => it.pieces.every((piece) => asset.includes(piece))));

    const page = await world.page("owner", "en-GB");
    await page.goto("/console/conversations/all");
    await page.locator(".row").first().waitFor();
    const loaded = await page.evaluate(() => performance.getEntriesByType("resource").filter((it) => it.name.endsWith(".js")).map((it) => [it.name.split("/").at(-1), it.encodedBodySize]));
    const kilobytes = loaded.reduce((sum, [, bytes]) => sum + bytes, 0) / 1024;
    check(`a browser loads at most ${FIRST_SCREEN_KB} KB for the inbox`, kilobytes > 10 && kilobytes <= FIRST_SCREEN_KB, kilobytes);
    const brought = lazy.filter((it) => it !== "console/conversation/inbox.tsx" && loaded.some(([name]) => name === told.screens[it]?.own));
    check("and no other screen", brought.length === 0, brought.join(", "));
  });
  await world.leave();
}
