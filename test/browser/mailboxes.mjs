// E-mail in the console, with a real mail server's answers on the loopback: a mailbox is added and tried, what went wrong is said in plain
// words, what nobody understood waits for a person, and every number of the balance opens to its e-mails.
import { createServer } from "node:net";
import { check, comes, open_page, part, sign_in_by } from "./house.mjs";
import { look_everywhere } from "./look.mjs";
import { ask_as } from "./story.mjs";

/** A mail server as far as a fetcher and a test of the connection see it: one user, one folder. */
async function open_imap(secret) {
  const state = { connections: 0 };
  const server = createServer((socket) => {
    let asks = ""; /* the tag of a login that waits for its second line */
    const say = (line) => socket.writable && socket.write(`${line}\r\n`);
    state.connections++;
    socket.on("error", () => socket.destroy());
    say("* OK at your service");
    let rest = "";
    socket.on("data", (text) => {
      const lines = (rest + text).split("\r\n");
      rest = lines.pop();
      for (const line of lines) {
        const [tag, ...words] = line.split(" ");
        const command = words.join(" ").toUpperCase();
        if (asks) {
          const good = Buffer.from(line, "base64").toString().split("\0")[2] === secret;
          say(good ? `${asks} OK in` : `${asks} NO [AUTHENTICATIONFAILED] that is not the password`);
          asks = "";
        } else if (command.startsWith("CAPABILITY")) {
          say("* CAPABILITY IMAP4rev1 AUTH=PLAIN");
          say(`${tag} OK`);
        } else if (command.startsWith("AUTHENTICATE PLAIN")) {
          asks = tag;
          say("+ ");
        } else if (command.startsWith("SELECT") || command.startsWith("EXAMINE")) {
          const known = command.includes("INBOX");
          if (known) say("* 0 EXISTS\r\n* OK [UIDVALIDITY 7] yes\r\n* OK [UIDNEXT 1] yes\r\n* OK [PERMANENTFLAGS (\\Seen)] yes");
          say(known ? `${tag} OK [READ-WRITE] yes` : `${tag} NO [NONEXISTENT] no such folder`);
        } else if (command.startsWith("LOGOUT")) {
          say("* BYE");
          say(`${tag} OK`);
          socket.end();
        } else say(`${tag} OK`);
      }
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { state, port: server.address().port, close: () => server.close() };
}

const letter = (head, words) => `${head}To: support@desk.example\r\nSubject: ${words}\r\n\r\n${words}\r\n`;

async function hand_in(page, box, raw) {
  const reply = await page.request.fetch(`/api/v1/mailboxes/${box}/mails`, {
    method: "POST", data: Buffer.from(raw), headers: { "X-Regulars": "1", "Content-Type": "application/octet-stream" },
  });
  const { mail } = await reply.json();
  for (const end = Date.now() + 20_000; Date.now() < end; await page.waitForTimeout(100)) {
    const it = await ask_as(page, "GET", `/api/v1/mails/${mail}`);
    if (it.state !== "stored") return it;
  }
  return {};
}

const field = (page, of, label) => page.locator(`section[aria-labelledby="mailbox-${of}"]`).getByLabel(label, { exact: true });

async function adding(page, imap) {
  await page.goto("/console/mail");
  await page.locator(".empty").waitFor();
  await look_everywhere(page, "no mailbox yet", () => page.locator(".empty").waitFor());
  await page.getByRole("link", { name: "Add a mailbox" }).click();
  await field(page, "whose", "E-mail address").fill("ann@gmail.com");
  await page.getByRole("button", { name: "Use the servers of Gmail" }).click();
  check("a provider that is known fills its servers in", (await field(page, "imap", "Server").inputValue()) === "imap.gmail.com" && (await field(page, "smtp", "Port").inputValue()) === "465");
  check("and what it wants instead of a password is said", (await page.locator(".preset").innerText()).includes("app password"));
  await field(page, "whose", "E-mail address").fill("support@desk.example");
  await field(page, "whose", "Name").fill("Support");
  await field(page, "imap", "Encryption").selectOption("starttls");
  check("the usual port follows the encryption", (await field(page, "imap", "Port").inputValue()) === "143");
  await field(page, "imap", "Server").fill("127.0.0.1");
  await field(page, "imap", "Encryption").selectOption("bare");
  await field(page, "imap", "Port").fill(String(imap.port));
  await field(page, "imap", "User name").fill("support");
  await field(page, "imap", "Password").fill("wrong");
  await field(page, "imap", "Folders").fill("INBOX\nNowhere");
  await field(page, "smtp", "Server").fill("");
}

async function trying(page, imap) {
  const test = page.getByRole("button", { name: "Test the connection" });
  await test.click();
  await page.locator(".step-bad").waitFor();
  const words = await page.locator(".steps").innerText();
  check("what was refused is said in plain words, with the server's own", words.includes("User name or password was refused") && words.includes("that is not the password"), words);
  check("and what went well before it", words.includes("It answers on the port") && words.includes("It is a mail server"));
  await look_everywhere(page, "a connection that does not work", () => page.locator(".step-bad").waitFor());
  await field(page, "imap", "Password").fill("open sesame");
  check("another word takes the old result away", (await page.locator(".steps").count()) === 0);
  await test.click();
  await page.locator(".step-bad").waitFor();
  const second = await page.locator(".steps").innerText();
  check("each folder is looked for", second.includes("INBOX") && second.includes("0 e-mails") && second.includes("The folder is not there"), second);
  await field(page, "imap", "Folders").fill("");
  await test.press("Enter");
  await page.locator(".steps .done").waitFor();
  check("and what works is said so", (await page.locator(".step-bad").count()) === 0);
  check("nothing was kept by trying", (await ask_as(page, "GET", "/api/v1/mailboxes")).length === 0 && imap.state.connections >= 3);
}

async function keeping(page, imap) {
  await page.getByRole("button", { name: "Add a mailbox" }).click();
  await page.locator(".mailbox").waitFor();
  await comes("it is fetched, and says so", async () => /INBOX.*fetching works/.test(await page.locator(".hows").innerText()), () => page.locator(".hows").innerText());
  const [{ id }] = await ask_as(page, "GET", "/api/v1/mailboxes");
  await page.getByRole("link", { name: "Support" }).click();
  await field(page, "imap", "Password").waitFor();
  check("its password is not shown", (await field(page, "imap", "Password").inputValue()) === "" && !(await page.content()).includes("open sesame"));
  await page.getByRole("button", { name: "Test the connection" }).click();
  await page.locator(".steps .done").waitFor();
  check("it is tried with the password that is kept", true);
  await field(page, "imap", "Server").fill("localhost");
  const before = imap.state.connections;
  await page.getByRole("button", { name: "Test the connection" }).click();
  await page.locator(".mailbox-end .error").waitFor();
  check("but not at another server", (await page.locator(".mailbox-form").innerText()).includes("must be given anew") && imap.state.connections === before);
  await look_everywhere(page, "a password that is asked for again", () => page.locator(".mailbox-end .error").waitFor());
  return id;
}

async function looking_after(page, imap) {
  await page.goto("/console/mail");
  await page.getByRole("button", { name: "Fetch all of it: Support" }).click();
  await page.locator("dialog[open]").waitFor();
  await page.locator("dialog[open] button").last().click();
  await page.locator(".mailbox .done").waitFor();
  check("all of it is fetched again with one act", true);
  await page.getByRole("button", { name: "Switch off: Support" }).click();
  await comes("switched off, it says what becomes of its e-mails", async () => (await page.locator(".hows").innerText()).includes("They wait on the server"));
  imap.close();
  await page.getByRole("button", { name: "Switch on: Support" }).click();
  await comes("a server that is away is told within seconds", async () => /cannot be fetched[^]*Nobody answers on that port/.test(await page.locator(".hows").innerText()), () => page.locator(".hows").innerText());
  await look_everywhere(page, "a mailbox in trouble", () => page.locator(".how-bad").waitFor());
  await page.goto("/console/operation/audit");
  await comes("and stands in the audit", async () => (await page.locator(".findings").innerText()).includes("support@desk.example"));
}

async function quarantine(page, box) {
  await hand_in(page, box, letter("From: Olga <olga@example.org>\r\n", "My bowl broke"));
  await hand_in(page, box, letter("From: Olga <olga@example.org>\r\n", "My bowl broke"));
  await hand_in(page, box, letter("", "Nobody wrote this"));
  await hand_in(page, box, letter("", "Nor this"));
  await page.goto("/console/mail/quarantine");
  const rows = page.locator(".mail");
  await comes("what nobody understood waits", async () => (await rows.count()) === 2);
  check("with the reason in words", (await rows.first().innerText()).includes("does not say who wrote it"), await rows.first().innerText());
  check("and how many wait stands at the tab", (await page.locator(".tabs-count").last().innerText()) === "2");
  await look_everywhere(page, "the quarantine", () => rows.first().waitFor());
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Original: Nobody wrote this" }).click()]);
  check("the original can be had", file.suggestedFilename() === "mail.eml");
  await page.getByRole("button", { name: "Set aside: Nor this" }).press("Enter");
  await comes("one is set aside", async () => (await rows.count()) === 1);
  await page.getByRole("button", { name: "Open as a conversation: Nobody wrote this" }).click();
  await page.locator(".mail-opened a").waitFor();
  await comes("nothing is left", async () => (await rows.count()) === 0);
  await page.locator(".mail-opened a").click();
  await page.waitForURL("**/console/conversations/all/*");
  await comes("the other one is a conversation now", async () => (await page.locator(".thread").innerText()).includes("Nobody wrote this"));
}

async function balance(page) {
  await page.goto("/console/mail/balance");
  await page.locator(".balance td").first().waitFor();
  const today = page.locator(".balance tbody tr").first();
  const numbers = async () => (await today.locator("td:not(.balance-sum)").allInnerTexts()).map(Number);
  await comes("all that came is in the balance, and adds up", async () => String(await numbers()) === "4,2,0,0,2,0", async () => String(await numbers()));
  await comes("and it says so", async () => (await today.locator(".balance-sum").innerText()).includes("Yes"));
  await look_everywhere(page, "the balance", () => page.locator(".balance td").first().waitFor());
  await today.getByRole("link", { name: "2 suppressed" }).click();
  await page.locator(".mail").first().waitFor();
  const words = await page.locator(".mails").innerText();
  check("a number opens to its e-mails, each with its reason", (await page.locator(".mail").count()) === 2 && words.includes("byte for byte") && words.includes("Set aside by hand"), words);
  await look_everywhere(page, "the e-mails behind a number", () => page.locator(".mail").first().waitFor());
  await page.getByRole("link", { name: "Back to the balance" }).click();
  await today.getByRole("link", { name: "2 opened a conversation" }).click();
  await page.getByRole("link", { name: "Its conversation: My bowl broke" }).click();
  await comes("and each to what became of it", async () => (await page.locator(".thread").innerText()).includes("My bowl broke"));
  await page.route("**/balance?**", async (route) => {
    const reply = await route.fetch();
    const days = await reply.json();
    await route.fulfill({ response: reply, json: [{ ...days[0], seen: days[0].seen + 1, agrees: false }, ...days.slice(1)] });
  });
  await page.goto("/console/mail/balance");
  await comes("a day that does not add up stands out", async () => (await page.locator("tr[data-wrong]").count()) === 1 && (await page.getByRole("alert").innerText()).includes("1 day does not add up"));
  await look_everywhere(page, "a balance that differs", () => page.locator("tr[data-wrong]").waitFor());
  await page.unrouteAll({ behavior: "ignoreErrors" });
}

async function domains(page, dns) {
  dns.records = [{ name: "desk.example", type: "-" }, { name: "_dmarc.desk.example", type: "TXT", value: "v=DMARC1; p=reject" }];
  await page.goto("/console/mail/domains");
  const of = (record) => page.locator(`[data-record=${record}]`);
  const code = (record) => of(record).getAttribute("data-code");
  await comes("a domain of a mailbox is there, and nobody has looked it up", async () => (await page.locator(".mailbox").innerText()).includes("Nobody has looked it up yet"));
  await page.getByRole("button", { name: "Look it up: desk.example" }).click();
  await comes("what the DNS says is told by itself", async () => (await code("dmarc")) === "dmarc_good" && (await code("spf")) === "spf_missing" && (await code("mx")) === "mx_missing");
  await comes("with the record to publish", async () => (await of("spf").innerText()).includes("v=spf1 mx"), () => of("spf").innerText());
  await page.getByRole("button", { name: "Sign our e-mails: desk.example" }).press("Enter");
  await comes("a key is made, and its record told", async () => (await code("dkim")) === "dkim_missing" && (await of("dkim").innerText()).includes("v=DKIM1; k=rsa; p="), () => page.locator(".mailbox").innerText());
  await look_everywhere(page, "a domain with much to do", () => of("dkim").waitFor());
  const [it] = await ask_as(page, "GET", "/api/v1/domains");
  dns.records.push({ name: `${it.selector}._domainkey.desk.example`, type: "TXT", value: it.record });
  await page.getByRole("button", { name: "Look it up: desk.example" }).click();
  await comes("once it is published, our e-mails are signed", async () => (await code("dkim")) === "dkim_good" && (await page.locator(".mailbox").innerText()).includes("Our e-mails from here are signed"));
  await page.getByRole("button", { name: "Stop signing: desk.example" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop signing" }).click();
  await comes("and no more when nobody wants it", async () => (await code("dkim")) === "dkim_none");
}

export async function mailboxes(browser, house) {
  const imap = await open_imap("open sesame");
  const page = await open_page(browser, house.at);
  let box;
  await sign_in_by(page, house.link());
  await ask_as(page, "POST", "/api/v1/business/set-up", { name: "Desk", language: "en", zone: "UTC" }).catch(() => undefined);
  await part("a mailbox is added", () => adding(page, imap));
  await part("its connection is tried", () => trying(page, imap));
  await part("it is kept, and its password stays its own", async () => {
    box = await keeping(page, imap);
  });
  await part("it is looked after", () => looking_after(page, imap));
  await part("what nobody understood waits for a person", () => quarantine(page, box));
  await part("everything that came is accounted for", () => balance(page));
  await part("what the DNS says of its domain", () => domains(page, house.dns));
  check("no script failed in e-mail", page.troubles.length === 0, page.troubles.join("\n"));
  imap.close();
}
