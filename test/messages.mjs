// What the console says to each message of test/messages.tsv; the server is asked by src/text/words_test.c. And whether the server's
// words for the months are those that browsers use.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { build } = createRequire(join(root, "web/package.json"))("esbuild");
const folder = mkdtempSync(join(tmpdir(), "regulars-messages-"));
await build({ entryPoints: [join(root, "web/kit/format.ts")], outfile: join(folder, "format.mjs"), format: "esm" });
const { format } = await import(pathToFileURL(join(folder, "format.mjs")).href);
rmSync(folder, { recursive: true });

let passed = 0;
let failed = 0;
function judge(what, said, should) {
  if (said === should) return passed++;
  failed++;
  console.log(`not ok: ${what}: ${said}, not ${should}`);
}

for (const row of readFileSync(join(root, "test/messages.tsv"), "utf8").split("\n")) {
  if (!row || row.startsWith("#")) continue;
  const [language, n, name, message, should] = row.split("\t");
  judge(`${language} ${n} ${name} ${message}`, format(message, { n: Number(n), name }, language.startsWith("qps") ? "en" : language), should);
}
for (const language of ["en", "es", "ar"]) {
  const words = JSON.parse(readFileSync(join(root, `words/${language}.json`), "utf8"));
  for (let month = 1; month <= 12; month++) {
    const key = `time.month_${String(month).padStart(2, "0")}`;
    judge(`${language} ${key}`, words[key], new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }).format(Date.UTC(2026, month - 1, 3)));
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
