// web/ → build/web/console: one bundle split by screen, hashed names, a page that loads the first screen in one round.
// The words come from words/<language>.json, each language a piece of its own. Over the budget, the build fails.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const FIRST_SCREEN_BYTES = 250 * 1024;
const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../build/web/console");
const mode = process.argv.includes("--readable") ? { minify: false, sourcemap: "inline" } : { minify: true };

/** `words:<language>`: the words that begin with "console.", and those that name reports, permissions and acts. `words:qps` are made from English. */
const SHARED = ["finding.", "report.", "permission.", "act."];
const trial = (english) => execFileSync(join(here, "../tools/words"), ["--trial", english], { encoding: "utf8" });
const words = {
  name: "words",
  setup(b) {
    b.onResolve({ filter: /^words:/ }, (it) => ({ path: it.path.slice(6), namespace: "words" }));
    b.onLoad({ filter: /.*/, namespace: "words" }, (it) => {
      const file = join(here, `../words/${it.path === "qps" ? "en" : it.path}.json`);
      const all = Object.entries(JSON.parse(it.path === "qps" ? trial(file) : readFileSync(file, "utf8")));
      const mine = all.filter(([key]) => key.startsWith("console.") || SHARED.some((s) => key.startsWith(s)));
      return { contents: JSON.stringify(Object.fromEntries(mine)), loader: "json", watchFiles: [file] };
    });
  },
};

/** Mantine's variables of our theme, written once here, so that the page needs no style of its own (and CSP allows none). */
async function themeVariables() {
  const made = join(here, "node_modules/.theme.mjs");
  await build({
    stdin: {
      contents: `import { DEFAULT_THEME, convertCssVariables, defaultCssVariablesResolver, mergeMantineTheme } from "@mantine/core";
import { theme } from "./kit/theme";
export default convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)), ":root");`,
      resolveDir: here,
      loader: "ts",
    },
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outfile: made,
  });
  return (await import(pathToFileURL(made).href)).default;
}

function complete() {
  const keys = (file) => new Set(Object.keys(JSON.parse(readFileSync(join(here, "../words", file), "utf8"))).filter((k) => k.startsWith("console.")));
  const english = keys("en.json");
  for (const file of readdirSync(join(here, "../words"))) {
    const missing = [...english].filter((key) => !keys(file).has(key));
    if (missing.length) throw new Error(`words/${file} has no ${missing.join(", ")}`);
  }
}

const variables = await themeVariables();
const theme = {
  name: "theme",
  setup(b) {
    b.onResolve({ filter: /^theme:variables$/ }, () => ({ path: "variables.css", namespace: "theme" }));
    b.onLoad({ filter: /.*/, namespace: "theme" }, () => ({ contents: variables, loader: "css" }));
  },
};

complete();
rmSync(out, { recursive: true, force: true });
const made = await build({
  absWorkingDir: here,
  entryPoints: ["console/main.tsx"],
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022"],
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  metafile: true,
  legalComments: "none",
  plugins: [words, theme],
  ...mode,
});

const outputs = Object.entries(made.metafile.outputs);
const entry = (ending, point) => outputs.find(([path, it]) => path.endsWith(ending) && it.entryPoint?.endsWith(point));
const [first, main] = entry(".js", "console/main.tsx");

/** A piece and all that it loads at once. */
function closure(path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const it of made.metafile.outputs[path].imports) if (it.kind === "import-statement") closure(it.path, seen);
  return seen;
}
/** What a browser loads until this screen is there, in English. */
function weight(screen) {
  const needed = closure(first);
  for (const it of [screen, "words:en"]) closure(entry(".js", it)[0], needed);
  const bytes = [...needed].reduce((sum, path) => sum + gzipSync(readFileSync(join(here, path))).length, 0);
  return { bytes, kilobytes: bytes / 1024, own: basename(entry(".js", screen)[0]), pieces: [...needed].map((path) => basename(path)) };
}
const screens = [...readFileSync(join(here, "console/shell.tsx"), "utf8").matchAll(/lazy\(\(\) => import\("\.\/(.+?)"\)/g)].map((it) => `console/${it[1]}.tsx`);
const weights = Object.fromEntries(screens.map((screen) => [screen, weight(screen)]));
writeFileSync(join(out, "../../console.json"), JSON.stringify({ screens: weights }, null, 1)); /* test/browser/weight.mjs reads it */
const bytes = Math.max(...Object.values(weights).map((it) => it.bytes));
const preload = [...closure(first)].filter((path) => path !== first);

const address = (path) => `/console/${basename(path)}`;
writeFileSync(
  join(out, "index.html"),
  `<!doctype html>
<html lang="en" data-mantine-color-scheme="light">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Regulars</title>
<link rel="icon" href="/console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/colours.css" data-colours>
<link rel="stylesheet" href="${address(main.cssBundle)}">
${preload.map((path) => `<link rel="modulepreload" href="${address(path)}">`).join("\n")}
<script type="module" src="${address(first)}"></script>
<div id="root"></div>
<noscript><p class="no-script">The console needs JavaScript. Customers do not: their pages work without.</p></noscript>
</html>
`,
);
writeFileSync(join(out, "icon.svg"), readFileSync(join(here, "kit/icon.svg")));
const kilobytes = (bytes / 1024).toFixed(0);
console.log(`console: the heaviest screen to begin with is ${kilobytes} KB of script (of ${FIRST_SCREEN_BYTES / 1024} KB, gzip)`);
if (bytes > FIRST_SCREEN_BYTES) {
  console.error("console: a screen is too heavy to begin with");
  process.exit(1);
}
