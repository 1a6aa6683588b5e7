// Made by `regulars api typescript` from the routes and their shapes; a test keeps it true and says how to refresh it.
// Ids are text (they do not fit a number), times are ISO 8601 in UTC, lists are arrays.
import { address, call, type Options } from "./call";

export { ApiError, type ErrorName, type Options } from "./call";
export type Id = string;
export type Time = string;

export interface Health {
  /** the database answers */
  ok: boolean;
  /** which engine */
  database: string;
  /** what is not as it should be: work, disk, cells */
  degraded: string[];
}

export interface FindingArg {
  name: string;
  value: string;
}

export interface Finding {
  /** danger: somebody may read, forge or lose something today */
  severity: "ok" | "note" | "warning" | "danger";
  /** what was looked at */
  about: string;
  /** what was found */
  words: string;
  /** what to do about it */
  fix: string;
  /** the same as a word of its own */
  code: string;
  /** and what stands in it */
  args: FindingArg[];
}

export interface Event {
  id: Id;
  at: Time;
  kind: string;
  actor_kind: "nobody" | "customer" | "staff" | "key" | "system";
  actor: Id | null;
  customer: Id | null;
  subject: Id | null;
  conversation: Id | null;
  team: Id | null;
  cause: Id | null;
  depth: number;
  body: unknown;
}

export interface Kind {
  kind: string;
  help: string;
}

export interface Sign {
  name: string;
  severity: "ok" | "note" | "warning" | "danger";
  /** seconds, bytes, count */
  unit: string;
  /** null: it cannot be told */
  value: number | null;
  /** from here on a warning; null: never */
  warning: number | null;
  /** from here on a danger; null: never */
  danger: number | null;
  /** the limits are floors: below them it is a warning, or a danger */
  below: boolean;
}

export interface Queue {
  reaction: string;
  /** it asks somebody outside */
  strangers: boolean;
  /** could run now */
  due: number;
  /** not due yet */
  waiting: number;
  /** of both: has failed before */
  retrying: number;
  parked: number;
  /** since when the first of those that are due is; null: none is */
  oldest_due: Time | null;
}

export interface Vitals {
  at: Time;
  started_at: Time;
  version: string;
  database: string;
  node: number;
  /** the newest migration it has had */
  schema: number;
  /** of the worst sign */
  severity: "ok" | "note" | "warning" | "danger";
  signs: Sign[];
  queues: Queue[];
}

export interface Parked {
  id: Id;
  /** what could not be done */
  reaction: string;
  /** of the last failure */
  reason: string;
  /** it asks somebody outside */
  strangers: boolean;
  tries: number;
  /** when it was tried last */
  due: Time;
  /** what had happened */
  kind: string;
  at: Time | null;
  customer: Id | null;
  conversation: Id | null;
}

export interface Retried {
  /** how many */
  retried: number;
}

export interface BusinessTold {
  /** empty: not said yet */
  name: string;
  /** for readers whose own language we do not speak */
  language: string;
  /** IANA time zone: whose clock our pages show */
  zone: string;
  website: string;
  /** as chosen; empty: ours */
  colour: string;
  /** as shown on light pages: made readable, 4.5:1 */
  colour_light: string;
  /** as shown on dark pages: made readable, 4.5:1 */
  colour_dark: string;
  signature: string;
  /** its address; empty: none */
  logo: string;
  /** the address of the contact form */
  contact: string;
  logo_width: number;
  logo_height: number;
  /** so long an answer by e-mail can be undone */
  undo_seconds: number;
  /** when the first questions were answered or put off */
  set_up_at: Time | null;
}

export interface Opening {
  /** each week */
  weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
  /** on the clock there */
  opens: string;
  /** not after opening: on the next day; 24:00 is midnight */
  closes: string;
}

export interface Span {
  /** on the clock there */
  opens: string;
  /** not after opening: on the next day; 24:00 is midnight */
  closes: string;
}

export interface SpecialDay {
  date: string;
  /** what customers are told: Christmas Day */
  name: string;
  /** instead of the weekday's; none: closed */
  spans: Span[];
}

export interface HoursTold {
  /** empty: nobody has said yet */
  week: Opening[];
  days: SpecialDay[];
  zone: string;
  /** just now */
  open: boolean;
  /** when that changes; null: not within a year */
  until: Time | null;
}

export interface AccentTold {
  /** as asked for */
  colour: string;
  /** as it would be shown on light pages: made readable, 4.5:1 */
  light: string;
  /** as it would be shown on dark pages: made readable, 4.5:1 */
  dark: string;
  /** the least contrast that it would have as it is, on light pages */
  chosen_on_light: number | null;
  /** the same on dark pages */
  chosen_on_dark: number | null;
  /** the least contrast of `light` */
  on_light: number | null;
  /** the least contrast of `dark` */
  on_dark: number | null;
}

export interface File {
  id: Id;
  sha256: string;
  name: string;
  type: string;
  bytes: number;
  at: Time;
  sender_kind: "nobody" | "customer" | "staff" | "key" | "system";
  sender: Id | null;
  /** it hangs on a message */
  used: boolean;
}

export interface Colleague {
  id: Id;
  name: string;
  email: string;
  role: "none" | "auditor" | "agent" | "lead" | "admin" | "owner";
  language: string;
  active: boolean;
  created_at: Time | null;
  /** null: never signed in */
  seen_at: Time | null;
  teams: Id[];
}

export interface Entrance {
  staff: Id | null;
  has_password: boolean;
  /** signing in asks for a code from an app */
  has_totp: boolean;
  /** when the one-time link was made that waits for them; null: none does */
  link_at: Time | null;
  link_expires_at: Time | null;
  /** where they are signed in */
  sessions: number;
}

export interface Invited {
  id: Id;
  name: string;
  email: string;
  role: "none" | "auditor" | "agent" | "lead" | "admin" | "owner";
  teams: Id[];
  /** signs them in once, within a week; shown this once */
  link: string;
}

export interface Staff {
  id: Id;
  name: string;
  email: string;
  role: "none" | "auditor" | "agent" | "lead" | "admin" | "owner";
  language: string;
  active: boolean;
  has_password: boolean;
  has_totp: boolean;
  created_at: Time | null;
  seen_at: Time | null;
  teams: Id[];
}

export interface OneTimeLink {
  /** signs them in once; shown this once */
  link: string;
}

export interface Me {
  id: Id;
  name: string;
  email: string;
  role: "none" | "auditor" | "agent" | "lead" | "admin" | "owner";
  language: string;
  teams: Id[];
  permissions: string[];
  has_password: boolean;
  has_totp: boolean;
  /** the newest event now: live can be asked since it */
  live: Id | null;
}

export interface Team {
  id: Id;
  name: string;
  created_at: Time | null;
  members: Id[];
}

export interface Allowed {
  permission: string;
  /** what it allows */
  help: string;
  /** who has it */
  roles: string[];
}

export interface ApiKey {
  id: Id;
  name: string;
  scopes: string;
  created_by: Id | null;
  created_at: Time | null;
  used_at: Time | null;
  revoked_at: Time | null;
  expires_at: Time | null;
}

export interface KeyOnce {
  id: Id;
  name: string;
  scopes: string;
  /** for the header Authorization: Bearer …; shown once */
  key: string;
}

export interface Act {
  id: Id;
  at: Time | null;
  kind: string;
  actor_kind: "nobody" | "customer" | "staff" | "key" | "system";
  actor: Id | null;
  /** of staff and keys */
  actor_name: string;
  subject: Id | null;
  /** of people, teams and keys */
  subject_name: string;
  conversation: Id | null;
  customer: Id | null;
  body: unknown;
}

export interface TotpOffer {
  /** for typing into an app */
  secret: string;
  /** for a picture that an app can read */
  uri: string;
}

export interface TotpCodes {
  /** each works once; they are not shown again */
  recovery_codes: string[];
}

export interface Session {
  id: Id;
  staff: Id | null;
  how: "link" | "password";
  agent: string;
  created_at: Time | null;
  seen_at: Time | null;
  expires_at: Time | null;
  current: boolean;
}

export interface Mention {
  id: Id;
  staff: Id;
  conversation: Id;
  message: Id;
  at: Time;
  /** null: it waits */
  read_at: Time | null;
  subject: string;
  /** who wrote the note */
  by: Id | null;
  /** the beginning of the note */
  excerpt: string;
}

export interface Customer {
  id: Id;
  name: string;
  language: string;
  first_contact_at: Time;
  email: string;
}

export interface ContactPoint {
  id: Id;
  customer: Id | null;
  /** email */
  kind: string;
  value: string;
}

export interface ClienteleRow {
  customer: Id;
  /** send it as `before` for the rows after this one */
  cursor: string;
  name: string;
  email: string;
  language: string;
  /** when something was last said with them */
  last_at: Time;
  /** where */
  conversation: Id;
  /** of their conversations */
  open: number;
  all: number;
}

export interface SurveyOutcome {
  id: Id;
  conversation: Id | null;
  kind: string;
  state: "suppressed" | "sent" | "opened" | "completed" | "expired" | "withdrawn" | "refused";
  /** why this person was not asked */
  reason: "none" | "spam" | "reopened" | "opted_out" | "unreachable" | "quarantine" | "same_kind" | "year";
  created_at: Time | null;
  expires_at: Time | null;
  answered_at: Time | null;
  score: number;
  comment: string;
  /** the customer may be contacted about this */
  contact: boolean;
}

export interface SurveyStanding {
  /** since then they do not want to be asked; null: they may be */
  opted_out_at: Time | null;
  /** the newest ten that you may see */
  answers: SurveyOutcome[];
}

export interface ChannelRow {
  /** as conversations name it */
  name: string;
  /** what people call it */
  title: string;
  /** answers leave through it; otherwise they are read on the private page */
  sends: boolean;
}

export interface Accepted {
  /** by which you can ask what became of it */
  incoming: Id;
  /** the customer's private page, if you asked for one: only for their eyes */
  link: string;
}

export interface IncomingStatus {
  id: Id;
  at: Time;
  channel: string;
  /** stored: safe, and not yet read */
  state: "stored" | "understood";
  /** what it led to, once it is understood */
  conversation: Id | null;
}

export interface MailboxWords {
  /** what we call it */
  name: string;
  /** what customers write to */
  address: string;
  /** whose conversations they become; null: everybody's */
  team: Id | null;
  /** its mail is fetched */
  active: boolean;
  /** its server delivers support+anything@ there, too */
  plus: boolean;
  /** the server that checks senders, as it calls itself in Authentication-Results */
  server: string;
  /** in From of our answers */
  from_name: string;
  /** below our answers */
  signature: string;
  /** empty: nothing is fetched */
  imap_host: string;
  /** 993 for tls, 143 for starttls */
  imap_port: number;
  /** bare: to this very machine only */
  imap_security: "tls" | "starttls" | "bare";
  imap_user: string;
  /** a password, or a token of which kind */
  imap_proof: "password" | "xoauth2" | "oauthbearer";
  /** one a line; empty: INBOX */
  imap_folders: string;
  /** what becomes of the server's copy */
  imap_after: "leave" | "seen" | "move";
  /** the folder, for move */
  imap_move_to: string;
  /** empty: nothing is sent */
  smtp_host: string;
  /** 465 for tls, 587 for starttls */
  smtp_port: number;
  smtp_security: "tls" | "starttls" | "bare";
  smtp_user: string;
  smtp_proof: "password" | "xoauth2" | "oauthbearer";
}

export interface MailboxWatch {
  mailbox: Id | null;
  /** smtp: how answers leave */
  folder: string;
  uidvalidity: number;
  uid: number;
  /** when it last answered */
  looked_at: Time | null;
  /** null: it answers */
  failing_since: Time | null;
  failures: number;
  /** the last one, in words */
  failure: string;
  /** which one that is, as a test of the connection names it; may be empty */
  fault: string;
}

export interface MailboxTold {
  id: Id;
  words: MailboxWords;
  has_imap_secret: boolean;
  has_smtp_secret: boolean;
  /** its folders, and how fetching goes */
  watches: MailboxWatch[];
}

export interface ConnectionStep {
  /** from which mail is fetched, or by which it leaves */
  server: "imap" | "smtp";
  /** name, connect, encryption, certificate, greeting, login, folder, sender */
  step: string;
  good: boolean;
  /** which, when it is not good */
  fault: string;
  /** what the server said, or as which address we may write */
  theirs: string;
  /** in one sentence */
  words: string;
  /** which, at the step folder */
  folder: string;
  /** in that folder */
  mails: number;
}

export interface MailAccepted {
  /** by which you can ask what became of it */
  mail: Id | null;
  /** suppressed: the same bytes were here before */
  state: "new" | "stored" | "conversation" | "attached" | "quarantined" | "suppressed";
}

export interface MailBalance {
  mailbox: Id | null;
  from: Time;
  to: Time;
  /** all that reached us */
  seen: number;
  /** kept, and not read yet */
  waiting: number;
  /** opened a conversation */
  conversation: number;
  /** joined one */
  attached: number;
  /** a person has to look */
  quarantined: number;
  /** nobody has to look: the same once more, our own, a machine's */
  suppressed: number;
  agrees: boolean;
}

export interface LedgerMail {
  id: Id;
  at: Time;
  mailbox: Id;
  way: "imap" | "pipe" | "http";
  folder: string;
  uidvalidity: number;
  uid: number;
  sha256: string;
  bytes: number;
  file: Id | null;
  state: "new" | "stored" | "conversation" | "attached" | "quarantined" | "suppressed";
  reason: "usual" | "same" | "own" | "report" | "report_of_none" | "auto_reply" | "no_sender" | "unclear_sender" | "unreadable" | "undecided" | "unfetched" | "opened";
  /** what went wrong, or what told the reason */
  words: string;
  tries: number;
  message_id: string;
  sender: string;
  sender_name: string;
  subject: string;
  facts: unknown;
  conversation: Id | null;
  message: Id | null;
  /** the same bytes came before, as this one */
  same_as: Id | null;
  /** of its conversation */
  team: Id | null;
}

export interface DomainJudgement {
  record: "mx" | "spf" | "dkim" | "dmarc";
  verdict: "good" | "note" | "wrong" | "unknown";
  /** what is right or wrong, for words of your own */
  code: string;
  /** as it stands in the DNS */
  found: string[];
  /** of the record to publish; empty: nothing is to be changed */
  name: string;
  /** of that record */
  type: string;
  /** of that record */
  value: string;
  /** for SPF: how many look-ups it needs */
  count: number;
}

export interface DomainTold {
  domain: string;
  /** null: never */
  asked_at: Time | null;
  /** when it was looked up last; before asked_at: it is under way */
  checked_at: Time | null;
  /** of our own key; empty: there is none */
  selector: string;
  /** the public half, as it has to stand in the DNS */
  record: string;
  /** it is being made */
  key_wanted: boolean;
  /** our mails are signed: the DNS has been seen to have the key */
  signs: boolean;
  /** one of each record */
  judgements: DomainJudgement[];
}

export interface MailWords {
  /** all of it; empty: nothing was cut off */
  text: string;
  /** the same, cleaned; empty: the text says it all */
  html: string;
}

export interface PicturesWanted {
  /** so many are on their way; 0: none is left */
  wanted: number;
}

export interface TagMark {
  tag: Id | null;
  name: string;
}

export interface InboxRow {
  id: Id;
  /** send it as `before` for the rows after this one */
  cursor: string;
  subject: string;
  state: "new" | "bot" | "open" | "scheduled" | "awaiting_customer" | "proposed" | "resolved" | "closed" | "merged" | "spam";
  channel: string;
  language: string;
  customer: Id;
  customer_name: string;
  customer_email: string;
  /** who answers for it */
  owner: Id | null;
  team: Id | null;
  last_at: Time;
  /** since when the customer waits for our answer */
  waiting_since: Time | null;
  /** the beginning of what was said last, notes aside */
  excerpt: string;
  tags: TagMark[];
}

export interface InboxCounts {
  open: number;
  mine: number;
  unowned: number;
  waiting: number;
  snoozed: number;
  resolved: number;
  spam: number;
  all: number;
}

export interface IdsFound {
  /** in the order of the list; at most 10,000 */
  ids: Id[];
}

export interface Facet {
  which: Id | null;
  word: string;
  count: number;
}

export interface InboxFacets {
  /** of the list as it is asked for */
  count: number;
  tags: Facet[];
  owners: Facet[];
  teams: Facet[];
  channels: Facet[];
  states: Facet[];
  languages: Facet[];
}

export interface Conversation {
  id: Id;
  customer: Id;
  channel: string;
  subject: string;
  state: "new" | "bot" | "open" | "scheduled" | "awaiting_customer" | "proposed" | "resolved" | "closed" | "merged" | "spam";
  resolved_how: "none" | "confirmed" | "assumed";
  owner: Id | null;
  team: Id | null;
  created_at: Time;
  last_at: Time;
  waiting_since: Time | null;
  first_reply_at: Time | null;
  resolved_at: Time | null;
  reopen_count: number;
  continues: Id | null;
  /** scheduled: comes back then; otherwise it came back then and nobody has acted since */
  snoozed_until: Time | null;
  /** why it was put off */
  snooze_reason: string;
  /** in which it is held, as in en, es, ar */
  language: string;
  /** it says that it belongs to this one, and nothing proves it */
  claims: Id | null;
}

export interface Message {
  id: Id;
  conversation: Id;
  author_kind: "nobody" | "customer" | "staff" | "key" | "system";
  author: Id | null;
  internal: boolean;
  /** a program wrote it in the customer's name: nobody waits for an answer */
  machine: boolean;
  /** as plain text */
  body: string;
  /** the same with its formatting, from a short list of elements; empty: it has none */
  html: string;
  at: Time;
  /** what hangs on it */
  files: File[];
}

export interface OwnershipSpan {
  id: Id;
  conversation: Id;
  staff: Id;
  from_at: Time;
  /** null: still does */
  to_at: Time | null;
}

export interface MailFacts {
  to: string[];
  cc: string[];
  reply_to: string;
  /** as the sender says */
  date: Time | null;
  /** may that server send for its envelope's sender */
  spf: "untold" | "pass" | "fail" | "softfail" | "neutral" | "none" | "unchecked";
  /** is a signature of a domain whole */
  dkim: "untold" | "pass" | "fail" | "softfail" | "neutral" | "none" | "unchecked";
  /** does one of both belong to the domain in From */
  dmarc: "untold" | "pass" | "fail" | "softfail" | "neutral" | "none" | "unchecked";
  /** whom that was about */
  spf_domain: string;
  /** who signed */
  dkim_domain: string;
  /** the domain in From is proved */
  proved: boolean;
  /** who writes: a person, or which kind of program */
  machine: "person" | "auto_reply" | "auto_generated" | "by_list" | "report" | "our_own";
  /** carries a colleague's address, and does not prove it */
  colleague: boolean;
  /** what a limit cut off, a bit each; 0: nothing */
  cuts: number;
  /** more files than are hung on a message; they are in the original */
  files_left: number;
  report: "no_bounce" | "permanent" | "temporary" | "delivered" | "complaint";
  report_reason: "unknown" | "no_such_mailbox" | "mailbox_full" | "mailbox_disabled" | "no_such_host" | "not_in_time" | "too_big" | "spam" | "refused" | "bad_content" | "looped" | "their_trouble" | "complained" | "arrived";
  /** addresses */
  report_of: string[];
  report_words: string;
  encrypted: boolean;
  is_signed: boolean;
}

export interface ShownPicture {
  /** 1: the first picture with an address in html, or in the whole */
  place: number;
  /** remote: lies elsewhere, and nobody asked for it */
  state: "hung" | "remote" | "wanted" | "fetched" | "failed";
  /** what there is to show */
  file: Id | null;
}

export interface MailReading {
  mail: Id;
  /** that was made of it */
  message: Id;
  /** it reached us */
  at: Time;
  sender: string;
  sender_name: string;
  subject: string;
  facts: MailFacts;
  /** what was said, cleaned; empty: the message's text says it all */
  html: string;
  /** earlier mails or a signature are folded away */
  more: boolean;
  pictures: ShownPicture[];
}

export interface DeliveryCopy {
  id: Id;
  message: Id;
  conversation: Id;
  email: string;
  /** Bcc: nobody else is told */
  hidden: boolean;
  state: "waiting" | "sent" | "refused";
  /** why a server did not take it for them */
  words: string;
}

export interface Delivery {
  message: Id;
  conversation: Id | null;
  /** by which it leaves; null: nobody knows by which one they came */
  mailbox: Id | null;
  recipient: string;
  state: "queued" | "sent" | "failed" | "bounced";
  /** in vain */
  tries: number;
  /** when it is tried again; null: it is over */
  due: Time | null;
  /** what the mail server said last, or what is wrong */
  words: string;
  /** its Message-ID, without < > */
  message_id: string;
  created_at: Time;
  sent_at: Time | null;
  /** who else gets it */
  copies: DeliveryCopy[];
}

export interface Correspondent {
  email: string;
  /** as a mail gave it */
  name: string;
  /** our last answer went to them, too; else they only stood in the customer's last mail */
  known: boolean;
}

export interface EnvelopeProposed {
  /** the customer; empty: no address */
  to: string;
  name: string;
  others: Correspondent[];
  /** stands below what you write */
  signature: string;
  quote_intro: string;
  quote: string;
  quote_html: string;
  /** so long an answer can be undone */
  undo_seconds: number;
}

export interface Dispatch {
  id: Id;
  conversation: Id;
  /** staff: in whose name it will be said */
  author: Id | null;
  body: string;
  html: string;
  to: string;
  cc: string[];
  bcc: string[];
  files: File[];
  /** a time was chosen; else it only can be undone until it is due */
  chosen: boolean;
  /** and then it is solved */
  resolves: boolean;
  /** when it leaves */
  due: Time;
  state: "waiting" | "said" | "taken_back" | "returned";
  /** why it was returned to its writer's draft */
  reason: "none" | "customer_wrote" | "refused";
  /** refused: what was wrong */
  words: string;
  /** said: that one */
  message: Id | null;
  created_at: Time;
}

export interface Draft {
  conversation: Id;
  kind: "reply" | "note";
  /** as plain text */
  body: string;
  /** the same with its formatting; empty: it has none */
  html: string;
  /** what another browser of yours typed meanwhile, or empty */
  other: string;
  /** the same with its formatting; empty: it has none */
  other_html: string;
  /** send it back as `base`; null: there is no draft and none was sent lately */
  revision: Id | null;
  /** when its last letter was typed */
  at: Time | null;
}

export interface Tagging {
  conversation: Id | null;
  tag: Id | null;
  name: string;
  at: Time;
}

export interface BulkOutcome {
  conversation: Id;
  /** already: it was so before */
  end: "done" | "already" | "refused";
  /** why it was refused */
  reason: "none" | "gone" | "forbidden" | "state" | "field" | "waiting" | "unowned" | "changed";
  /** the same in a sentence, with the fix */
  message: string;
}

export interface BulkAnswer {
  /** null: nothing of it can be taken back */
  undo: Id | null;
  done: number;
  already: number;
  refused: number;
  /** how many of those that were done can be taken back */
  undoable: number;
  /** in the order that was asked */
  outcomes: BulkOutcome[];
}

export interface SnoozeTime {
  /** later today; when we open tomorrow; when we open next, which is not tomorrow; or next week */
  name: "later" | "tomorrow" | "opening" | "week";
  at: Time;
}

export interface SnoozeTimes {
  /** somebody has said when we are open */
  known: boolean;
  /** the business's time zone, on which they are counted */
  zone: string;
  times: SnoozeTime[];
}

export interface Tag {
  id: Id;
  name: string;
  folded: string;
  created_at: Time;
  /** since when it is put on nothing more */
  retired_at: Time | null;
  /** it is another name of that one */
  merged_into: Id | null;
  /** conversations that carry it, as far as you may see them; spam aside */
  count: number;
}

export interface InboxFilter {
  /** which box; open when it is not named */
  box: "open" | "mine" | "unowned" | "waiting" | "snoozed" | "resolved" | "spam" | "all";
  /** activity: the newest first, as when it is not named; waiting: who has waited longest */
  sort: "activity" | "waiting";
  /** only those that carry this tag */
  tag: Id | null;
  /** only those that this member of staff owns */
  owner: Id | null;
  /** only those of this team */
  team: Id | null;
  /** only those of this customer */
  customer: Id | null;
  /** only those in this state */
  state: "any" | "new" | "bot" | "open" | "scheduled" | "awaiting_customer" | "proposed" | "resolved" | "closed" | "merged" | "spam";
  /** only those that came this way */
  channel: string;
  /** only those held in this language, as in en, es, ar */
  language: string;
  /** only those that began at this moment or later */
  opened_from: Time | null;
  /** only those that began before this moment */
  opened_to: Time | null;
}

export interface SavedView {
  id: Id;
  /** who made it */
  owner: Id | null;
  name: string;
  shared_with: "nobody" | "team" | "everybody";
  /** with which team it is shared */
  team: Id | null;
  filter: InboxFilter;
  created_at: Time;
  /** by you */
  may_change: boolean;
}

export interface ViewCount {
  view: Id;
  /** how many conversations it shows you */
  count: number;
}

export interface Mark {
  from: number;
  to: number;
}

export interface SearchRow {
  /** conversation, message or customer */
  kind: string;
  id: Id;
  conversation: Id | null;
  customer: Id | null;
  /** a subject, or a name */
  title: string;
  /** the customer it is about, by name or else by address */
  person: string;
  /** the part in which it was found, as one line of plain text */
  excerpt: string;
  /** where in the excerpt, in UTF-16 units */
  marks: Mark[];
  /** a note for colleagues */
  internal: boolean;
  at: Time;
}

export interface TodayRow {
  id: Id;
  subject: string;
  state: "new" | "bot" | "open" | "scheduled" | "awaiting_customer" | "proposed" | "resolved" | "closed" | "merged" | "spam";
  customer: Id;
  customer_name: string;
  customer_email: string;
  /** since when they wait or were asked; when it is due */
  since: Time;
}

export interface TodayPart {
  /** so many there are */
  n: number;
  /** the first eight */
  rows: TodayRow[];
}

export interface TodayMentions {
  n: number;
  rows: Mention[];
}

export interface ShownFigure {
  name: string;
  label: string;
  /** the whole figure in one sentence */
  said: string;
  /** of the evidence: D describes, it compares nothing */
  grade: string;
  unit: "share" | "points" | "scale" | "seconds" | "count";
  /** null: it cannot be told */
  value: number | null;
  /** of the 95 % interval */
  low: number | null;
  high: number | null;
  n: number;
  /** of n: it has not happened yet */
  censored: number;
  needed: number;
  enough: boolean;
}

export interface Headline {
  from: string;
  to: string;
  figure: ShownFigure;
}

export interface TodayNumber {
  /** which; empty: you may read none */
  report: string;
  headline: Headline;
}

export interface Today {
  /** who waits for you, the longest first */
  mine: TodayPart;
  /** who waits and is nobody's yet */
  unowned: TodayPart;
  /** notes that name you, and wait */
  mentions: TodayMentions;
  /** yours that were put off until today, or are back */
  due: TodayPart;
  /** whom you asked whether it is solved */
  proposed: TodayPart;
  /** work that waits for a person, if you may see it */
  parked: number;
  /** one thing worth knowing */
  number: TodayNumber;
}

export interface ReportDefinition {
  name: string;
  title: string;
  question: string;
  /** what is counted, and how, in plain words */
  definition: string;
  chart: string;
  measure: string;
  needed: number;
  parameters: string[];
  /** of a count: what is counted apart */
  lines: string[];
}

export interface ReportBeside {
  name: string;
  label: string;
  n: number;
}

export interface ReportPoint {
  at: Time | null;
  name: string;
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  enough: boolean;
}

export interface ReportRow {
  at: Time | null;
  conversation: Id | null;
  value: number | null;
  happened: boolean;
  line: string;
  beside: string;
}

export interface ReportAnswer {
  report: ReportDefinition;
  from: string;
  to: string;
  by: "fitting" | "day" | "week" | "month";
  figure: ShownFigure;
  others: ShownFigure[];
  beside: ReportBeside[];
  series: ReportPoint[];
  /** the newest */
  rows: ReportRow[];
  rows_total: number;
}

export interface BehindRow {
  at: Time | null;
  conversation: Id | null;
  customer: Id | null;
  subject: string;
  customer_name: string;
  value: number | null;
  happened: boolean;
  line: string;
  beside: string;
}

export interface Behind {
  /** of all pages */
  total: number;
  rows: BehindRow[];
}

export interface FirstStep {
  /** name, hours, password, colleague, link, try or answer */
  name: "name" | "hours" | "password" | "colleague" | "link" | "try" | "answer";
  /** as it really is, or happened */
  done: boolean;
}

export interface Checklist {
  /** something is left, and nobody put the list away */
  shown: boolean;
  /** the first questions were answered or put off */
  set_up: boolean;
  steps: FirstStep[];
}

export interface SampleSize {
  /** something here was told and did not happen */
  is_here: boolean;
  /** it is being taken away; the numbers become smaller */
  leaving: boolean;
  /** it was told to its end; only then can it leave */
  whole: boolean;
  /** that are still here */
  conversations: number;
  messages: number;
  customers: number;
  staff: number;
  /** the time that was told */
  from: Time | null;
  to: Time | null;
}

export const api = {
  health: {
    /** Is it well? Answers 200 when the database does. Permission: public. */
    get: (options?: Options) =>
      call<Health>("GET", "/health", {}, options),
  },
  metric: {
    /** Counters in Prometheus text format. Permission: operation.read. */
    get: (): string => address("/metrics", {}),
  },
  audit: {
    /** What the program finds about its own configuration. Permission: operation.read. */
    list: (options?: Options) =>
      call<Finding[]>("GET", "/api/v1/audit", {}, options),
  },
  event: {
    /** What happened, oldest first. Permission: event.read. */
    list: (input: {
      /** events after this one */
      after?: Id | null;
      /** at most so many; 100 */
      most?: number;
    } = {}, options?: Options) =>
      call<Event[]>("GET", "/api/v1/events", input, options),
    /** The kinds of things that happen. Permission: event.read. */
    listKinds: (options?: Options) =>
      call<Kind[]>("GET", "/api/v1/events/kinds", {}, options),
  },
  vital: {
    /** How the program is: what waits, how late it is, the disk, the database. Permission: operation.read. */
    get: (options?: Options) =>
      call<Vitals>("GET", "/api/v1/vitals", {}, options),
  },
  parked: {
    /** Reactions that were given up until a person looks. Permission: operation.read. */
    list: (options?: Options) =>
      call<Parked[]>("GET", "/api/v1/parked", {}, options),
    /** Try a parked reaction again. Permission: operation.manage. */
    retry: (input: {
      /** which one */
      job: Id;
    }, options?: Options) =>
      call<void>("POST", "/api/v1/parked/{job}/retry", input, options),
    /** Try all parked reactions of one kind again. Permission: operation.manage. */
    retryAll: (input: {
      /** all that are parked of this one */
      reaction: string;
    }, options?: Options) =>
      call<Retried>("POST", "/api/v1/parked/retry-all", input, options),
    /** Give a parked reaction up for good. Permission: operation.manage. */
    delete: (input: {
      /** which one */
      job: Id;
    }, options?: Options) =>
      call<void>("DELETE", "/api/v1/parked/{job}", input, options),
  },
  business: {
    /** Who we are: name, time zone, colour, signature. Permission: business.read. */
    get: (options?: Options) =>
      call<BusinessTold>("GET", "/api/v1/business", {}, options),
    /** Changes what is named; the rest stays. Permission: business.manage. */
    change: (input: {
      /** what customers call us */
      name?: string;
      /** one of ours: en, es, ar */
      language?: string;
      /** Europe/Berlin */
      zone?: string;
      /** where our name leads; empty: nowhere */
      website?: string;
      /** #1c6b5a; empty: ours */
      colour?: string;
      /** below what we send; {name} is who writes, {business} our name */
      signature?: string;
      /** so long an answer by e-mail can be undone: 0, 5, 10 or 30 */
      undo_seconds?: number;
    } = {}, options?: Options) =>
      call<BusinessTold>("PATCH", "/api/v1/business", input, options),
    /** The first questions are answered or put off: nobody is asked them again. Permission: business.manage. */
    setUp: (options?: Options) =>
      call<BusinessTold>("POST", "/api/v1/business/set-up", {}, options),
    /** When we answer: a week, special days, and whether it is open now. Permission: business.read. */
    getHours: (options?: Options) =>
      call<HoursTold>("GET", "/api/v1/business/hours", {}, options),
    /** The whole of it from now on. Permission: business.manage. */
    setHours: (input: {
      /** several a day are fine; empty: nobody is told */
      week: {
        /** each week */
        weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
        /** on the clock there */
        opens: string;
        /** not after opening: on the next day; 24:00 is midnight */
        closes: string;
      }[];
      /** holidays and other days */
      days?: {
        date: string;
        /** what customers are told: Christmas Day */
        name?: string;
        /** instead of the weekday's; none: closed */
        spans?: {
          /** on the clock there */
          opens: string;
          /** not after opening: on the next day; 24:00 is midnight */
          closes: string;
        }[];
      }[];
    }, options?: Options) =>
      call<HoursTold>("PUT", "/api/v1/business/hours", input, options),
    /** The body is the logo: PNG, JPEG or WebP, up to 200 KB and 2000 pixels each way. Permission: business.manage. */
    setLogo: (file: Blob, options?: Options) =>
      call<BusinessTold>("PUT", "/api/v1/business/logo", {}, options, file),
    /** Takes the logo away. Permission: business.manage. */
    deleteLogo: (options?: Options) =>
      call<void>("DELETE", "/api/v1/business/logo", {}, options),
    /** How a colour would be shown, and how well it can be read, before it is chosen. Permission: business.read. */
    getAccent: (input: {
      /** a colour */
      colour: string;
    }, options?: Options) =>
      call<AccentTold>("GET", "/api/v1/business/accent", input, options),
  },
  logo: {
    /** The logo, for our own pages; 204 when there is none. Permission: public. */
    get: (input: {
      /** which one a page means: another one, another address */
      is?: string;
    } = {}): string => address("/logo", input),
  },
  coloursCss: {
    /** The business's colour, made readable, for our own pages. Permission: public. */
    get: (input: {
      /** which one a page means: another one, another address */
      is?: string;
    } = {}): string => address("/colours.css", input),
  },
  live: {
    /** Becomes a WebSocket that tells what happens, from `since` on. Permission: signed_in. */
    get: (input: {
      /** the last event the screen knows */
      since?: Id | null;
    } = {}): string => address("/api/v1/live", input),
  },
  file: {
    /** Keeps the body as a file; the name comes from the query. Permission: file.send. */
    create: (input: {
      /** what it is called */
      name: string;
    }, file: Blob, options?: Options) =>
      call<File>("POST", "/api/v1/files", input, options, file),
    /** Downloads a file: your own, or one that hangs on a conversation you may see. Permission: file.read. */
    get: (input: {
      /** which one */
      file: Id;
    }): string => address("/api/v1/files/{file}", input),
  },
  staff: {
    /** Everybody who works here or did. Permission: staff.read. */
    list: (options?: Options) =>
      call<Colleague[]>("GET", "/api/v1/staff", {}, options),
    /** How each of us gets in: password, codes, a link that waits, and where they are signed in. Permission: staff.manage. */
    listEntrances: (options?: Options) =>
      call<Entrance[]>("GET", "/api/v1/staff/entrances", {}, options),
    /** Invite somebody: a link to hand to them, shown this once. Permission: staff.manage. */
    create: (input: {
      /** who this is */
      name: string;
      /** nobody else's */
      email: string;
      /** not above your own */
      role: "none" | "auditor" | "agent" | "lead" | "admin" | "owner";
      /** the teams they are in */
      teams?: Id[];
    }, options?: Options) =>
      call<Invited>("POST", "/api/v1/staff", input, options),
    /** Change somebody's name, address, role, language or teams. Permission: staff.manage. */
    change: (input: {
      /** whose */
      staff: Id;
      /** who this is */
      name?: string;
      /** nobody else's */
      email?: string;
      /** not above your own; a new one ends their sessions */
      role?: "none" | "auditor" | "agent" | "lead" | "admin" | "owner";
      /** of their screens */
      language?: string;
      /** all the teams they are in from now on */
      teams?: Id[];
    }, options?: Options) =>
      call<Staff>("PATCH", "/api/v1/staff/{staff}", input, options),
    /** A new sign-in link for somebody; the older one ends. Permission: staff.manage. */
    createLink: (input: {
      /** whose */
      staff: Id;
    }, options?: Options) =>
      call<OneTimeLink>("POST", "/api/v1/staff/{staff}/link", input, options),
    /** Take back the link that waits for somebody; whoever has never been here is then not one of us. Permission: staff.manage. */
    deleteLink: (input: {
      /** whose */
      staff: Id;
    }, options?: Options) =>
      call<Staff>("DELETE", "/api/v1/staff/{staff}/link", input, options),
    /** They may not act any more; refused while they own open conversations. Permission: staff.manage. */
    deactivate: (input: {
      /** whose */
      staff: Id;
    }, options?: Options) =>
      call<Staff>("POST", "/api/v1/staff/{staff}/deactivate", input, options),
    /** They may act again. Permission: staff.manage. */
    activate: (input: {
      /** whose */
      staff: Id;
    }, options?: Options) =>
      call<Staff>("POST", "/api/v1/staff/{staff}/activate", input, options),
    /** Somebody lost the app and the recovery codes: signing in asks for none any more. Permission: staff.manage. */
    deleteTotp: (input: {
      /** whose */
      staff: Id;
    }, options?: Options) =>
      call<Staff>("DELETE", "/api/v1/staff/{staff}/totp", input, options),
  },
  session: {
    /** Who you are and what you may do. Permission: signed_in. */
    get: (options?: Options) =>
      call<Me>("GET", "/api/v1/session", {}, options),
    /** Sign in with a password, and with a code when the account asks for one. Permission: public. */
    create: (input: {
      /** of the account */
      email: string;
      /** its password */
      password: string;
      /** of the app, or a recovery code: when the account asks for one */
      code?: string;
    }, options?: Options) =>
      call<Me>("POST", "/api/v1/session", input, options),
    /** Sign out here. Permission: signed_in. */
    delete: (options?: Options) =>
      call<void>("DELETE", "/api/v1/session", {}, options),
  },
  team: {
    /** The teams and who is in them. Permission: staff.read. */
    list: (options?: Options) =>
      call<Team[]>("GET", "/api/v1/teams", {}, options),
    /** A new team. Permission: staff.manage. */
    create: (input: {
      /** what the team is called */
      name: string;
    }, options?: Options) =>
      call<Team>("POST", "/api/v1/teams", input, options),
    /** Another name for a team. Permission: staff.manage. */
    change: (input: {
      /** which team */
      team: Id;
      /** what the team is called */
      name: string;
    }, options?: Options) =>
      call<Team>("PATCH", "/api/v1/teams/{team}", input, options),
  },
  permission: {
    /** What there is to be allowed, and which roles are. Permission: staff.read. */
    list: (options?: Options) =>
      call<Allowed[]>("GET", "/api/v1/permissions", {}, options),
  },
  key: {
    /** The API keys there are and were, without their secrets. Permission: key.manage. */
    list: (options?: Options) =>
      call<ApiKey[]>("GET", "/api/v1/keys", {}, options),
    /** A new API key; its secret is shown this once. Permission: key.manage. */
    create: (input: {
      /** what it is for */
      name: string;
      /** permissions that you have yourself; an owner may also say * */
      scopes: string[];
      /** from when on it is refused; never */
      expires_at?: Time | null;
    }, options?: Options) =>
      call<KeyOnce>("POST", "/api/v1/keys", input, options),
    /** Revoke an API key: the next request with it is refused. Permission: key.manage. */
    delete: (input: {
      /** which key */
      key: Id;
    }, options?: Options) =>
      call<void>("DELETE", "/api/v1/keys/{key}", input, options),
  },
  act: {
    /** Who did what, newest first. Permission: event.read. */
    list: (input: {
      /** whose acts; people: of staff and of their programs */
      by?: "people" | "staff" | "keys" | "system" | "customers";
      /** only what this person, key or customer did */
      actor?: Id | null;
      /** only events of this kind: staff.changed */
      kind?: string;
      /** from the beginning of this day on, such as 2026-11-01 */
      from?: string;
      /** to the end of this day */
      to?: string;
      /** what was done before this one: the next page */
      before?: Id | null;
      /** at most so many; 50 */
      most?: number;
    } = {}, options?: Options) =>
      call<Act[]>("GET", "/api/v1/acts", input, options),
    /** All of it as CSV, safe for spreadsheets. Permission: event.read. */
    getCsv: (input: {
      /** whose acts; people: of staff and of their programs */
      by?: "people" | "staff" | "keys" | "system" | "customers";
      /** only what this person, key or customer did */
      actor?: Id | null;
      /** only events of this kind: staff.changed */
      kind?: string;
      /** from the beginning of this day on, such as 2026-11-01 */
      from?: string;
      /** to the end of this day */
      to?: string;
      /** what was done before this one: the next page */
      before?: Id | null;
      /** at most so many; 50 */
      most?: number;
    } = {}): string => address("/api/v1/acts/csv", input),
  },
  me: {
    /** Change your own name or language. Permission: signed_in. */
    change: (input: {
      /** as colleagues and customers see it */
      name?: string;
      /** of the screens: en, es or ar; empty: as the browser says */
      language?: string;
    } = {}, options?: Options) =>
      call<Me>("PATCH", "/api/v1/me", input, options),
    /** Choose a password. Every other session of yours ends. Permission: signed_in. */
    setPassword: (input: {
      /** the new one: at least 10 characters */
      password: string;
      /** the one until now; not needed for the first, nor within an hour after a one-time link */
      current?: string;
    }, options?: Options) =>
      call<Me>("PUT", "/api/v1/me/password", input, options),
    /** Begin with codes from an app: a secret that does nothing until it is confirmed. Permission: signed_in. */
    createTotp: (options?: Options) =>
      call<TotpOffer>("POST", "/api/v1/me/totp", {}, options),
    /** Confirm with a code: from now on signing in asks for one. Answers ten recovery codes. Permission: signed_in. */
    setTotp: (input: {
      /** of the app */
      code: string;
    }, options?: Options) =>
      call<TotpCodes>("PUT", "/api/v1/me/totp", input, options),
    /** No more codes; needs one, or the password. Every other session of yours ends. Permission: signed_in. */
    deleteTotp: (input: {
      /** of the app */
      code?: string;
      /** instead of a code */
      password?: string;
    } = {}, options?: Options) =>
      call<Me>("DELETE", "/api/v1/me/totp", input, options),
    /** Where you are signed in. Permission: signed_in. */
    listSessions: (options?: Options) =>
      call<Session[]>("GET", "/api/v1/me/sessions", {}, options),
    /** Sign out everywhere but here. Permission: signed_in. */
    deleteSessions: (options?: Options) =>
      call<void>("DELETE", "/api/v1/me/sessions", {}, options),
    /** Sign out there. Permission: signed_in. */
    deleteSession: (input: {
      /** which session */
      session: Id;
    }, options?: Options) =>
      call<void>("DELETE", "/api/v1/me/sessions/{session}", input, options),
    /** Notes that name you, newest first, until you have read them. Permission: signed_in. */
    listMentions: (input: {
      /** also what was read; only what waits when it is not named */
      all?: boolean;
      /** the next page: the last mention you have */
      before?: Id | null;
      /** at most so many; 50 when it is not named */
      most?: number;
    } = {}, options?: Options) =>
      call<Mention[]>("GET", "/api/v1/me/mentions", input, options),
    /** You have read them. Permission: signed_in. */
    mentionsRead: (input: {
      /** those in this one; all when it is not named */
      conversation?: Id | null;
    } = {}, options?: Options) =>
      call<void>("POST", "/api/v1/me/mentions/read", input, options),
  },
  customer: {
    /** One customer. Permission: customer.read. */
    get: (input: {
      /** which customer */
      customer: Id;
    }, options?: Options) =>
      call<Customer>("GET", "/api/v1/customers/{customer}", input, options),
    /** What they are called, and in which language we write to them. Permission: customer.change. */
    change: (input: {
      /** which customer */
      customer: Id;
      /** as they want to be called */
      name?: string;
      /** in which we write to them, such as en or pt-BR (BCP 47); empty: not known */
      language?: string;
    }, options?: Options) =>
      call<Customer>("PATCH", "/api/v1/customers/{customer}", input, options),
    /** How they reach us. Permission: customer.read. */
    listContactPoints: (input: {
      /** which customer */
      customer: Id;
    }, options?: Options) =>
      call<ContactPoint[]>("GET", "/api/v1/customers/{customer}/contact-points", input, options),
    /** Everybody who ever wrote to us, newest contact first, as far as you may see their conversations. Permission: customer.read. */
    list: (input: {
      /** the next page: the cursor of the last row you have */
      before?: string;
      /** at most so many; 50 when it is not named */
      most?: number;
    } = {}, options?: Options) =>
      call<ClienteleRow[]>("GET", "/api/v1/customers", input, options),
    /** What happened with a customer, newest first, as far as you may see it. Permission: customer.read. */
    listTimeline: (input: {
      /** whose */
      customer: Id;
      /** the next page: the last event you have */
      before?: Id | null;
      /** only what is about this, the first word of the kinds: message, conversation, survey, customer */
      noun?: string;
      /** at most so many; 50 when it is not named */
      most?: number;
    }, options?: Options) =>
      call<Event[]>("GET", "/api/v1/customers/{customer}/timeline", input, options),
    /** What a customer answered when we asked how it went, and whether they may be asked. Permission: survey.read. */
    getSurveys: (input: {
      /** which customer */
      customer: Id;
    }, options?: Options) =>
      call<SurveyStanding>("GET", "/api/v1/customers/{customer}/surveys", input, options),
  },
  channel: {
    /** How customers reach us. Permission: conversation.read. */
    list: (options?: Options) =>
      call<ChannelRow[]>("GET", "/api/v1/channels", {}, options),
  },
  incoming: {
    /** Hand in what a customer said. 202: it is safe on disk, and becomes a conversation in a moment. Permission: incoming.write. */
    create: (input: {
      /** what the customer says */
      body: string;
      /** the customer's address, by which they are known again */
      email?: string;
      /** what the customer is called */
      name?: string;
      /** what it is about; made from the body when it is missing */
      subject?: string;
      /** the customer's language, such as en or pt-BR (BCP 47) */
      language?: string;
      /** make a private page on which the customer reads our answers */
      page?: boolean;
    }, options?: Options) =>
      call<Accepted>("POST", "/api/v1/incoming", input, options),
    /** What became of something that was handed in. Permission: incoming.write. */
    get: (input: {
      /** which one */
      incoming: Id;
    }, options?: Options) =>
      call<IncomingStatus>("GET", "/api/v1/incoming/{incoming}", input, options),
  },
  mailbox: {
    /** The addresses customers write to, and how fetching goes. Permission: mail.read. */
    list: (options?: Options) =>
      call<MailboxTold[]>("GET", "/api/v1/mailboxes", {}, options),
    /** A new mailbox. Permission: mailbox.manage. */
    create: (input: {
      /** what we call it */
      name: string;
      /** what customers write to */
      address: string;
      /** whose conversations they become; null: everybody's */
      team?: Id | null;
      /** its mail is fetched */
      active?: boolean;
      /** its server delivers support+anything@ there, too */
      plus?: boolean;
      /** the server that checks senders, as it calls itself in Authentication-Results */
      server?: string;
      /** in From of our answers */
      from_name?: string;
      /** below our answers */
      signature?: string;
      /** empty: nothing is fetched */
      imap_host?: string;
      /** 993 for tls, 143 for starttls */
      imap_port?: number;
      /** bare: to this very machine only */
      imap_security?: "tls" | "starttls" | "bare";
      imap_user?: string;
      /** a password, or a token of which kind */
      imap_proof?: "password" | "xoauth2" | "oauthbearer";
      /** one a line; empty: INBOX */
      imap_folders?: string;
      /** what becomes of the server's copy */
      imap_after?: "leave" | "seen" | "move";
      /** the folder, for move */
      imap_move_to?: string;
      /** empty: nothing is sent */
      smtp_host?: string;
      /** 465 for tls, 587 for starttls */
      smtp_port?: number;
      smtp_security?: "tls" | "starttls" | "bare";
      smtp_user?: string;
      smtp_proof?: "password" | "xoauth2" | "oauthbearer";
      /** empty: as it was */
      imap_secret?: string;
      /** empty: as it was */
      smtp_secret?: string;
    }, options?: Options) =>
      call<MailboxTold>("POST", "/api/v1/mailboxes", input, options),
    /** All its settings anew; a secret that is left out stays. Permission: mailbox.manage. */
    set: (input: {
      /** which one */
      mailbox: Id;
      /** what we call it */
      name: string;
      /** what customers write to */
      address: string;
      /** whose conversations they become; null: everybody's */
      team?: Id | null;
      /** its mail is fetched */
      active?: boolean;
      /** its server delivers support+anything@ there, too */
      plus?: boolean;
      /** the server that checks senders, as it calls itself in Authentication-Results */
      server?: string;
      /** in From of our answers */
      from_name?: string;
      /** below our answers */
      signature?: string;
      /** empty: nothing is fetched */
      imap_host?: string;
      /** 993 for tls, 143 for starttls */
      imap_port?: number;
      /** bare: to this very machine only */
      imap_security?: "tls" | "starttls" | "bare";
      imap_user?: string;
      /** a password, or a token of which kind */
      imap_proof?: "password" | "xoauth2" | "oauthbearer";
      /** one a line; empty: INBOX */
      imap_folders?: string;
      /** what becomes of the server's copy */
      imap_after?: "leave" | "seen" | "move";
      /** the folder, for move */
      imap_move_to?: string;
      /** empty: nothing is sent */
      smtp_host?: string;
      /** 465 for tls, 587 for starttls */
      smtp_port?: number;
      smtp_security?: "tls" | "starttls" | "bare";
      smtp_user?: string;
      smtp_proof?: "password" | "xoauth2" | "oauthbearer";
      /** empty: as it was */
      imap_secret?: string;
      /** empty: as it was */
      smtp_secret?: string;
    }, options?: Options) =>
      call<MailboxTold>("PUT", "/api/v1/mailboxes/{mailbox}", input, options),
    /** Test the connection: each step to its servers, up to the first that fails; nothing is kept, fetched or sent. Permission: mailbox.manage. */
    check: (input: {
      /** whose secrets are meant where none is given; null: a new one */
      mailbox?: Id | null;
      /** what we call it */
      name: string;
      /** what customers write to */
      address: string;
      /** whose conversations they become; null: everybody's */
      team?: Id | null;
      /** its mail is fetched */
      active?: boolean;
      /** its server delivers support+anything@ there, too */
      plus?: boolean;
      /** the server that checks senders, as it calls itself in Authentication-Results */
      server?: string;
      /** in From of our answers */
      from_name?: string;
      /** below our answers */
      signature?: string;
      /** empty: nothing is fetched */
      imap_host?: string;
      /** 993 for tls, 143 for starttls */
      imap_port?: number;
      /** bare: to this very machine only */
      imap_security?: "tls" | "starttls" | "bare";
      imap_user?: string;
      /** a password, or a token of which kind */
      imap_proof?: "password" | "xoauth2" | "oauthbearer";
      /** one a line; empty: INBOX */
      imap_folders?: string;
      /** what becomes of the server's copy */
      imap_after?: "leave" | "seen" | "move";
      /** the folder, for move */
      imap_move_to?: string;
      /** empty: nothing is sent */
      smtp_host?: string;
      /** 465 for tls, 587 for starttls */
      smtp_port?: number;
      smtp_security?: "tls" | "starttls" | "bare";
      smtp_user?: string;
      smtp_proof?: "password" | "xoauth2" | "oauthbearer";
      /** empty: as it was */
      imap_secret?: string;
      /** empty: as it was */
      smtp_secret?: string;
    }, options?: Options) =>
      call<ConnectionStep[]>("POST", "/api/v1/mailboxes/check", input, options),
    /** Fetch its folders from their beginning, whatever their age; what is here already stays as it is. Permission: mailbox.manage. */
    backfill: (input: {
      /** which one */
      mailbox: Id;
    }, options?: Options) =>
      call<void>("POST", "/api/v1/mailboxes/{mailbox}/backfill", input, options),
    /** Hand in one e-mail, as it came (RFC 5322). 202: it is safe on disk, and sorted in a moment. Permission: incoming.write. */
    createMail: (input: {
      /** whose */
      mailbox: Id;
    }, file: Blob, options?: Options) =>
      call<MailAccepted>("POST", "/api/v1/mailboxes/{mailbox}/mails", input, options, file),
    /** What became of all mail, a row for each day: what was seen is the sum of the rest. Permission: mail.read. */
    listBalance: (input: {
      /** whose */
      mailbox: Id;
      /** so many, today first; 14 when it is left out */
      days?: number;
    }, options?: Options) =>
      call<MailBalance[]>("GET", "/api/v1/mailboxes/{mailbox}/balance", input, options),
    /** The mails themselves, newest first. Permission: mail.read. */
    listMails: (input: {
      /** whose */
      mailbox: Id;
      /** quarantined, suppressed, …; empty: all */
      state?: string;
      /** reached us then or later */
      from?: Time | null;
      /** before then */
      to?: Time | null;
      /** older than this one: the last of the page before */
      before?: Id | null;
      /** 50 when it is left out */
      limit?: number;
    }, options?: Options) =>
      call<LedgerMail[]>("GET", "/api/v1/mailboxes/{mailbox}/mails", input, options),
  },
  domain: {
    /** The domains we send from, what the DNS says of them, and what to publish instead. Permission: mailbox.manage. */
    list: (options?: Options) =>
      call<DomainTold[]>("GET", "/api/v1/domains", {}, options),
    /** Look one up anew, and make or drop the key that we sign with; domain.checked says when it is done. Permission: mailbox.manage. */
    create: (input: {
      /** of one of our mailboxes */
      domain: string;
      /** make: a key to sign with, unless there is one; drop: none */
      key?: "keep" | "make" | "drop";
    }, options?: Options) =>
      call<DomainTold>("POST", "/api/v1/domains", input, options),
  },
  mail: {
    /** What became of one mail. Permission: mail.read. */
    get: (input: {
      /** which one */
      mail: Id;
    }, options?: Options) =>
      call<LedgerMail>("GET", "/api/v1/mails/{mail}", input, options),
    /** All that was written in it, with the quotes and signatures that the thread leaves out. Permission: mail.read. */
    getText: (input: {
      /** which one */
      mail: Id;
    }, options?: Options) =>
      call<MailWords>("GET", "/api/v1/mails/{mail}/text", input, options),
    /** The mail as it came, byte for byte. Permission: mail.read. */
    getOriginal: (input: {
      /** which one */
      mail: Id;
    }): string => address("/api/v1/mails/{mail}/original", input),
    /** Sort a quarantined or suppressed mail once more, or fetch it once more; by_hand: open a conversation of it. Permission: mail.sort. */
    again: (input: {
      /** which one */
      mail: Id;
      /** open a conversation of it, whatever it is */
      by_hand?: boolean;
    }, options?: Options) =>
      call<LedgerMail>("POST", "/api/v1/mails/{mail}/again", input, options),
    /** Nothing has to become of a quarantined mail: it is suppressed, and can still be opened. Permission: mail.sort. */
    setAside: (input: {
      /** which one */
      mail: Id;
    }, options?: Options) =>
      call<LedgerMail>("POST", "/api/v1/mails/{mail}/set-aside", input, options),
    /** Fetch the pictures of a mail that lie elsewhere: by us, once, and only what stands in it. Whoever put them there learns that the mail was read. Permission: conversation.reply. */
    fetchRemote: (input: {
      /** whose */
      mail: Id;
    }, options?: Options) =>
      call<PicturesWanted>("POST", "/api/v1/mails/{mail}/fetch-remote", input, options),
    /** One picture of a mail, that came with it or was fetched. Permission: mail.read. */
    getPicture: (input: {
      /** whose */
      mail: Id;
      /** which one of them */
      place: number;
    }): string => address("/api/v1/mails/{mail}/picture", input),
  },
  conversation: {
    /** The conversations of a box, narrowed by what is named. Permission: conversation.read. */
    list: (input: {
      /** which box; open when it is not named */
      box?: "open" | "mine" | "unowned" | "waiting" | "snoozed" | "resolved" | "spam" | "all";
      /** activity: the newest first, as when it is not named; waiting: who has waited longest */
      sort?: "activity" | "waiting";
      /** only those that carry this tag */
      tag?: Id | null;
      /** only those that this member of staff owns */
      owner?: Id | null;
      /** only those of this team */
      team?: Id | null;
      /** only those of this customer */
      customer?: Id | null;
      /** only those in this state */
      state?: "any" | "new" | "bot" | "open" | "scheduled" | "awaiting_customer" | "proposed" | "resolved" | "closed" | "merged" | "spam";
      /** only those that came this way */
      channel?: string;
      /** only those held in this language, as in en, es, ar */
      language?: string;
      /** only those that began at this moment or later */
      opened_from?: Time | null;
      /** only those that began before this moment */
      opened_to?: Time | null;
      /** only these of them */
      among?: Id[];
      /** the next page: the cursor of the last row you have */
      before?: string;
      /** at most so many; 50 when it is not named */
      most?: number;
    } = {}, options?: Options) =>
      call<InboxRow[]>("GET", "/api/v1/conversations", input, options),
    /** How many conversations each box holds. Permission: conversation.read. */
    getCounts: (options?: Options) =>
      call<InboxCounts>("GET", "/api/v1/conversations/counts", {}, options),
    /** Which conversations a list holds, for acts on all of them. Permission: conversation.read. */
    getIds: (input: {
      /** which box; open when it is not named */
      box?: "open" | "mine" | "unowned" | "waiting" | "snoozed" | "resolved" | "spam" | "all";
      /** activity: the newest first, as when it is not named; waiting: who has waited longest */
      sort?: "activity" | "waiting";
      /** only those that carry this tag */
      tag?: Id | null;
      /** only those that this member of staff owns */
      owner?: Id | null;
      /** only those of this team */
      team?: Id | null;
      /** only those of this customer */
      customer?: Id | null;
      /** only those in this state */
      state?: "any" | "new" | "bot" | "open" | "scheduled" | "awaiting_customer" | "proposed" | "resolved" | "closed" | "merged" | "spam";
      /** only those that came this way */
      channel?: string;
      /** only those held in this language, as in en, es, ar */
      language?: string;
      /** only those that began at this moment or later */
      opened_from?: Time | null;
      /** only those that began before this moment */
      opened_to?: Time | null;
    } = {}, options?: Options) =>
      call<IdsFound>("GET", "/api/v1/conversations/ids", input, options),
    /** How long a list is, and how many of it carry which tag, owner, team, channel, state and language. Permission: conversation.read. */
    getFacets: (input: {
      /** which box; open when it is not named */
      box?: "open" | "mine" | "unowned" | "waiting" | "snoozed" | "resolved" | "spam" | "all";
      /** activity: the newest first, as when it is not named; waiting: who has waited longest */
      sort?: "activity" | "waiting";
      /** only those that carry this tag */
      tag?: Id | null;
      /** only those that this member of staff owns */
      owner?: Id | null;
      /** only those of this team */
      team?: Id | null;
      /** only those of this customer */
      customer?: Id | null;
      /** only those in this state */
      state?: "any" | "new" | "bot" | "open" | "scheduled" | "awaiting_customer" | "proposed" | "resolved" | "closed" | "merged" | "spam";
      /** only those that came this way */
      channel?: string;
      /** only those held in this language, as in en, es, ar */
      language?: string;
      /** only those that began at this moment or later */
      opened_from?: Time | null;
      /** only those that began before this moment */
      opened_to?: Time | null;
    } = {}, options?: Options) =>
      call<InboxFacets>("GET", "/api/v1/conversations/facets", input, options),
    /** One conversation. Permission: conversation.read. */
    get: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<Conversation>("GET", "/api/v1/conversations/{conversation}", input, options),
    /** What was said in it, notes included. Permission: conversation.read. */
    listMessages: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<Message[]>("GET", "/api/v1/conversations/{conversation}/messages", input, options),
    /** Who answered for it, and from when to when. Permission: conversation.read. */
    listOwners: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<OwnershipSpan[]>("GET", "/api/v1/conversations/{conversation}/owners", input, options),
    /** Answer, or leave a note. Your draft of that kind is gone with it: the one that `draft` names. Permission: conversation.reply. */
    createMessage: (input: {
      /** which conversation */
      conversation: Id;
      /** what to say, as plain text */
      body?: string;
      /** or with formatting: it is cleaned, and the body is made from it, whatever `body` says */
      html?: string;
      /** a note for colleagues only */
      internal?: boolean;
      /** the last message you have read: what came after it refuses this one with 409, and is in the refusal */
      seen?: Id | null;
      /** files that you sent before: they hang on it */
      files?: Id[];
      /** of an answer by e-mail: which address of the customer's; empty: the one they wrote from last */
      to?: string;
      /** addresses that get it, too, and are named in it */
      cc?: string[];
      /** addresses that get it, too, and nobody is told */
      bcc?: string[];
      /** colleagues that a note names: they are told */
      mentions?: Id[];
      /** the revision of your draft that this is, or null when it was never saved: only that one is gone with it, what you typed elsewhere since then stays */
      draft?: Id | null;
    }, options?: Options) =>
      call<Message>("POST", "/api/v1/conversations/{conversation}/messages", input, options),
    /** Take it on. Permission: conversation.reply. */
    claim: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<Conversation>("POST", "/api/v1/conversations/{conversation}/claim", input, options),
    /** Ask whether it is solved. Permission: conversation.resolve. */
    propose: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<Conversation>("POST", "/api/v1/conversations/{conversation}/propose", input, options),
    /** It is solved. Permission: conversation.resolve. */
    resolve: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<Conversation>("POST", "/api/v1/conversations/{conversation}/resolve", input, options),
    /** It is not solved after all. Permission: conversation.resolve. */
    reopen: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<Conversation>("POST", "/api/v1/conversations/{conversation}/reopen", input, options),
    /** It is no customer. Permission: conversation.resolve. */
    spam: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<Conversation>("POST", "/api/v1/conversations/{conversation}/spam", input, options),
    /** It is a customer after all. Permission: conversation.resolve. */
    notSpam: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<Conversation>("POST", "/api/v1/conversations/{conversation}/not-spam", input, options),
    /** Put it off until a time, or until the customer writes. Permission: conversation.reply. */
    snooze: (input: {
      /** which conversation */
      conversation: Id;
      /** when it comes back, unless the customer writes before */
      until: Time;
      /** what it waits for; shown when it is back */
      reason?: string;
    }, options?: Options) =>
      call<Conversation>("POST", "/api/v1/conversations/{conversation}/snooze", input, options),
    /** Back on the desk before its time. Permission: conversation.reply. */
    wake: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<Conversation>("POST", "/api/v1/conversations/{conversation}/wake", input, options),
    /** Give it to somebody, who answers for it from now on. It never goes back to nobody. Permission: conversation.assign. */
    assign: (input: {
      /** which conversation */
      conversation: Id;
      /** who answers for it from now on */
      owner: Id;
      /** why, for the one who gets it */
      reason?: string;
    }, options?: Options) =>
      call<Conversation>("POST", "/api/v1/conversations/{conversation}/assign", input, options),
    /** Give it to a team, or to everybody's eyes. Permission: conversation.assign. */
    move: (input: {
      /** which conversation */
      conversation: Id;
      /** the team that looks after it, or null: everybody */
      team: Id | null;
      /** its new owner; needed when the present one is not in that team */
      owner?: Id | null;
      /** why, for those who get it */
      reason?: string;
    }, options?: Options) =>
      call<Conversation>("POST", "/api/v1/conversations/{conversation}/move", input, options),
    /** The e-mails that messages in it were made of: who wrote to whom, what their server proved, and what they looked like. Permission: conversation.read. */
    listMails: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<MailReading[]>("GET", "/api/v1/conversations/{conversation}/mails", input, options),
    /** What became of each answer that leaves by e-mail: queued, sent, failed or bounced. Permission: conversation.read. */
    listDeliveries: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<Delivery[]>("GET", "/api/v1/conversations/{conversation}/deliveries", input, options),
    /** Who the next answer by e-mail could go to, and what will stand below it. Without cc it goes to the customer alone. Permission: conversation.reply. */
    getEnvelope: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<EnvelopeProposed>("GET", "/api/v1/conversations/{conversation}/envelope", input, options),
    /** Answers by e-mail that wait for their moment, and those that came back and nobody has seen to. Permission: conversation.read. */
    listDispatches: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<Dispatch[]>("GET", "/api/v1/conversations/{conversation}/dispatches", input, options),
    /** Answer by e-mail, with a moment to undo it, or at a time: unless the customer writes before. Permission: conversation.reply. */
    createDispatch: (input: {
      /** which conversation */
      conversation: Id;
      /** what to say, as plain text */
      body?: string;
      /** or with formatting */
      html?: string;
      /** which address of the customer's; empty: the last one */
      to?: string;
      /** who else gets it */
      cc?: string[];
      /** and of whom nobody is told */
      bcc?: string[];
      /** files that you sent before: they hang on it */
      files?: Id[];
      /** the last message you have read: what came after it refuses this one with 409 */
      seen?: Id | null;
      /** the revision of your draft that this is, or null */
      draft?: Id | null;
      /** when it leaves; null: once the business's time to undo is over */
      at?: Time | null;
      /** and then it is solved */
      resolve?: boolean;
    }, options?: Options) =>
      call<Dispatch>("POST", "/api/v1/conversations/{conversation}/dispatches", input, options),
    /** What you are still writing there; revision null when that is nothing. Permission: conversation.reply. */
    getDraft: (input: {
      /** which conversation */
      conversation: Id;
      /** an answer or a note */
      kind: "reply" | "note";
    }, options?: Options) =>
      call<Draft>("GET", "/api/v1/conversations/{conversation}/drafts/{kind}", input, options),
    /** Keeps what you are writing. Of two browsers the later text is the draft, the other stands beside it. Permission: conversation.reply. */
    setDraft: (input: {
      /** which conversation */
      conversation: Id;
      /** an answer or a note */
      kind: "reply" | "note";
      /** all of it as plain text; empty: it is gone */
      body?: string;
      /** the same with its formatting, or empty */
      html?: string;
      /** the revision that you typed on, or null: one that was sent meanwhile refuses this with 409 */
      base?: Id | null;
      /** how long ago the last letter was typed: the later of two texts is the draft */
      typed_ms_ago?: number;
      /** `other` was seen and dealt with: it can go */
      settled?: boolean;
    }, options?: Options) =>
      call<Draft>("PUT", "/api/v1/conversations/{conversation}/drafts/{kind}", input, options),
    /** Throws the draft away. Permission: conversation.reply. */
    deleteDraft: (input: {
      /** which conversation */
      conversation: Id;
      /** an answer or a note */
      kind: "reply" | "note";
    }, options?: Options) =>
      call<void>("DELETE", "/api/v1/conversations/{conversation}/drafts/{kind}", input, options),
    /** The tags on a conversation. Permission: conversation.read. */
    listTags: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<Tagging[]>("GET", "/api/v1/conversations/{conversation}/tags", input, options),
    /** Put a tag on it; answers all that it carries. Permission: conversation.tag. */
    createTag: (input: {
      /** which conversation */
      conversation: Id;
      /** what the tag is called; a new name makes a new tag */
      name: string;
    }, options?: Options) =>
      call<Tagging[]>("POST", "/api/v1/conversations/{conversation}/tags", input, options),
    /** Take a tag off it; answers what it still carries. Permission: conversation.tag. */
    deleteTag: (input: {
      /** which conversation */
      conversation: Id;
      /** which tag */
      tag: Id;
    }, options?: Options) =>
      call<Tagging[]>("DELETE", "/api/v1/conversations/{conversation}/tags/{tag}", input, options),
    /** One act on at most 200 conversations: each is done whole, was so already, or is refused with its reason. Permission: conversation.read. */
    bulk: (input: {
      /** which, at most 200 */
      conversations: Id[];
      /** what to do with each */
      act: "claim" | "assign" | "move" | "tag" | "untag" | "resolve" | "reopen" | "spam" | "not_spam";
      /** assign, move: who answers for them from now on */
      owner?: Id | null;
      /** move: the team that looks after them, or null: everybody */
      team?: Id | null;
      /** tag: what the tag is called */
      name?: string;
      /** untag: which tag */
      tag?: Id | null;
      /** assign, move: why, for those who get them */
      reason?: string;
      /** resolve: also those whose customer still waits for an answer */
      also_waiting?: boolean;
    }, options?: Options) =>
      call<BulkAnswer>("POST", "/api/v1/conversations/bulk", input, options),
    /** How the customer was asked about it, or why not, and the answer. Permission: survey.read. */
    listSurveys: (input: {
      /** which conversation */
      conversation: Id;
    }, options?: Options) =>
      call<SurveyOutcome[]>("GET", "/api/v1/conversations/{conversation}/surveys", input, options),
  },
  snoozeTime: {
    /** Until when one usually puts something off, on the business's clock and opening hours. Permission: conversation.reply. */
    get: (options?: Options) =>
      call<SnoozeTimes>("GET", "/api/v1/snooze-times", {}, options),
  },
  delivery: {
    /** Send once more what failed or came back, to the address that the customer has by now. Permission: conversation.reply. */
    again: (input: {
      /** the message that it carries */
      message: Id;
    }, options?: Options) =>
      call<Delivery>("POST", "/api/v1/deliveries/{message}/again", input, options),
  },
  dispatch: {
    /** Its text is its writer's draft again. Of one that came back: its writer has seen why. Permission: conversation.reply. */
    takeBack: (input: {
      /** which one */
      dispatch: Id;
    }, options?: Options) =>
      call<Dispatch>("POST", "/api/v1/dispatches/{dispatch}/take-back", input, options),
    /** Another time, or now. Permission: conversation.reply. */
    set: (input: {
      /** which one */
      dispatch: Id;
      /** when it leaves, or null: now */
      at: Time | null;
    }, options?: Options) =>
      call<Dispatch>("PUT", "/api/v1/dispatches/{dispatch}", input, options),
  },
  tag: {
    /** The tags there are, and how many conversations carry each. Permission: conversation.read. */
    list: (options?: Options) =>
      call<Tag[]>("GET", "/api/v1/tags", {}, options),
    /** Another name for a tag; or retire it, or bring it back. Permission: tag.manage. */
    change: (input: {
      /** which tag */
      tag: Id;
      /** another name */
      name?: string;
      /** true: it is put on nothing more, and stays where it is */
      retired?: boolean;
    }, options?: Options) =>
      call<Tag>("PATCH", "/api/v1/tags/{tag}", input, options),
    /** Two tags become one; the first name leads to the second from then on. Permission: tag.manage. */
    merge: (input: {
      /** which tag */
      tag: Id;
      /** the tag that stands for both */
      into: Id;
    }, options?: Options) =>
      call<Tag>("POST", "/api/v1/tags/{tag}/merge", input, options),
  },
  view: {
    /** The views you may see. Permission: conversation.read. */
    list: (options?: Options) =>
      call<SavedView[]>("GET", "/api/v1/views", {}, options),
    /** How many conversations these views show you. Permission: conversation.read. */
    listCounts: (input: {
      /** of which views */
      views: Id[];
    }, options?: Options) =>
      call<ViewCount[]>("GET", "/api/v1/views/counts", input, options),
    /** Keep a list under a name. Permission: conversation.read. */
    create: (input: {
      /** what the view is called */
      name: string;
      /** nobody, a team, or everybody */
      shared_with?: "nobody" | "team" | "everybody";
      /** with which team, when shared with one */
      team?: Id | null;
      /** what it holds, and in which order */
      filter?: {
        /** which box; open when it is not named */
        box?: "open" | "mine" | "unowned" | "waiting" | "snoozed" | "resolved" | "spam" | "all";
        /** activity: the newest first, as when it is not named; waiting: who has waited longest */
        sort?: "activity" | "waiting";
        /** only those that carry this tag */
        tag?: Id | null;
        /** only those that this member of staff owns */
        owner?: Id | null;
        /** only those of this team */
        team?: Id | null;
        /** only those of this customer */
        customer?: Id | null;
        /** only those in this state */
        state?: "any" | "new" | "bot" | "open" | "scheduled" | "awaiting_customer" | "proposed" | "resolved" | "closed" | "merged" | "spam";
        /** only those that came this way */
        channel?: string;
        /** only those held in this language, as in en, es, ar */
        language?: string;
        /** only those that began at this moment or later */
        opened_from?: Time | null;
        /** only those that began before this moment */
        opened_to?: Time | null;
      };
    }, options?: Options) =>
      call<SavedView>("POST", "/api/v1/views", input, options),
    /** Another name, other filters, or shared with others. Permission: conversation.read. */
    change: (input: {
      /** which view */
      view: Id;
      /** another name */
      name?: string;
      /** nobody, a team, or everybody */
      shared_with?: "nobody" | "team" | "everybody";
      /** with which team, when shared with one */
      team?: Id | null;
      /** what it holds, and in which order */
      filter?: {
        /** which box; open when it is not named */
        box?: "open" | "mine" | "unowned" | "waiting" | "snoozed" | "resolved" | "spam" | "all";
        /** activity: the newest first, as when it is not named; waiting: who has waited longest */
        sort?: "activity" | "waiting";
        /** only those that carry this tag */
        tag?: Id | null;
        /** only those that this member of staff owns */
        owner?: Id | null;
        /** only those of this team */
        team?: Id | null;
        /** only those of this customer */
        customer?: Id | null;
        /** only those in this state */
        state?: "any" | "new" | "bot" | "open" | "scheduled" | "awaiting_customer" | "proposed" | "resolved" | "closed" | "merged" | "spam";
        /** only those that came this way */
        channel?: string;
        /** only those held in this language, as in en, es, ar */
        language?: string;
        /** only those that began at this moment or later */
        opened_from?: Time | null;
        /** only those that began before this moment */
        opened_to?: Time | null;
      };
    }, options?: Options) =>
      call<SavedView>("PATCH", "/api/v1/views/{view}", input, options),
    /** Drop a view. The conversations in it stay where they are. Permission: conversation.read. */
    delete: (input: {
      /** which view */
      view: Id;
    }, options?: Options) =>
      call<void>("DELETE", "/api/v1/views/{view}", input, options),
  },
  bulk: {
    /** Take back what you did to many, within ten minutes, where nobody did anything since. Permission: conversation.reply. */
    undo: (input: {
      /** `undo` of what is taken back */
      bulk: Id;
    }, options?: Options) =>
      call<BulkAnswer>("POST", "/api/v1/bulk/{bulk}/undo", input, options),
  },
  search: {
    /** What was written with these words, newest first: subjects, messages, notes and customers, as far as you may read them. Permission: search.read. */
    list: (input: {
      /** words, "a phrase", begin*, -without; at most 512 bytes and 16 words */
      q: string;
      /** only conversation (subjects), message or customer */
      kind?: string;
      /** the next page: the id of the last row you have */
      before?: Id | null;
      /** at most so many; 20 when it is not named */
      most?: number;
    }, options?: Options) =>
      call<SearchRow[]>("GET", "/api/v1/search", input, options),
  },
  c: {
    /** Downloads a file that the private page shows. Permission: public. */
    getFile: (input: {
      /** the secret part of the address */
      token: string;
      /** which one */
      file: Id;
    }): string => address("/c/{token}/files/{file}", input),
  },
  today: {
    /** Who waits for you, what you may take on, what is due, and one thing worth knowing. Permission: signed_in. */
    get: (input: {
      /** without the number, for whoever has today's */
      brief?: boolean;
    } = {}, options?: Options) =>
      call<Today>("GET", "/api/v1/today", input, options),
  },
  report: {
    /** The reports there are. Permission: report.read. */
    list: (options?: Options) =>
      call<ReportDefinition[]>("GET", "/api/v1/reports", {}, options),
    /** One report's figures, each with its count and interval, its chart and its rows. Permission: report.read. */
    get: (input: {
      /** its name */
      report: string;
      /** the first day, such as 2026-11-01 */
      from?: string;
      /** the last day; today */
      to?: string;
      /** only this team's conversations */
      team?: Id | null;
      /** the steps of the chart; fitting to the period */
      by?: "fitting" | "day" | "week" | "month";
    }, options?: Options) =>
      call<ReportAnswer>("GET", "/api/v1/reports/{report}", input, options),
    /** The conversations and customers that a number counts, newest first. Permission: report.read. */
    getRows: (input: {
      /** its name */
      report: string;
      /** the first day, such as 2026-11-01 */
      from?: string;
      /** the last day; today */
      to?: string;
      /** only this team's conversations */
      team?: Id | null;
      /** a line of a count, or what is counted beside; else what the figures are made of */
      counted?: string;
      /** so many of the newest were seen */
      skip?: number;
      /** at most so many; 25 */
      most?: number;
    }, options?: Options) =>
      call<Behind>("GET", "/api/v1/reports/{report}/rows", input, options),
    /** All rows of one report as CSV, safe for spreadsheets. Permission: report.read. */
    getCsv: (input: {
      /** its name */
      report: string;
      /** the first day, such as 2026-11-01 */
      from?: string;
      /** the last day; today */
      to?: string;
      /** only this team's conversations */
      team?: Id | null;
      /** the steps of the chart; fitting to the period */
      by?: "fitting" | "day" | "week" | "month";
    }): string => address("/api/v1/reports/{report}/csv", input),
  },
  checklist: {
    /** The first steps of a new house, and which of them are done. Permission: business.manage. */
    get: (options?: Options) =>
      call<Checklist>("GET", "/api/v1/checklist", {}, options),
    /** Puts the list away for good. Permission: business.manage. */
    delete: (options?: Options) =>
      call<void>("DELETE", "/api/v1/checklist", {}, options),
  },
  sample: {
    /** What here was told and did not happen: the sample shop. Permission: sample.forget. */
    get: (options?: Options) =>
      call<SampleSize>("GET", "/api/v1/sample", {}, options),
    /** Take the sample away, in the background; what really happened stays. Permission: sample.forget. */
    delete: (options?: Options) =>
      call<SampleSize>("DELETE", "/api/v1/sample", {}, options),
  },
  openapiJson: {
    /** Everything that a program may ask, as OpenAPI 3.1. Permission: public. */
    get: (): string => address("/api/v1/openapi.json", {}),
  },
};
