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
//   more    further states, each a name and what is done on the screen to get there
//   spoken  false: it is written for programmers, in English only
export const screens = [
  { name: "door", at: "/console/", ready: "input[name=email]", who: "nobody" },
  {
    name: "inbox", at: "/console/conversations/open", ready: ".row-cell", asks: "**/api/v1/conversations?**", empty: ".list .empty",
    more: {
      keys: async (page) => {
        await page.keyboard.press("?");
        await page.locator("dialog[open]").waitFor();
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
        await page.locator(".more > button").click();
        await page.locator(".more-acts").waitFor();
      },
    },
  },
  { name: "thread-long", at: (shop) => `/console/conversations/all/${shop.ids.long}`, ready: ".message" },
  { name: "thread-script", at: (shop) => `/console/conversations/all/${shop.ids.script}`, ready: ".message" },
  { name: "thread-resolved", at: (shop) => `/console/conversations/all/${shop.ids.answered}`, ready: ".answer" },
  { name: "thread-missing", at: "/console/conversations/all/1", ready: "[role=alert]" },
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
  { name: "customer-script", at: (shop) => `/console/customers/${shop.customers.script}`, ready: ".timeline li" },
  { name: "team", at: "/console/staff", ready: ".person", asks: "**/api/v1/staff" },
  { name: "team-person", at: (shop) => `/console/staff/${shop.staff.agent}`, ready: ".part" },
  { name: "team-teams", at: "/console/staff/teams", ready: ".page-team h2, .empty", asks: "**/api/v1/teams", empty: ".page-team h2, .empty" },
  { name: "team-roles", at: "/console/staff/roles", ready: ".may td" },
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
