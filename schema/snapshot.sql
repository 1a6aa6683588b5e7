-- What the migrations make, as SQLite prints it. Refresh: REGULARS_SNAPSHOT=write build/debug/tests --only snapshot
CREATE TABLE api_key (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_by BIGINT NOT NULL REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
, expires_at BIGINT);
CREATE UNIQUE INDEX api_key_token ON api_key (token_hash);
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    message BIGINT NOT NULL REFERENCES message (id),
    file BIGINT NOT NULL REFERENCES file (id)
);
CREATE INDEX attachment_of_conversation ON attachment (conversation, id);
CREATE UNIQUE INDEX attachment_of_file ON attachment (file);
CREATE INDEX attachment_of_message ON attachment (message);
CREATE TABLE bulk (
    id INTEGER PRIMARY KEY,
    staff BIGINT NOT NULL,
    act TEXT NOT NULL,
    tag BIGINT,
    at BIGINT NOT NULL,
    undone_at BIGINT
);
CREATE TABLE bulk_done (
    bulk BIGINT NOT NULL REFERENCES bulk (id),
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    state TEXT NOT NULL,
    owner BIGINT,
    team BIGINT,
    waiting_since BIGINT,
    stamp BIGINT NOT NULL,
    PRIMARY KEY (bulk, conversation)
);
CREATE TABLE business (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    zone TEXT NOT NULL,
    website TEXT NOT NULL,
    colour TEXT NOT NULL,
    signature TEXT NOT NULL,
    hours TEXT NOT NULL,
    set_up_at BIGINT,
    checklist_gone_at BIGINT
, changed BIGINT NOT NULL DEFAULT 0, undo_seconds BIGINT NOT NULL DEFAULT 10);
CREATE TABLE business_logo (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL,
    at BIGINT NOT NULL
);
CREATE TABLE contact_point (
    id INTEGER PRIMARY KEY,
    customer BIGINT NOT NULL REFERENCES customer (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL
);
CREATE INDEX contact_point_of ON contact_point (customer);
CREATE UNIQUE INDEX contact_point_value ON contact_point (kind, value);
CREATE TABLE conversation (
    id INTEGER PRIMARY KEY,
    customer BIGINT NOT NULL REFERENCES customer (id),
    channel TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    resolved_how TEXT NOT NULL,
    owner BIGINT,
    team BIGINT,
    created_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    waiting_since BIGINT,
    first_reply_at BIGINT,
    resolved_at BIGINT,
    reopen_count BIGINT NOT NULL,
    continues BIGINT
, snoozed_until BIGINT, snooze_reason TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '', claims BIGINT);
CREATE INDEX conversation_counted ON conversation (state, team);
CREATE INDEX conversation_in_state ON conversation (state, last_at);
CREATE INDEX conversation_latest ON conversation (last_at, id);
CREATE INDEX conversation_longest_waiting ON conversation ((coalesce(waiting_since, 9223372036854775807)), id);
CREATE INDEX conversation_of_customer ON conversation (customer, id);
CREATE INDEX conversation_snoozed ON conversation (snoozed_until, id) WHERE state = 'scheduled';
CREATE INDEX conversation_unfinished ON conversation (last_at, id)
    WHERE state IN ('new', 'bot', 'open', 'scheduled', 'awaiting_customer', 'proposed');
CREATE INDEX conversation_unfinished_of ON conversation (owner, last_at, id)
    WHERE state IN ('new', 'bot', 'open', 'scheduled', 'awaiting_customer', 'proposed');
CREATE TABLE conversation_tag (
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    tag BIGINT NOT NULL REFERENCES tag (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (conversation, tag)
);
CREATE INDEX conversation_tag_on ON conversation_tag (tag, conversation);
CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    first_contact_at BIGINT NOT NULL
);
CREATE TABLE delivery (
    message BIGINT PRIMARY KEY,
    conversation BIGINT NOT NULL,
    mailbox BIGINT,
    recipient TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    due BIGINT,
    words TEXT NOT NULL,
    message_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
, taken BIGINT);
CREATE INDEX delivery_due ON delivery (due) WHERE state = 'queued';
CREATE INDEX delivery_of_conversation ON delivery (conversation);
CREATE TABLE delivery_copy (
    id INTEGER PRIMARY KEY,
    message BIGINT NOT NULL,
    conversation BIGINT NOT NULL,
    email TEXT NOT NULL,
    hidden BIGINT NOT NULL,
    state TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX delivery_copy_of_conversation ON delivery_copy (conversation);
CREATE INDEX delivery_copy_of_message ON delivery_copy (message);
CREATE TABLE dispatch (
    id INTEGER PRIMARY KEY,
    conversation BIGINT NOT NULL,
    author BIGINT NOT NULL,
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    kept BLOB NOT NULL,
    chosen BIGINT NOT NULL,
    resolves BIGINT NOT NULL,
    due BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    message BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX dispatch_of_conversation ON dispatch (conversation);
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    author_kind TEXT NOT NULL,
    author BIGINT NOT NULL,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    other TEXT NOT NULL,
    revision BIGINT NOT NULL,
    at BIGINT NOT NULL
, html TEXT NOT NULL DEFAULT '', other_html TEXT NOT NULL DEFAULT '');
CREATE UNIQUE INDEX draft_of ON draft (author, conversation, kind, author_kind);
CREATE INDEX draft_of_conversation ON draft (conversation);
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor BIGINT,
    customer BIGINT,
    subject BIGINT,
    conversation BIGINT,
    cause BIGINT,
    depth BIGINT NOT NULL,
    body TEXT NOT NULL
, team BIGINT);
CREATE INDEX event_minutes ON event (id) WHERE kind = 'every.minute';
CREATE INDEX event_of_actor ON event (actor, id) WHERE actor_kind IN ('staff', 'key');
CREATE INDEX event_of_customer ON event (customer, id) WHERE customer IS NOT NULL;
CREATE INDEX event_of_kind ON event (kind, id) WHERE actor_kind IN ('staff', 'key');
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    at BIGINT NOT NULL
, sender_kind TEXT NOT NULL DEFAULT 'nobody', sender BIGINT, used BIGINT NOT NULL DEFAULT 1);
CREATE INDEX file_of_content ON file (sha256);
CREATE INDEX file_unused ON file (at) WHERE used = 0;
CREATE TABLE incoming (
    id INTEGER PRIMARY KEY,
    at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    raw BLOB NOT NULL,
    key TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    expires_at BIGINT,
    state TEXT NOT NULL,
    conversation BIGINT
);
CREATE UNIQUE INDEX incoming_key ON incoming (channel, key) WHERE key <> '';
CREATE INDEX incoming_of_conversation ON incoming (conversation) WHERE conversation IS NOT NULL;
CREATE UNIQUE INDEX incoming_token ON incoming (token_hash) WHERE token_hash <> '';
CREATE TABLE intake_snapshot (
    id INTEGER PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    at BIGINT NOT NULL,
    words BIGINT NOT NULL,
    questions BIGINT NOT NULL,
    open_before BIGINT NOT NULL,
    conversations_before BIGINT NOT NULL
);
CREATE INDEX intake_snapshot_of ON intake_snapshot (conversation);
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    event BIGINT NOT NULL,
    reaction TEXT NOT NULL,
    strangers BIGINT NOT NULL,
    customer BIGINT,
    due BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    parked BIGINT NOT NULL,
    reason TEXT NOT NULL
, leased BIGINT NOT NULL DEFAULT 0);
CREATE INDEX job_due ON job (due) WHERE parked = 0;
CREATE INDEX job_of_customer ON job (customer, reaction, id) WHERE customer IS NOT NULL;
CREATE TABLE mail (
    id INTEGER PRIMARY KEY,
    at BIGINT NOT NULL,
    mailbox BIGINT NOT NULL REFERENCES mailbox (id),
    way TEXT NOT NULL,
    folder TEXT NOT NULL,
    uidvalidity BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    file BIGINT,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    tries BIGINT NOT NULL,
    message_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    facts TEXT NOT NULL,
    conversation BIGINT,
    message BIGINT,
    same_as BIGINT
, team BIGINT);
CREATE INDEX mail_in_state ON mail (state, id);
CREATE INDEX mail_named ON mail (message_id) WHERE message_id <> '';
CREATE INDEX mail_of_content ON mail (mailbox, sha256);
CREATE INDEX mail_of_conversation ON mail (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX mail_of_day ON mail (mailbox, at);
CREATE UNIQUE INDEX mail_of_uid ON mail (mailbox, folder, uidvalidity, uid) WHERE uid > 0;
CREATE TABLE mail_content (
    mail BIGINT PRIMARY KEY REFERENCES mail (id),
    raw BLOB NOT NULL,
    text TEXT NOT NULL
, html TEXT NOT NULL DEFAULT '', html_whole TEXT NOT NULL DEFAULT '');
CREATE TABLE mail_domain (
    id BIGINT PRIMARY KEY,
    domain TEXT NOT NULL UNIQUE,
    selector TEXT NOT NULL,
    private_key TEXT NOT NULL,
    public_record TEXT NOT NULL,
    key_wanted BIGINT NOT NULL,
    signs BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    checked_at BIGINT,
    found TEXT NOT NULL
);
CREATE TABLE mail_picture (
    mail BIGINT NOT NULL REFERENCES mail (id),
    place BIGINT NOT NULL,
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    file BIGINT,
    PRIMARY KEY (mail, place)
);
CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    team BIGINT,
    active BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    plus BIGINT NOT NULL,
    server TEXT NOT NULL,
    from_name TEXT NOT NULL,
    signature TEXT NOT NULL,
    imap_host TEXT NOT NULL,
    imap_port BIGINT NOT NULL,
    imap_security TEXT NOT NULL,
    imap_user TEXT NOT NULL,
    imap_secret TEXT NOT NULL,
    imap_proof TEXT NOT NULL,
    imap_folders TEXT NOT NULL,
    imap_after TEXT NOT NULL,
    imap_move_to TEXT NOT NULL,
    smtp_host TEXT NOT NULL,
    smtp_port BIGINT NOT NULL,
    smtp_security TEXT NOT NULL,
    smtp_user TEXT NOT NULL,
    smtp_secret TEXT NOT NULL,
    smtp_proof TEXT NOT NULL
);
CREATE UNIQUE INDEX mailbox_address ON mailbox (address);
CREATE TABLE mailbox_watch (
    mailbox BIGINT NOT NULL REFERENCES mailbox (id),
    folder TEXT NOT NULL,
    uidvalidity BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    looked_at BIGINT,
    failing_since BIGINT,
    failures BIGINT NOT NULL,
    failure TEXT NOT NULL,
    PRIMARY KEY (mailbox, folder)
);
CREATE TABLE mention (
    id INTEGER PRIMARY KEY,
    staff BIGINT NOT NULL,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    message BIGINT NOT NULL REFERENCES message (id),
    at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX mention_of_conversation ON mention (conversation);
CREATE INDEX mention_of_message ON mention (message);
CREATE INDEX mention_of_staff ON mention (staff, id);
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    author_kind TEXT NOT NULL,
    author BIGINT,
    internal BIGINT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL
, html TEXT NOT NULL DEFAULT '', machine BIGINT NOT NULL DEFAULT 0);
CREATE INDEX message_of_conversation ON message (conversation, id);
CREATE TABLE migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE ownership_span (
    id INTEGER PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    staff BIGINT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT
);
CREATE INDEX ownership_span_of ON ownership_span (conversation, id);
CREATE TABLE recovery_code (
    id INTEGER PRIMARY KEY,
    staff BIGINT NOT NULL REFERENCES staff (id),
    code_hash TEXT NOT NULL,
    used_at BIGINT
);
CREATE INDEX recovery_code_of ON recovery_code (staff);
CREATE TABLE sample (
    id INTEGER PRIMARY KEY,
    first_id BIGINT NOT NULL,
    last_id BIGINT,
    told_at BIGINT NOT NULL,
    leaving_at BIGINT
);
CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY,
    owner BIGINT NOT NULL,
    name TEXT NOT NULL,
    shared_with TEXT NOT NULL,
    team BIGINT,
    box TEXT NOT NULL,
    sorted TEXT NOT NULL,
    tag BIGINT,
    channel TEXT NOT NULL,
    of_owner BIGINT,
    of_team BIGINT,
    state TEXT NOT NULL,
    language TEXT NOT NULL,
    customer BIGINT,
    opened_from BIGINT,
    opened_to BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX saved_view_of ON saved_view (owner);
CREATE TABLE search_entry (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE VIRTUAL TABLE search_index USING fts5 (
    words, content = 'search_entry', content_rowid = 'id', tokenize = "ascii tokenchars '_'", prefix = '2 3'
);
CREATE TABLE 'search_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'search_index_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'search_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'search_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL,
    staff BIGINT NOT NULL REFERENCES staff (id),
    how TEXT NOT NULL,
    agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_of ON session (staff);
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE TABLE sign_in_link (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL,
    staff BIGINT NOT NULL REFERENCES staff (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX sign_in_link_of ON sign_in_link (staff);
CREATE UNIQUE INDEX sign_in_link_token ON sign_in_link (token_hash);
CREATE TABLE sign_in_try (
    who TEXT PRIMARY KEY,
    tries BIGINT NOT NULL,
    wait_until BIGINT NOT NULL
);
CREATE INDEX sign_in_try_over ON sign_in_try (wait_until);
CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    active BIGINT NOT NULL,
    password_hash TEXT NOT NULL,
    totp_secret TEXT NOT NULL,
    totp_on BIGINT NOT NULL,
    totp_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT
);
CREATE UNIQUE INDEX staff_email ON staff (email) WHERE email <> '';
CREATE TABLE survey_invitation (
    id INTEGER PRIMARY KEY,
    event BIGINT NOT NULL,
    kind TEXT NOT NULL,
    customer BIGINT NOT NULL REFERENCES customer (id),
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    ended_at BIGINT
);
CREATE UNIQUE INDEX survey_invitation_event ON survey_invitation (event);
CREATE INDEX survey_invitation_of_conversation ON survey_invitation (conversation, id);
CREATE INDEX survey_invitation_of_customer ON survey_invitation (customer, created_at);
CREATE INDEX survey_invitation_open ON survey_invitation (expires_at) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX survey_invitation_token ON survey_invitation (token_hash) WHERE token_hash <> '';
CREATE TABLE survey_opt_out (
    id INTEGER PRIMARY KEY,
    customer BIGINT NOT NULL REFERENCES customer (id),
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX survey_opt_out_of ON survey_opt_out (customer);
CREATE TABLE survey_response (
    id INTEGER PRIMARY KEY,
    invitation BIGINT NOT NULL REFERENCES survey_invitation (id),
    score BIGINT NOT NULL,
    comment TEXT NOT NULL,
    contact BIGINT NOT NULL,
    language TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX survey_response_of ON survey_response (invitation);
CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    retired_at BIGINT,
    merged_into BIGINT
);
CREATE UNIQUE INDEX tag_folded ON tag (folded);
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX team_name ON team (name);
CREATE TABLE team_member (
    team BIGINT NOT NULL REFERENCES team (id),
    staff BIGINT NOT NULL REFERENCES staff (id),
    PRIMARY KEY (team, staff)
);
CREATE INDEX team_member_of ON team_member (staff);
