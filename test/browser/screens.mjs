// Every screen of the sample shop as a picture: tools/screens [FOLDER]. For looking at, not for comparing.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { open_browser, open_house, open_page, sign_in_by } from "./house.mjs";
import { ask_as } from "./story.mjs";

const folder = process.argv[2] ?? "build/screens";
const views = [
  ["light", "en", { width: 1440, height: 900 }],
  ["dark", "en", { width: 1440, height: 900 }],
  ["arabic", "ar", { width: 1440, height: 900 }],
  ["spanish", "es", { width: 1440, height: 900 }],
  ["phone", "en", { width: 390, height: 844 }],
  ["phone-arabic", "ar", { width: 390, height: 844 }],
];

async function pick(agent) {
  const open = await ask_as(agent, "GET", "/api/v1/conversations?box=open&most=50");
  const resolved = await ask_as(agent, "GET", "/api/v1/conversations?box=resolved&most=50");
  const talked = async (rows) => {
    const sizes = await Promise.all(rows.map((it) => ask_as(agent, "GET", `/api/v1/conversations/${it.id}/messages`)));
    const best = sizes.map((it, i) => [it.length + 3 * it.filter((m) => m.internal).length, i]).sort((a, b) => b[0] - a[0])[0];
    return rows[best[1]].id;
  };
  return { open: await talked(open), resolved: await talked(resolved) };
}

mkdirSync(folder, { recursive: true });
const house = await open_house("", true);
const browser = await open_browser();
try {
  const agent = await open_page(browser, house.at);
  await sign_in_by(agent, house.link(process.env.REGULARS_AS ?? ""));
  const which = await pick(agent);
  const screens = [
    ["today", "today", ".today-columns"],
    ["search", "search?q=bowl", ".result"],
    ["customers", "customers", ".row"],
    ["inbox", "conversations/open", ".row"],
    ["thread", `conversations/open/${which.open}`, ".message"],
    ["resolved", `conversations/resolved/${which.resolved}`, ".message"],
    ["empty", "conversations/mine", ".list .empty, .row"],
    ["numbers", "numbers", ".figure"],
    ["team", "staff", ".person"],
    ["you", "me", ".part"],
    ["health", "operation", ".signs td"],
  ];
  for (const [view, language, viewport] of views) {
    await ask_as(agent, "PATCH", "/api/v1/me", { language });
    await agent.emulateMedia({ colorScheme: view === "dark" ? "dark" : "light" });
    await agent.setViewportSize(viewport);
    for (const [name, path, ready] of screens) {
      await agent.goto(`/console/${path}`);
      await agent.locator(ready).first().waitFor();
      await agent.waitForTimeout(300);
      await agent.screenshot({ path: join(folder, `${name}-${view}.png`) });
    }
  }
} finally {
  await browser.close();
  await house.close();
}
