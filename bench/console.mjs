// The console in a browser on a large shop: node bench/console.mjs ADDRESS LINK ROWS, one JSON object on the last line. bench/run starts it.
// What it asked for is asked again by a bare client, one after another: that is the server's own time.
import { open_browser, open_page, sign_in_by } from "../test/browser/house.mjs";

const [at, link, most] = process.argv.slice(2);
const ROWS = Number(most);
const TIMES = 7;
const middle = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

/** In the page: when a frame first shows it, in ms since the page began, or since the next click on `clicked`. All of it is timed there. */
const shown = (page, selector, clicked = "") =>
  page.evaluate(
    ([what, on]) =>
      new Promise((done) => {
        const look = (since) => (document.querySelector(what) ? requestAnimationFrame((t) => done(t - since)) : requestAnimationFrame(() => look(since)));
        if (on) document.querySelector(on).addEventListener("click", () => look(performance.now()), { once: true, capture: true });
        else look(0);
      }),
    [selector, clicked],
  );

/** What is asked for from now on; the function that it gives says what that was. */
function listen(page) {
  const all = [];
  const note = (it) => it.method() === "GET" && it.url().startsWith(at) && !it.url().endsWith(".svg") && all.push(it.url());
  page.on("request", note);
  return () => (page.off("request", note), all);
}

/** The middle of several goes, in ms. Each must be answered well: a refusal would be quick. */
async function bare(page, addresses) {
  const took = [];
  const [session] = await page.context().cookies();
  const headers = { Cookie: `${session.name}=${session.value}`, "X-Regulars": "1", "Accept-Encoding": "gzip" };
  for (let i = 0; i < TIMES; i++) {
    const began = performance.now();
    for (const one of addresses) {
      const reply = await fetch(one, { headers });
      if (!reply.ok) throw new Error(`${one}: ${reply.status}`);
      await reply.arrayBuffer();
    }
    took.push(performance.now() - began);
  }
  return middle(took);
}

async function first_content(page) {
  const took = [];
  let addresses = [];
  for (let i = 0; i < TIMES; i++) {
    const asked = listen(page);
    await page.goto("/console/conversations/all", { waitUntil: "commit" });
    took.push(await shown(page, ".row"));
    addresses = asked();
    await page.waitForLoadState("networkidle");
  }
  const bytes = await page.evaluate(() => performance.getEntriesByType("resource").filter((it) => it.name.endsWith(".js")).reduce((sum, it) => sum + it.encodedBodySize, 0));
  return { inbox_ms: middle(took), inbox_server_ms: await bare(page, addresses), script_kb: bytes / 1024 };
}

/** A click that nothing announced, as of a program: no hand came near before. */
const by_program = (page, row) => row.evaluate((it) => setTimeout(() => it.click()));

/** A hand comes to the row, rests there a moment, and presses as long as a finger does. */
async function by_hand(page, row) {
  await row.hover();
  await page.waitForTimeout(100);
  await page.mouse.down();
  await page.waitForTimeout(80);
  await page.mouse.up();
}

/** From the click to a frame with its first message. The server's own time is that of all the screen asks for, until it asks for nothing more. */
async function thread_open(page, first, click) {
  const took = [], servers = [];
  for (let i = first; i < first + TIMES; i++) {
    const row = page.locator(".row").nth(i);
    const asked = listen(page);
    const open = shown(page, ".message", `[data-row="${await row.getAttribute("data-row")}"]`);
    await page.waitForTimeout(50);
    await click(page, row);
    took.push(await open);
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(500);
    servers.push(await bare(page, asked()));
    await page.keyboard.press("Escape");
    await page.locator(".message").first().waitFor({ state: "detached" });
    await page.mouse.move(0, 0);
  }
  return { ms: middle(took), server_ms: middle(servers) };
}

async function threads(page) {
  const hand = await thread_open(page, 1, by_hand);
  const program = await thread_open(page, 1 + TIMES, by_program);
  return { thread_ms: hand.ms, thread_server_ms: hand.server_ms, sudden_ms: program.ms, sudden_server_ms: program.server_ms };
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
  const told = { ...(await first_content(page)), ...(await threads(page)), ...(await acknowledged(page)), ...(await scroll(page)) };
  console.log(JSON.stringify(told));
} finally {
  await browser.close();
}
