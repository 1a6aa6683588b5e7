// Is a screen for everyone: axe finds nothing, nothing must be scrolled sideways, what has the focus shows it.
import { readFileSync } from "node:fs";
import { axe, check } from "./house.mjs";

const source = readFileSync(axe, "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page) {
  await page.evaluate(source);
  return page.evaluate(async (tags) => {
    const found = await window.axe.run(document, { runOnly: { type: "tag", values: tags } });
    return found.violations.map((it) => `${it.id}: ${it.help} — ${it.nodes.slice(0, 4).map((n) => `${n.target} ${n.any[0]?.message ?? ""}`).join(" | ")}`);
  }, RULES);
}

const sideways = (page) =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide <= 0) return "";
    const out = [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > innerWidth + 1 || it.getBoundingClientRect().left < -1);
    return `${wide}px: ${out.slice(0, 5).map((it) => `${it.tagName}.${it.className}`).join(", ")}`;
  });

export async function look(page, name, { scripted = true } = {}) {
  const found = scripted ? await violations(page) : [];
  if (scripted) check(`${name}: axe has nothing to say`, found.length === 0, found.join("\n    "));
  const wide = await sideways(page);
  check(`${name}: no sideways scroll`, wide === "", wide);
}

export const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 }, small: { width: 320, height: 640 } };

/** One screen in every size, light and dark. `settle` waits until the screen is itself again. */
export async function look_everywhere(page, name, settle = async () => {}) {
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport);
      await settle();
      await look(page, `${name}, ${scheme}, ${size}`);
      const folder = process.env.REGULARS_SCREENS;
      if (folder) await page.screenshot({ path: `${folder}/${name.replace(/\W+/g, "-")}-${scheme}-${size}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(sizes.desk);
}

/** Tab goes through the page; each stop shows that it is one. */
export async function focus_is_visible(page, name, stops = 12) {
  const hidden = [];
  for (let i = 0; i < stops; i++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const it = document.activeElement;
      if (!it || it === document.body) return "";
      const style = getComputedStyle(it);
      const box = it.closest(".composer-box");
      const shown = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none" || box || it.matches("input, textarea, select") || it.nextElementSibling?.tagName === "LABEL";
      return shown ? "" : `${it.tagName}.${it.className}`;
    });
    if (seen) hidden.push(seen);
  }
  check(`${name}: the focus is always visible`, hidden.length === 0, hidden.join(", "));
}
