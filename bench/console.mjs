// The console in a browser on a large shop: node bench/console.mjs ADDRESS LINK ROWS, one JSON object on the last line. bench/run starts it.
// What it asked for is asked again by a bare client, one after another: that is the server's own time.
import { open_browser, open_page, sign_in_by } from "../test/browser/house.mjs";

const [at, link, most] = process.argv.slice(2);
const ROWS = Number(most);
const TIMES = 7;
const middle = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

/** In the page: when a frame first shows it, in ms since `from`. */
const shown = (page, selector, from = 0) =>
  page.evaluate(
    ([what, since]) =>
      new Promise((done) => {
        const look = () => (document.querySelector(what) ? requestAnimationFrame((t) => done(t - since)) : requestAnimationFrame(look));
        look();
      }),
    [selector, from],
  );

const asked = (page, since) =>
  page.evaluate((from) => performance.getEntriesByType("resource").filter((it) => it.startTime >= from && it.name.startsWith(location.origin)).map((it) => it.name), since);

/** The middle of several goes, in ms. */
async function bare(page, addresses) {
  const took = [];
  const [session] = await page.context().cookies();
  const headers = { Cookie: `${session.name}=${session.value}`, "X-Regulars": "1", "Accept-Encoding": "gzip" };
  for (let i = 0; i < TIMES; i++) {
    const began = performance.now();
    for (const one of addresses) await (await fetch(one, { headers })).arrayBuffer();
    took.push(performance.now() - began);
  }
  return middle(took);
}

async function first_content(page) {
  const took = [];
  let addresses = [];
  for (let i = 0; i < TIMES; i++) {
    await page.goto("/console/conversations/all");
    took.push(await shown(page, ".row"));
    addresses = [page.url(), ...(await asked(page, 0))];
  }
  const bytes = await page.evaluate(() => performance.getEntriesByType("resource").filter((it) => it.name.endsWith(".js")).reduce((sum, it) => sum + it.encodedBodySize, 0));
  return { inbox_ms: middle(took), inbox_server_ms: await bare(page, addresses), script_kb: bytes / 1024 };
}

/** From the click to a frame with the first message. */
async function thread_open(page) {
  const took = [], servers = [];
  for (let i = 0; i < TIMES; i++) {
    const row = page.locator(".row").nth(i + 1);
    const since = await row.evaluate((it) => new Promise((done) => {
      it.addEventListener("click", () => done(performance.now()), { once: true, capture: true });
      setTimeout(() => it.click());
    }));
    took.push(await shown(page, ".message", since));
    servers.push(await bare(page, await asked(page, since)));
    await page.keyboard.press("Escape");
    await page.locator(".message").first().waitFor({ state: "detached" });
  }
  return { thread_ms: middle(took), thread_server_ms: middle(servers) };
}

/** How many frames pass between a click and the first that shows that it was heard. */
async function heard(page, name, selector) {
  const frames = [];
  for (let i = 0; i < TIMES; i++) {
    const it = page.locator(selector).nth(i % 2);
    await it.waitFor();
    await page.waitForTimeout(300);
    const counted = page.evaluate(() => new Promise((done, fail) => {
      let n = -1;
      const frame = () => { n++; requestAnimationFrame(frame); };
      addEventListener("click", () => {
        const watch = new MutationObserver(() => (watch.disconnect(), done(Math.max(n, 0) + 1)));
        watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        requestAnimationFrame(frame);
      }, { once: true, capture: true });
      setTimeout(() => fail(new Error("the click was not heard")), 5000);
    }));
    await it.click();
    frames.push(await counted.catch((why) => { throw new Error(`${name}: ${why}`); }));
  }
  return Math.max(...frames);
}

async function acknowledged(page) {
  const found = {};
  for (const [name, selector] of [["a row", ".row:not([aria-current])"], ["a box", ".boxes a:not([aria-current])"], ["a screen", ".rail a:not([aria-current])"]]) {
    await page.goto("/console/conversations/all");
    await page.locator(".row").first().waitFor();
    found[name] = await heard(page, name, selector);
  }
  return { frames: Math.max(...Object.values(found)), frames_of: found };
}

/** Wheels through ROWS rows; the tasks that kept the page busy for longer than 50 ms meanwhile. */
async function scroll(page) {
  await page.goto("/console/conversations/all");
  await page.locator(".row").first().waitFor();
  await page.waitForTimeout(1000);
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((it) => it.duration))).observe({ entryTypes: ["longtask"] });
  });
  const rows = page.locator(".list-rows");
  const height = await page.locator(".row").first().evaluate((it) => it.getBoundingClientRect().height);
  const box = await rows.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const began = performance.now();
  let top = 0, still = 0;
  while (top < ROWS * height && still < 100) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(16);
    const now = await rows.evaluate((it) => it.scrollTop);
    still = now > top ? 0 : still + 1;
    top = Math.max(now, top);
  }
  const tasks = await page.evaluate(() => window.tasks);
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  return { rows: Math.round(top / height), long_tasks: tasks.length, longest_ms: Math.max(0, ...tasks), nodes, scroll_s: (performance.now() - began) / 1000 };
}

const browser = await open_browser();
try {
  const page = await open_page(browser, at);
  page.setDefaultTimeout(60_000);
  await sign_in_by(page, link);
  const told = { ...(await first_content(page)), ...(await thread_open(page)), ...(await acknowledged(page)), ...(await scroll(page)) };
  console.log(JSON.stringify(told));
} finally {
  await browser.close();
}
