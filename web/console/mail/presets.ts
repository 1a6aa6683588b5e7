// Where well-known providers have their servers, by the address: as each of them publishes it.
import type { Draft, Security } from "./ask";

export interface Preset {
  provider: string;
  domains: string[];
  imap: [host: string, port: number, security: Security];
  smtp: [host: string, port: number, security: Security];
  asks: "" | "app_password" | "token"; /* what it wants instead of the usual password */
}

export const presets: Preset[] = [
  { provider: "Gmail", domains: ["gmail.com", "googlemail.com"], imap: ["imap.gmail.com", 993, "tls"], smtp: ["smtp.gmail.com", 465, "tls"], asks: "app_password" },
  { provider: "Outlook", domains: ["outlook.com", "hotmail.com", "live.com", "msn.com"], imap: ["outlook.office365.com", 993, "tls"], smtp: ["smtp-mail.outlook.com", 587, "starttls"], asks: "token" },
  { provider: "Yahoo", domains: ["yahoo.com", "ymail.com"], imap: ["imap.mail.yahoo.com", 993, "tls"], smtp: ["smtp.mail.yahoo.com", 465, "tls"], asks: "app_password" },
  { provider: "AOL", domains: ["aol.com"], imap: ["imap.aol.com", 993, "tls"], smtp: ["smtp.aol.com", 465, "tls"], asks: "app_password" },
  { provider: "iCloud", domains: ["icloud.com", "me.com", "mac.com"], imap: ["imap.mail.me.com", 993, "tls"], smtp: ["smtp.mail.me.com", 587, "starttls"], asks: "app_password" },
  { provider: "Fastmail", domains: ["fastmail.com", "fastmail.fm"], imap: ["imap.fastmail.com", 993, "tls"], smtp: ["smtp.fastmail.com", 465, "tls"], asks: "app_password" },
  { provider: "GMX", domains: ["gmx.de", "gmx.net", "gmx.at", "gmx.ch"], imap: ["imap.gmx.net", 993, "tls"], smtp: ["mail.gmx.net", 465, "tls"], asks: "" },
  { provider: "GMX", domains: ["gmx.com"], imap: ["imap.gmx.com", 993, "tls"], smtp: ["mail.gmx.com", 465, "tls"], asks: "" },
  { provider: "WEB.DE", domains: ["web.de"], imap: ["imap.web.de", 993, "tls"], smtp: ["smtp.web.de", 587, "starttls"], asks: "" },
  { provider: "mailbox.org", domains: ["mailbox.org"], imap: ["imap.mailbox.org", 993, "tls"], smtp: ["smtp.mailbox.org", 465, "tls"], asks: "" },
  { provider: "Posteo", domains: ["posteo.de", "posteo.net"], imap: ["posteo.de", 993, "tls"], smtp: ["posteo.de", 465, "tls"], asks: "" },
  { provider: "Zoho", domains: ["zohomail.com", "zoho.com"], imap: ["imap.zoho.com", 993, "tls"], smtp: ["smtp.zoho.com", 465, "tls"], asks: "" },
];

export function preset_of(address: string): Preset | undefined {
  const domain = address.trim().toLowerCase().split("@")[1] ?? "";
  return presets.find((it) => it.domains.includes(domain));
}

export function filled(draft: Draft, it: Preset): Draft {
  const user = draft.address.trim();
  const [imap_host, imap_port, imap_security] = it.imap;
  const [smtp_host, smtp_port, smtp_security] = it.smtp;
  const proof = it.asks === "token" ? "xoauth2" : "password";
  return { ...draft, imap_host, imap_port, imap_security, imap_user: user, imap_proof: proof, smtp_host, smtp_port, smtp_security, smtp_user: user, smtp_proof: proof };
}
