// A new mailbox, or other settings of one: what is known is filled in, secrets are never shown, and all of it can be tried first.
import { Button, NativeSelect, PasswordInput, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { api, ApiError, type MailboxTold } from "../../api";
import { announce } from "../../kit/announce";
import { go, Link } from "../../kit/place";
import { useSay } from "../../kit/words";
import { error_words, field_words } from "../ask";
import "../staff/staff.css";
import { useTeams } from "../staff/teams";
import { draft_of, new_draft, port_for, type Draft, type Security, type Server } from "./ask";
import { filled, preset_of } from "./presets";
import { Steps } from "./steps";

interface Fields {
  draft: Draft;
  change: (to: Partial<Draft>) => void;
  error: unknown;
}

const securities: Security[] = ["tls", "starttls", "bare"];
const proofs: Draft["imap_proof"][] = ["password", "xoauth2", "oauthbearer"];
const afters: Draft["imap_after"][] = ["leave", "seen", "move"];

function Where({ of, draft, change, error }: Fields & { of: Server }) {
  const say = useSay();
  const security = draft[`${of}_security`];
  return (
    <>
      <TextInput label={say("console.mail.host")} description={say(`console.mail.${of}_host_help`)} dir="ltr" translate="no" placeholder={`${of}.example.org`} maxLength={253} autoComplete="off" spellCheck={false} value={draft[`${of}_host`]} error={field_words(error, `${of}_host`)} onChange={(e) => change({ [`${of}_host`]: e.currentTarget.value.trim() })} />
      <div className="two">
        <NativeSelect
          label={say("console.mail.security")}
          value={security}
          error={field_words(error, `${of}_security`)}
          onChange={(e) => {
            const to = e.currentTarget.value as Security;
            change({ [`${of}_security`]: to, [`${of}_port`]: port_for(of, to, draft[`${of}_port`]) });
          }}
          data={securities.map((it) => ({ value: it, label: say(`console.mail.security_${it}`) }))}
        />
        <TextInput label={say("console.mail.port")} dir="ltr" inputMode="numeric" maxLength={5} value={draft[`${of}_port`] || ""} error={field_words(error, `${of}_port`)} onChange={(e) => change({ [`${of}_port`]: Number(e.currentTarget.value.replace(/\D/g, "")) })} />
      </div>
    </>
  );
}

function Who({ of, draft, change, error, kept }: Fields & { of: Server; kept: boolean }) {
  const say = useSay();
  const proof = draft[`${of}_proof`];
  return (
    <>
      <TextInput label={say("console.mail.user")} description={say(`console.mail.${of}_user_help`)} dir="ltr" maxLength={320} autoComplete="off" spellCheck={false} value={draft[`${of}_user`]} error={field_words(error, `${of}_user`)} onChange={(e) => change({ [`${of}_user`]: e.currentTarget.value })} />
      <NativeSelect label={say("console.mail.proof")} value={proof} error={field_words(error, `${of}_proof`)} onChange={(e) => change({ [`${of}_proof`]: e.currentTarget.value })} data={proofs.map((it) => ({ value: it, label: say(`console.mail.proof_${it}`) }))} />
      <PasswordInput
        label={say(proof === "password" ? "console.mail.password" : "console.mail.token")}
        description={say(kept ? "console.mail.secret_kept" : "console.mail.secret_help")}
        dir="ltr"
        maxLength={4000}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": say("console.mail.secret_show") }}
        value={draft[`${of}_secret`]}
        error={field_words(error, `${of}_secret`)}
        onChange={(e) => change({ [`${of}_secret`]: e.currentTarget.value })}
      />
    </>
  );
}

function Check({ label, checked, change }: { label: string; checked: boolean; change: (to: boolean) => void }) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(e) => change(e.currentTarget.checked)} />
      {label}
    </label>
  );
}

function Part({ id, title, lead, children }: { id: string; title: string; lead?: string; children: ReactNode }) {
  return (
    <section className="part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className="part-body">
        {lead && <p className="quiet">{lead}</p>}
        {children}
      </div>
    </section>
  );
}

function Known({ draft, change }: Pick<Fields, "draft" | "change">) {
  const say = useSay();
  const preset = preset_of(draft.address);
  if (!preset) return null;
  const done = draft.imap_host === preset.imap[0] && draft.smtp_host === preset.smtp[0];
  return (
    <div className="preset" role="status">
      {!done && <Button size="xs" variant="default" onClick={() => change(filled(draft, preset))}>{say("console.mail.preset", { provider: preset.provider })}</Button>}
      {done && <p className="quiet">{say("console.mail.preset_done", { provider: preset.provider })}</p>}
      {preset.asks && <p>{say(`console.mail.asks_${preset.asks}`, { provider: preset.provider })}</p>}
    </div>
  );
}

function Whose({ draft, change, error, is_new }: Fields & { is_new: boolean }) {
  const say = useSay();
  return (
    <Part id="mailbox-whose" title={say("console.mail.whose")}>
      <TextInput label={say("console.mail.address")} description={say(is_new ? "console.mail.address_help" : "console.mail.address_stays")} type="email" dir="ltr" required withAsterisk={false} maxLength={254} readOnly={!is_new} translate="no" placeholder="support@example.org" value={draft.address} error={field_words(error, "address")} onChange={(e) => change({ address: e.currentTarget.value })} />
      {is_new && <Known draft={draft} change={change} />}
      <TextInput label={say("console.mail.name")} description={say("console.mail.name_help")} required withAsterisk={false} maxLength={100} dir="auto" value={draft.name} error={field_words(error, "name")} onChange={(e) => change({ name: e.currentTarget.value })} />
    </Part>
  );
}

function Receiving(it: Fields & { kept: boolean }) {
  const say = useSay();
  const { draft, change, error } = it;
  return (
    <Part id="mailbox-imap" title={say("console.mail.imap")} lead={say("console.mail.imap_help")}>
      <Where of="imap" {...it} />
      <Who of="imap" {...it} />
      <Textarea label={say("console.mail.folders")} description={say("console.mail.folders_help")} dir="ltr" rows={2} maxLength={2000} translate="no" placeholder="INBOX" spellCheck={false} value={draft.imap_folders} error={field_words(error, "imap_folders")} onChange={(e) => change({ imap_folders: e.currentTarget.value })} />
      <NativeSelect label={say("console.mail.after")} value={draft.imap_after} error={field_words(error, "imap_after")} onChange={(e) => change({ imap_after: e.currentTarget.value as Draft["imap_after"] })} data={afters.map((after) => ({ value: after, label: say(`console.mail.after_${after}`) }))} />
      {draft.imap_after === "move" && <TextInput label={say("console.mail.move_to")} dir="ltr" maxLength={200} value={draft.imap_move_to} error={field_words(error, "imap_move_to")} onChange={(e) => change({ imap_move_to: e.currentTarget.value })} />}
      <Check label={say("console.mail.active")} checked={draft.active} change={(active) => change({ active })} />
    </Part>
  );
}

function Sending(it: Fields & { kept: boolean; same: boolean; set_same: (to: boolean) => void }) {
  const say = useSay();
  const { draft, change, error } = it;
  return (
    <Part id="mailbox-smtp" title={say("console.mail.smtp")} lead={say("console.mail.smtp_help")}>
      <Where of="smtp" {...it} />
      <Check label={say("console.mail.same")} checked={it.same} change={it.set_same} />
      {!it.same && <Who of="smtp" {...it} />}
      <TextInput label={say("console.mail.from_name")} description={say("console.mail.from_name_help")} dir="auto" maxLength={100} value={draft.from_name} error={field_words(error, "from_name")} onChange={(e) => change({ from_name: e.currentTarget.value })} />
      <Textarea label={say("console.mail.signature")} description={say("console.mail.signature_help")} dir="auto" rows={3} maxLength={2000} value={draft.signature} error={field_words(error, "signature")} onChange={(e) => change({ signature: e.currentTarget.value })} />
    </Part>
  );
}

function Trust({ draft, change, error }: Fields) {
  const say = useSay();
  const teams = useTeams();
  const all = [{ value: "", label: say("console.mail.team_all") }, ...(teams.data ?? []).map((it) => ({ value: it.id, label: it.name }))];
  return (
    <Part id="mailbox-more" title={say("console.mail.more")}>
      <NativeSelect label={say("console.mail.team")} description={say("console.mail.team_help")} value={draft.team ?? ""} error={field_words(error, "team")} onChange={(e) => change({ team: e.currentTarget.value || null })} data={all} />
      <TextInput label={say("console.mail.server")} description={say("console.mail.server_help")} dir="ltr" maxLength={253} translate="no" placeholder="mx.example.org" value={draft.server} error={field_words(error, "server")} onChange={(e) => change({ server: e.currentTarget.value.trim() })} />
      <div>
        <Check label={say("console.mail.plus")} checked={draft.plus} change={(plus) => change({ plus })} />
        <p className="quiet">{say("console.mail.plus_help")}</p>
      </div>
    </Part>
  );
}

/** What is asked twice is typed once. */
function told(draft: Draft, same: boolean): Draft {
  if (!same || !draft.smtp_host) return draft;
  return { ...draft, smtp_user: draft.imap_user, smtp_secret: draft.imap_secret, smtp_proof: draft.imap_proof };
}

export function MailboxForm({ box }: { box?: MailboxTold }) {
  const say = useSay();
  const client = useQueryClient();
  const [draft, set_draft] = useState(() => (box ? draft_of(box) : new_draft));
  const [same, set_same] = useState(!box);
  const [nothing, set_nothing] = useState(false); /* to try */
  const check = useMutation({ mutationFn: (it: Draft) => api.mailbox.check({ ...it, name: it.name || it.address, mailbox: box?.id ?? null }) });
  const save = useMutation({
    mutationFn: (it: Draft) => (box ? api.mailbox.set({ ...it, mailbox: box.id }) : api.mailbox.create(it)),
    onSuccess: async (kept) => {
      announce(say("console.mail.saved", { name: kept.words.name }));
      await client.invalidateQueries({ queryKey: ["mailboxes"] });
      go("mail");
    },
  });
  const change = (to: Partial<Draft>) => {
    set_nothing(false);
    check.reset();
    save.reset();
    set_draft((was) => ({ ...was, ...to }));
  };
  const error = save.error ?? check.error;
  const placed = error instanceof ApiError && error.field !== "";
  const submit = (e: FormEvent) => {
    e.preventDefault();
    save.mutate(told(draft, same));
  };
  const fields = { draft, change, error };
  return (
    <form onSubmit={submit} className="mailbox-form">
      <Link to="mail" className="way-back">{say("console.mail.all")}</Link>
      <h1>{box ? <bdi>{box.words.name}</bdi> : say("console.mail.new")}</h1>
      <Whose {...fields} is_new={!box} />
      <Receiving {...fields} kept={!!box?.has_imap_secret} />
      <Sending {...fields} kept={!!box?.has_smtp_secret} same={same} set_same={set_same} />
      <Trust {...fields} />
      <div className="mailbox-end">
        {error && <p className="error" role="alert">{placed ? say("console.mail.placed", { message: error.message }) : error_words(error, say)}</p>}
        {nothing && <p className="error" role="alert">{say("console.mail.check_nothing")}</p>}
        {check.isPending && <p className="quiet" role="status">{say("console.mail.checking")}</p>}
        {check.data && <Steps steps={check.data} />}
        <div className="mailbox-acts">
          <Button type="submit" loading={save.isPending}>{say(box ? "console.save" : "console.mail.add")}</Button>
          <Button variant="default" loading={check.isPending} onClick={() => (draft.imap_host || draft.smtp_host ? check.mutate(told(draft, same)) : set_nothing(true))}>{say("console.mail.check")}</Button>
        </div>
        <p className="quiet">{say("console.mail.check_help")}</p>
      </div>
    </form>
  );
}
