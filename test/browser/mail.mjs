// E-mail in a thread: what became of our answer, in plain words and with a way out, and what a mail only says it belongs to.
import { check, comes, part } from "./house.mjs";
import { look_everywhere } from "./look.mjs";
import { ask_as } from "./story.mjs";

const letter = (from, about, more, words) => `From: ${from}\r\nTo: support@desk.example\r\nSubject: ${about}\r\n${more}\r\n${words}\r\n`;

async function arrive(agent, box, raw) {
  const reply = await agent.request.fetch(`/api/v1/mailboxes/${box}/mails`, {
    method: "POST", data: Buffer.from(raw), headers: { "X-Regulars": "1", "Content-Type": "application/octet-stream" },
  });
  const { mail } = await reply.json();
  for (const end = Date.now() + 20_000; Date.now() < end; await agent.waitForTimeout(100)) {
    const it = await ask_as(agent, "GET", `/api/v1/mails/${mail}`);
    if (it.state !== "stored") return it;
  }
  return {};
}

/** For some seconds it is only on its way, and comes back as it was. */
async function undone(agent) {
  const field = agent.locator(".composer textarea");
  const waits = agent.locator("[data-dispatch]");
  await part("an answer is undone", async () => {
    await field.fill("Not this one.");
    await agent.locator(".composer button[type=submit]").click();
    await waits.locator("[data-undo]").click();
    await comes("it is a draft again", async () => (await field.inputValue()) === "Not this one." && (await waits.count()) === 0, () => field.inputValue());
  });
  await part("an answer for later", async () => {
    await agent.getByRole("button", { name: "Send later" }).click();
    await agent.locator("dialog button[type=submit]").click();
    await waits.waitFor();
    check("says when, and that it gives way", /unless the customer writes before/.test(await waits.innerText()), await waits.innerText());
    await look_everywhere(agent, "an answer that waits", () => waits.waitFor());
    await waits.locator("[data-undo]").click();
    await comes("and can be taken back", async () => (await field.inputValue()) === "Not this one." && (await waits.count()) === 0, () => field.inputValue());
    await field.fill("");
  });
}

/** Who stood in the customer's mail is offered, and gets nothing before somebody has taken them. */
async function recipients(agent, id) {
  const third = await arrive(agent, id, letter("Rut <rut@example.org>", "Two bowls", 'Cc: "Lind, Bo" <bo@example.net>, cy@example.net\r\n', "One for each of us."));
  const box = agent.locator(".envelope");
  const chips = () => box.locator(".person:not(.person-offered) bdi").allInnerTexts();
  await part("the box says who an answer goes to", async () => {
    await agent.goto(`/console/conversations/all/${third.conversation}`);
    await box.waitFor();
    check("the customer", (await box.locator(".person-to").innerText()) === "rut@example.org", await box.innerText());
    check("who only stood in their mail is offered, not added", (await chips()).length === 0 && (await box.locator(".person-offered").count()) === 2, await box.innerText());
    await look_everywhere(agent, "the recipients of an answer", () => box.waitFor());
  });
  await part("and others are added by hand", async () => {
    await box.locator(".person-offered").first().click();
    await comes("one who was offered", async () => (await chips()).join() === "bo@example.net", chips);
    await box.locator("input").nth(1).fill("nobody");
    await box.locator("input").nth(1).press("Enter");
    await box.getByRole("alert").waitFor();
    await box.locator("input").nth(1).fill("Dee <dee@example.com>");
    await box.locator("input").nth(1).press("Enter");
    await comes("one who was typed", async () => (await chips()).join() === "bo@example.net,dee@example.com", chips);
    await agent.reload();
    await comes("they stay beside the draft", async () => (await chips()).join() === "bo@example.net,dee@example.com", chips);
  });
  await part("what stands below an answer is folded", async () => {
    await agent.locator(".below-open").click();
    await comes("and can be read", async () => /Rut wrote[^]*One for each of us/.test(await agent.locator(".below-room").innerText()), () => agent.locator(".below-room").innerText());
  });
  await part("an answer with copies", async () => {
    await agent.locator(".composer textarea").fill("Both are on their way.");
    await agent.locator(".composer button[type=submit]").click();
    const line = agent.locator(".delivery");
    await line.waitFor();
    await comes("says who else it goes to", async () => /Cc: bo@example\.net[^]*Bcc: dee@example\.com/.test(await line.innerText()), () => line.innerText());
    await comes("the next one goes to who is known by now, openly", async () => (await chips()).join() === "bo@example.net", chips);
    await look_everywhere(agent, "an answer with copies", () => line.waitFor());
  });
  await undone(agent);
}

export async function mail(agent) {
  const box = { name: "Support", address: "support@desk.example", active: true };
  const { id } = await ask_as(agent, "POST", "/api/v1/mailboxes", box);
  const first = await arrive(agent, id, letter("Olga <olga@example.org>", "My bowl broke", "Message-ID: <one@example.org>\r\n", "It has a crack."));
  await ask_as(agent, "POST", `/api/v1/conversations/${first.conversation}/messages`, { body: "We send you another one." });
  const line = agent.locator(".delivery");
  await part("an answer that could not leave says so", async () => {
    await agent.goto(`/console/conversations/all/${first.conversation}`);
    await line.waitFor();
    check("to whom, and why", /olga@example\.org[^]*no server to send by/.test(await line.innerText()), await line.innerText());
    await look_everywhere(agent, "an answer that was not sent", () => line.waitFor());
  });
  await part("and can be sent again", async () => {
    await ask_as(agent, "PUT", `/api/v1/mailboxes/${id}`, { ...box, smtp_host: "127.0.0.1", smtp_port: 1, smtp_security: "bare" });
    await line.getByRole("button").click();
    await comes("it waits for its server now", async () => (await line.getAttribute("data-delivery")) === "queued" && (await line.getByRole("button").count()) === 0);
    await comes("and says that nobody answers there", async () => /tried again/.test(await line.innerText()), async () => line.innerText());
  });
  await part("a mail that only says what it belongs to", async () => {
    const second = await arrive(agent, id, letter("Eve <eve@example.net>", "Re: My bowl broke", "In-Reply-To: <one@example.org>\r\n", "Send it to me."));
    await agent.goto(`/console/conversations/all/${second.conversation}`);
    await agent.locator(".thread-claims a").click();
    await comes("leads to that one", async () => agent.url().endsWith(first.conversation));
  });
  await recipients(agent, id);
  await ask_as(agent, "PUT", `/api/v1/mailboxes/${id}`, { ...box, active: false });
}
