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
  await ask_as(agent, "PUT", `/api/v1/mailboxes/${id}`, { ...box, active: false });
}
