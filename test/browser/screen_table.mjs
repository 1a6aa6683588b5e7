// Every screen and every public page, one row each. What looks at screens walks this table (walk.mjs): axe, the trial language, zoom, forced
// colours, the record of pictures. So a new screen needs one row here:
//
//   name    what it is called in pictures and failures
//   at      its address; a function of the shop (world.mjs) where it names a thing
//   ready   what is there when it is itself
//   who     owner (usual), agent, beginner (nothing has happened yet), nobody (a customer, or who is signed out)
//   asks    what it asks of the API: held back for the state "loading", refused for "error", and then the line is cut for "offline"
//   empty   what is there when there is nothing yet; an object { at, ready } where the address differs
//   closed  true: an agent may not see it, and is told so
//   more    further states: a name, and what is done on the screen to get there; or { at, ready, who, after, leave } as far as they differ
//   spoken  false: it is written for programmers, in English only
import { locales } from "./walk.mjs";
import { soon } from "./world.mjs";

const dialog = (page) => page.locator("dialog[open]").waitFor();
const acts = (page) => page.locator(".acts button").first().waitFor(); /* a frame after the messages */

async function pick_three(page) {
  await page.locator(".row").first().waitFor();
  for (const key of ["j", "x", "Shift+J", "Shift+J"]) await page.keyboard.press(key);
  await page.locator(".bulk").waitFor();
}

/** The act is taken back, so that the next language finds the same. */
async function take_back(page) {
  const back = page.waitForResponse((it) => it.url().endsWith("/undo"));
  await page.keyboard.press("Control+z");
  await back;
}

const palette = (words, ready) => async (page) => {
  await page.keyboard.press("Control+k");
  await page.locator(".palette[open]").waitFor();
  if (words) await page.keyboard.type(words);
  await page.locator(ready).first().waitFor();
};

/** A colleague has the same thread open and begins to write. */
const beside = (world, language) => world.page("agent", locales[language]);

async function written_beside(page, world, language) {
  const other = await beside(world, language);
  await other.goto(page.url());
  await other.locator(".composer textarea").pressSequentially("Good morning, Rae");
  await page.locator(".here-writing").waitFor();
}

/** While an answer is on its way to the server, the customer writes once more. */
async function stopped(page, world) {
  const which = world.shop.ids.racing;
  const messages = () => world.ask("owner", "GET", `/api/v1/conversations/${which}/messages`);
  await page.route(`**/conversations/${which}/messages`, async (route) => {
    if (route.request().method() === "POST") {
      const before = (await messages()).length;
      await fetch(`${world.houses.full.at}${world.shop.pages.racing}/reply`, { method: "POST", redirect: "manual", body: new URLSearchParams({ message: "Never mind, it has just come!" }) });
      await soon("what the customer adds", async () => (await messages()).length > before);
    }
    await route.continue();
  });
  await page.locator(".composer textarea").fill("It leaves today, Rae.");
  await page.locator(".composer button[type=submit]").click();
  await page.locator(".stopped").waitFor();
}

export const screens = [
  { name: "door", at: "/console/", ready: "input[name=email]", who: "nobody" },
  {
    name: "inbox", at: "/console/conversations/open", ready: ".row-cell", asks: "**/api/v1/conversations?**", empty: ".list .empty",
    more: {
      keys: async (page) => {
        await page.keyboard.press("?");
        await dialog(page);
      },
      filters: async (page) => {
        await page.locator(".filters .pick-button").first().click();
        await page.locator(".pick-option").first().waitFor();
      },
      picked: pick_three,
      "picked tags": async (page) => {
        await pick_three(page);
        await page.locator(".bulk-tag").click();
        await page.locator(".pick-option").first().waitFor();
      },
      "picked done": {
        after: async (page) => {
          await pick_three(page);
          await page.locator(".bulk-tag").click();
          await page.keyboard.type("gift");
          await page.keyboard.press("Enter");
          await page.locator(".bulk-undo").waitFor();
        },
        leave: take_back,
      },
      "picked refused": {
        at: "/console/conversations/mine;sort=waiting",
        after: async (page) => {
          await page.locator(".row").first().waitFor();
          for (const key of ["j", "x", "e"]) await page.keyboard.press(key);
          await page.locator(".bulk-refused").waitFor();
        },
      },
      palette: palette("", ".palette-option"),
      "palette found": palette("bowl", ".palette-option"),
      "palette nothing": palette("zzqqzz", ".palette-option"),
    },
  },
  { name: "inbox-snoozed", at: "/console/conversations/snoozed", ready: ".row-cell" },
  { name: "inbox-spam", at: "/console/conversations/spam", ready: ".row-cell" },
  {
    name: "inbox-narrowed", at: (shop) => `/console/conversations/all;tag=${shop.tags.late};state=closed;language=en;sort=waiting`, ready: ".chip-on",
    more: {
      keep: async (page) => {
        await page.locator(".filters .pick-button").nth(1).click();
        await dialog(page);
      },
      nothing: { at: (shop) => `/console/conversations/spam;tag=${shop.tags.late}`, ready: ".list .empty" },
    },
  },
  {
    name: "inbox-view", at: (shop) => `/console/conversations/all;tag=${shop.tags.broken};view=${shop.views["Broken on the way"]}`, ready: ".row-cell",
    more: {
      acts: async (page) => {
        await page.locator(".filters .more > button").click();
        await page.locator(".more-acts").waitFor();
      },
    },
  },
  {
    name: "thread", at: (shop) => `/console/conversations/all/${shop.ids.plain}`, ready: ".message-staff", asks: "**/messages",
    more: {
      note: async (page) => {
        await page.locator(".composer label").nth(1).click();
        await page.locator(".composer textarea").fill("Offer the green one.");
      },
      acts: async (page) => {
        await page.locator(".thread .more > button").click();
        await page.locator(".more-acts").waitFor();
      },
      tags: async (page) => {
        await page.locator(".tag-add").click();
        await page.locator(".pick-option").first().waitFor();
      },
      "put off": async (page) => {
        await acts(page);
        await page.keyboard.press("z");
        await dialog(page);
      },
      "hand over": async (page) => {
        await acts(page);
        await page.keyboard.press("a");
        await dialog(page);
      },
      mention: async (page) => {
        await page.locator(".composer label").nth(1).click();
        await page.locator(".composer textarea").fill("");
        await page.locator(".composer textarea").pressSequentially("Is that right, @");
        await page.locator(".mentions [role=option]").first().waitFor();
      },
      palette: palette("", ".palette-option"),
    },
  },
  {
    name: "thread-beside", at: (shop) => `/console/conversations/all/${shop.ids.racing}`, ready: ".message",
    more: {
      writing: { after: written_beside, leave: async (page, world, language) => (await beside(world, language)).goto("/console/today") },
      stopped: { after: stopped, leave: (page) => page.unrouteAll({ behavior: "ignoreErrors" }) },
    },
  },
  { name: "thread-snoozed", at: (shop) => `/console/conversations/all/${shop.ids.snoozed}`, ready: ".snoozed[data-away]" },
  { name: "thread-back", at: (shop) => `/console/conversations/all/${shop.ids.back}`, ready: ".snoozed" },
  { name: "thread-draft", at: (shop) => `/console/conversations/all/${shop.ids.draft}`, ready: ".tag" },
  { name: "thread-long", at: (shop) => `/console/conversations/all/${shop.ids.long}`, ready: ".message" },
  { name: "thread-script", at: (shop) => `/console/conversations/all/${shop.ids.script}`, ready: ".message" },
  { name: "thread-resolved", at: (shop) => `/console/conversations/all/${shop.ids.answered}`, ready: ".answer" },
  { name: "thread-missing", at: "/console/conversations/all/1", ready: "[role=alert]" },
  {
    name: "tags", at: "/console/tags", ready: ".tags-row", asks: "**/api/v1/tags", empty: ".empty", closed: true,
    more: {
      rename: async (page) => {
        await page.locator(".tags-acts button").first().click();
        await page.locator(".tags-rename input").waitFor();
      },
      merge: async (page) => {
        await page.locator(".tags-acts button").nth(1).click();
        await page.locator("dialog[open] .pick-option").first().waitFor();
      },
      merging: async (page) => {
        await page.locator(".tags-acts button").nth(1).click();
        await page.locator("dialog[open] .pick-option").first().click();
        await page.locator(".tags-meaning").waitFor();
      },
    },
  },
  { name: "numbers", at: "/console/numbers", ready: ".figure", asks: "**/api/v1/reports/**", empty: ".figure" },
  { name: "numbers-csat", at: "/console/numbers/csat", ready: ".numbers-table td" },
  { name: "numbers-conversations", at: "/console/numbers/conversations", ready: ".chart" },
  { name: "today", at: "/console/today", ready: ".today-columns", asks: "**/api/v1/today*", empty: ".today-columns" },
  { name: "search", at: "/console/search?q=bowl", ready: ".result", asks: "**/api/v1/search?**" },
  { name: "search-begins", at: "/console/search", ready: ".search-help" },
  { name: "search-nothing", at: "/console/search?q=zzqqzz", ready: ".empty" },
  { name: "customers", at: "/console/customers", ready: ".row", asks: "**/api/v1/customers?**", empty: ".empty" },
  { name: "customer", at: (shop) => `/console/customers/${shop.customers.plain}`, ready: ".timeline li", asks: "**/timeline?**" },
  { name: "customer-long", at: (shop) => `/console/customers/${shop.customers.long}`, ready: ".timeline li" },
  { name: "customer-missing", at: "/console/customers/1", ready: "[role=alert]" },
  { name: "customer-script", at: (shop) => `/console/customers/${shop.customers.script}`, ready: ".timeline li" },
  { name: "team", at: "/console/staff", ready: ".person", asks: "**/api/v1/staff" },
  { name: "team-person", at: (shop) => `/console/staff/${shop.staff.agent}`, ready: ".part" },
  { name: "team-teams", at: "/console/staff/teams", ready: ".page-team h2, .empty", asks: "**/api/v1/teams", empty: ".page-team h2, .empty" },
  { name: "team-roles", at: "/console/staff/roles", ready: ".may td" },
  {
    name: "mail", at: "/console/mail", ready: ".mailbox", asks: "**/api/v1/mailboxes", empty: ".empty",
    more: {
      all: async (page) => {
        await page.locator('.mailbox-acts [data-variant="default"]').first().click();
        await dialog(page);
      },
      agent: { at: "/console/mail", ready: ".mailbox", who: "agent" },
    },
  },
  {
    name: "mail-box", at: (shop) => `/console/mail/${shop.box}`, ready: ".mailbox-form",
    more: {
      tried: async (page) => {
        await page.locator(".mailbox-end .mailbox-acts button").nth(1).click();
        await page.locator(".step-bad").first().waitFor();
      },
    },
  },
  {
    name: "mail-new", at: "/console/mail/new", ready: ".mailbox-form",
    more: {
      known: async (page) => {
        await page.locator("input[type=email]").fill("shop@gmail.com");
        await page.locator(".preset button").click();
        await page.locator(".preset p").first().waitFor();
      },
      refused: async (page) => {
        await page.locator("input[type=email]").fill("shop@gmail.com");
        await page.locator(".mailbox-end .mailbox-acts button").nth(1).click();
        await page.locator(".mailbox-end .error").waitFor();
      },
    },
  },
  { name: "mail-quarantine", at: "/console/mail/quarantine", ready: ".mail", asks: "**/api/v1/mailboxes/*/mails?**", empty: ".empty" },
  { name: "mail-balance", at: "/console/mail/balance", ready: ".balance td", asks: "**/balance?**", empty: ".empty" },
  { name: "mail-balance-behind", at: (shop) => `/console/mail/balance/${shop.box}?became=seen`, ready: ".mail" },
  { name: "mail-domains", at: "/console/mail/domains", ready: ".judgement", asks: "**/api/v1/domains", closed: true, empty: ".empty" },
  { name: "set-up", at: "/console/business/set-up", ready: "#set-up-question", who: "beginner" },
  { name: "business", at: "/console/business", ready: ".first-steps, #name", asks: "**/api/v1/business", closed: true, empty: ".first-steps" },
  { name: "you", at: "/console/me", ready: ".person", asks: "**/api/v1/me/sessions" },
  { name: "health", at: "/console/operation", ready: ".signs td", asks: "**/api/v1/vitals", closed: true },
  { name: "parked", at: "/console/operation/parked", ready: ".empty, .parked", asks: "**/api/v1/parked**" },
  { name: "audit", at: "/console/operation/audit", ready: ".finding", asks: "**/api/v1/audit" },
  { name: "acts", at: "/console/operation/acts", ready: ".acts-rows td", asks: "**/api/v1/acts**" },
  { name: "keys", at: "/console/operation/keys", ready: ".scopes input", asks: "**/api/v1/keys" },

  {
    name: "contact", at: "/contact", ready: "#message", who: "nobody",
    more: {
      refused: async (page) => {
        await page.locator("#name").fill("A name that stays");
        await page.locator("#email").fill("no-address");
        await page.locator("form").evaluate((it) => ((it.noValidate = true), it.querySelector("button").click()));
        await page.locator(".error").first().waitFor();
      },
    },
  },
  { name: "private", at: (shop) => shop.pages.plain, ready: ".thread", who: "nobody" },
  { name: "private-long", at: (shop) => shop.pages.long, ready: ".thread", who: "nobody" },
  { name: "private-script", at: (shop) => shop.pages.script, ready: ".thread", who: "nobody" },
  { name: "private-solved", at: (shop) => shop.pages.solved, ready: 'form[action$="/solved"]', who: "nobody" },
  { name: "private-asked", at: (shop) => shop.pages.asked, ready: 'a[href^="/s/"]', who: "nobody" },
  { name: "survey", at: (shop) => shop.surveys.asked, ready: "input[name=score]", who: "nobody" },
  { name: "survey-answered", at: (shop) => shop.surveys.answered, ready: "h1", who: "nobody" },
  { name: "nowhere", at: "/nowhere", ready: "h1", who: "nobody" },
  { name: "dead-link", at: "/sign-in/none", ready: "h1", who: "nobody" },
  { name: "api", at: "/api", ready: "h1", who: "nobody", spoken: false },
];
