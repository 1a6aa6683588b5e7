// The whole product as pictures, for looking at: tools/screens [FOLDER] [--only WORD,WORD] [--languages en,es,ar] [--sizes desk,phone,small]
// [--schemes light,dark]. Each screen and state of the table, light and dark, on a desk, a phone and at 320 pixels, in each language;
// index.html shows them beside each other, with those of earlier portions in the same folder.
// tools/screens --documents makes those of the README instead.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { open_browser, sum_up } from "./house.mjs";
import { sizes } from "./look.mjs";
import { locales, walk } from "./walk.mjs";
import { open_world } from "./world.mjs";

const words = process.argv.slice(2);
const option = (name, otherwise) => (words.includes(name) ? words.splice(words.indexOf(name), 2)[1] : otherwise);
const only = option("--only", "").split(",");
const wanted_sizes = option("--sizes", Object.keys(sizes).join()).split(",");
const schemes = option("--schemes", "light,dark").split(",");
const languages = option("--languages", "en,es,ar").split(",");
const documents = words.includes("--documents") && words.splice(words.indexOf("--documents"), 1);
const folder = words[0] ?? (documents ? "docs" : "build/screens");
const strange = [...languages.filter((it) => !Object.hasOwn(locales, it)), ...wanted_sizes.filter((it) => !Object.hasOwn(sizes, it)), ...schemes.filter((it) => !["light", "dark"].includes(it))];
if (strange.length || words.length > 1) {
  console.error(`tools/screens [FOLDER] [--only WORD,…] [--languages ${Object.keys(locales)}] [--sizes ${Object.keys(sizes)}] [--schemes light,dark] [--documents]`);
  process.exit(2);
}

/** In the README: what is to be seen, and how wide. */
const shown = {
  console: { wanted: ({ screen, state }) => screen.name === "thread" && state === "full", viewport: { width: 1280, height: 800 } },
  contact: { wanted: ({ screen, state }) => screen.name === "contact" && state === "full", viewport: { width: 760, height: 760 } },
};

async function for_documents(world) {
  for (const [name, { wanted, viewport }] of Object.entries(shown))
    await walk(world, ["en"], async (page) => {
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `${name}.png`) });
    }, { wanted, options: { viewport } });
}

const pictures = [];

async function everything(world) {
  await walk(world, languages, async (page, { name, screen, state, language }) => {
    let first = true;
    for (const size of wanted_sizes)
      for (const scheme of schemes) {
        await page.setViewportSize(sizes[size]);
        await page.emulateMedia({ colorScheme: scheme });
        const file = `${name} ${scheme} ${size}.png`.replaceAll(" ", "-");
        await page.waitForTimeout(first ? 350 : 60); /* what comes late has come */
        first = false;
        await page.screenshot({ path: join(folder, file) });
        pictures.push({ file, screen: screen.name, state, language, scheme, size });
      }
    await page.setViewportSize(sizes.desk);
    await page.emulateMedia({ colorScheme: "light" });
  }, { wanted: ({ name }) => only.some((word) => name.includes(word)) });
  keep_list();
  writeFileSync(join(folder, "index.html"), index());
}

/** Portions of one folder are one record. */
function keep_list() {
  const file = join(folder, "pictures.json");
  const fresh = new Set(pictures.map((it) => it.file));
  const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).filter((it) => !fresh.has(it.file)) : [];
  pictures.unshift(...before);
  writeFileSync(file, JSON.stringify(pictures));
}

/** A row for each screen and state, a column for each way of looking at it. */
function index() {
  const rows = new Map();
  for (const it of pictures) {
    const row = `${it.screen} · ${it.state}`;
    rows.set(row, [...(rows.get(row) ?? []), it]);
  }
  const figure = (it) => `<figure class="${it.size}"><a href="${it.file}"><img src="${it.file}" loading="lazy" alt=""></a><figcaption>${it.language} ${it.scheme} ${it.size}</figcaption></figure>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Screens</title>
<style>body{font:13px/1.4 system-ui,sans-serif;margin:16px;background:#ddd}h2{font-size:16px;margin:24px 0 8px}section{display:flex;gap:8px;overflow-x:auto}
figure{margin:0;flex:none}img{block-size:260px;border:1px solid #999}figcaption{color:#333}nav{columns:14rem}</style>
<h1>${pictures.length} pictures of ${rows.size} screens and states</h1>
<nav>${[...rows.keys()].map((row) => `<a href="#${row.replace(/\W+/g, "-")}">${row}</a><br>`).join("")}</nav>
${[...rows].map(([row, all]) => `<h2 id="${row.replace(/\W+/g, "-")}">${row}</h2><section>${all.map(figure).join("")}</section>`).join("\n")}
</html>
`;
}

mkdirSync(folder, { recursive: true });
const browser = await open_browser();
const world = await open_world(browser);
try {
  await (documents ? for_documents(world) : everything(world));
} finally {
  await world.close();
  await browser.close();
}
if (!documents) console.log(`${pictures.length} pictures: ${join(folder, "index.html")}`);
process.exit(sum_up());
