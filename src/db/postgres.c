/* PostgreSQL as an engine, by libpq. In a write transaction statements that give no rows are sent without
 * waiting (pipeline mode): their answers are read when rows are needed or at the end of the work. A group whose
 * member failed is redone one by one by the store, so a failure stays with its work.
 *
 * Source: PostgreSQL 15 documentation, 34.5 Pipeline Mode; appendix A, error codes. */
#include "db/engine.h"

#include <libpq-fe.h>
#include <stdlib.h>

enum { FRESH_MOST = 32 };
static const usec PAUSE_FIRST = 100 * MILLISECOND, PAUSE_MOST = 2 * SECOND; /* back within 5 s of the server's return */

struct session {
    PGconn *pg;
    int unread;                          /* statements sent whose answers have not been read */
    int names;                           /* prepared statements so far */
    struct statement *fresh[FRESH_MOST]; /* sent to be prepared, not yet known to be */
    int n_fresh;
    bool failed;   /* the transaction is lost: the store redoes the group one by one */
    bool collided; /* … because of another one: deadlock, serialisation */
    usec pause;    /* the server was not there: how long we waited last before asking again, */
    usec again_at; /* and, of the monotonic clock, until when nobody asks */
};

static struct session *of(struct db *db)
{
    return db->connection;
}

/* Class and code → what a module can do about it. */
static enum err err_of(const char *state)
{
    if (!state) return BUSY;
    if (strcmp(state, "23505") == 0) return CONFLICT;
    if (strncmp(state, "23", 2) == 0) return INVALID;
    if (strcmp(state, "53100") == 0) return FULL;
    if (strncmp(state, "40", 2) == 0 || strncmp(state, "08", 2) == 0 || strncmp(state, "53", 2) == 0 ||
        strncmp(state, "57P", 3) == 0 || strcmp(state, "55P03") == 0)
        return BUSY;
    return BROKEN;
}

/* "Key (email)=(…) already exists." → "email" */
static str key_field(struct arena *a, const char *detail)
{
    const char *open = detail ? strchr(detail, '(') : NULL;
    const char *close = open ? strpbrk(open, ",)") : NULL;
    return close ? str_copy(a, (str){ .at = open + 1, .n = (size_t)(close - open - 1) }) : (str){ 0 };
}

static enum err refused(struct db *db, const PGresult *r, const char *about)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    enum err err = err_of(state);
    of(db)->failed = true;
    of(db)->collided |= state && strncmp(state, "40", 2) == 0;
    if (err == CONFLICT)
        return why_fail(db->why, db->arena, err, key_field(db->arena, PQresultErrorField(r, PG_DIAG_MESSAGE_DETAIL)),
                        "is taken already");
    if (err == INVALID) {
        const char *column = PQresultErrorField(r, PG_DIAG_COLUMN_NAME);
        return why_fail(db->why, db->arena, err, str_copy(db->arena, str_of(column)), "breaks a rule of the database");
    }
    if (err == FULL) return why_fail(db->why, db->arena, err, (str){ 0 }, "there is no room left on the disk");
    if (err == BUSY) return why_fail(db->why, db->arena, err, (str){ 0 }, "the database is busy, please try again");
    log_alarm("database refused", LOG_TEXT("about", str_of(about)),
              LOG_TEXT("words", str_of(r ? PQresultErrorMessage(r) : PQerrorMessage(of(db)->pg))));
    return why_fail(db->why, db->arena, err, (str){ 0 }, "the database failed");
}

static void hush(void *with, const char *message)
{
    (void)with, (void)message; /* notices are not failures, and their words are not ours */
}

static enum err away(struct db *db)
{
    enum err err = why_fail(db->why, db->arena, BUSY, STR("database"),
                            "PostgreSQL is not there just now: see the log for its words");
    db->why->retry_s = (int)(of(db)->pause / SECOND) + 1;
    return err;
}

/* What the address says comes later and counts more. A server that is silent, not gone, is given up after seconds. */
static PGconn *dial(struct db *db)
{
    const char *const names[] = { "connect_timeout", "tcp_user_timeout", "dbname", NULL };
    const char *const values[] = { "5", "10000", str_z(db->arena, db->address), NULL };
    return PQconnectdbParams(names, values, 1);
}

static enum err script(struct db *db, const char *sql)
{
    PGresult *r = PQexec(of(db)->pg, sql);
    ExecStatusType status = PQresultStatus(r);
    bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
    enum err err = done ? OK : refused(db, r, sql); /* empty: a migration that is for SQLite only */
    PQclear(r);
    return err;
}

/* The longer it is away the less often we ask, each writer and reader for itself. */
static enum err connect_now(struct db *db)
{
    struct session *s = of(db);
    usec pause = s->pause * 2;
    if (pause < PAUSE_FIRST) pause = PAUSE_FIRST;
    if (pause > PAUSE_MOST) pause = PAUSE_MOST;
    if (s->pg) PQfinish(s->pg);
    *s = (struct session){ .names = s->names, .pg = dial(db) };
    PQsetNoticeProcessor(s->pg, hush, NULL);
    for (size_t i = 0; i < db->room; i++)
        if (db->statements[i]) db->statements[i]->prepared = NULL;
    if (PQstatus(s->pg) == CONNECTION_OK) return db->hasty ? script(db, "SET synchronous_commit = off") : OK;
    log_warn("PostgreSQL is not there", LOG_TEXT("words", str_of(PQerrorMessage(s->pg))));
    s->pause = pause;
    s->again_at = monotonic_now() + pause;
    return away(db);
}

/* Connects at the first transaction, so that a thread can begin while the server is away. */
static enum err postgres_open(struct db *db)
{
    db->connection = arena_take(db->own, sizeof(struct session));
    return OK;
}

static void postgres_close(struct db *db)
{
    PQfinish(of(db)->pg);
}
static void postgres_forget(struct db *db, struct statement *s)
{
    (void)db;
    s->prepared = NULL;
}

/* Reads the answers of everything sent so far; keeps the first failure. The last answer is given to the caller. */
static enum err read_unread(struct db *db, PGresult **last)
{
    struct session *s = of(db);
    enum err err = OK;
    if (s->unread == 0) return OK;
    if (PQpipelineSync(s->pg) != 1) err = refused(db, NULL, "pipeline");
    while (s->unread > 0 && PQstatus(s->pg) == CONNECTION_OK) {
        PGresult *r = PQgetResult(s->pg);
        if (!r) continue; /* the end of one statement's answers */
        ExecStatusType status = PQresultStatus(r);
        if (status == PGRES_PIPELINE_ABORTED && err == OK) err = refused(db, r, "pipeline");
        if (status == PGRES_FATAL_ERROR && err == OK) err = refused(db, r, "statement");
        s->unread--;
        if (s->unread == 0 && last && err == OK)
            *last = r;
        else
            PQclear(r);
        PQclear(PQgetResult(s->pg));
    }
    s->unread = 0;
    for (int i = 0; i < s->n_fresh && err != OK; i++)
        s->fresh[i]->prepared = NULL; /* an aborted pipeline prepared nothing */
    s->n_fresh = 0;
    PGresult *sync = PQgetResult(s->pg);
    if (PQresultStatus(sync) != PGRES_PIPELINE_SYNC && err == OK) err = refused(db, NULL, "sync");
    PQclear(sync);
    return err;
}

static enum err postgres_script(struct db *db, const char *sql)
{
    struct session *s = of(db);
    TRY(read_unread(db, NULL));
    bool piped = PQpipelineStatus(s->pg) == PQ_PIPELINE_ON;
    if (piped) PQexitPipelineMode(s->pg);
    enum err err = script(db, sql);
    if (piped) PQenterPipelineMode(s->pg);
    return err;
}

static enum err send_plain(struct db *db, const char *sql)
{
    if (PQsendQueryParams(of(db)->pg, sql, 0, NULL, NULL, NULL, NULL, 0) != 1) return refused(db, NULL, sql);
    of(db)->unread++;
    return OK;
}

static enum err postgres_begin(struct db *db)
{
    struct session *s = of(db);
    s->failed = s->collided = false;
    if (PQstatus(s->pg) != CONNECTION_OK) {
        if (monotonic_now() < s->again_at) return away(db);
        TRY(connect_now(db));
    }
    if (PQpipelineStatus(s->pg) != PQ_PIPELINE_ON) PQenterPipelineMode(s->pg);
    return send_plain(db, db->reads ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN");
}

static void postgres_rollback(struct db *db)
{
    struct session *s = of(db);
    if (PQstatus(s->pg) != CONNECTION_OK) return;
    bool whole = read_unread(db, NULL) == OK;
    whole = send_plain(db, "ROLLBACK") == OK && read_unread(db, NULL) == OK && whole;
    (void)whole; /* whatever they answered, it is undone now: a connection that is gone takes its transaction with it */
    s->failed = false;
}

static enum err postgres_commit(struct db *db)
{
    TRY(read_unread(db, NULL));
    TRY(send_plain(db, "COMMIT"));
    return read_unread(db, NULL);
}

/* Marks travel with the statements; nobody waits for them. */
static enum err postgres_mark(struct db *db)
{
    return send_plain(db, "SAVEPOINT work");
}

/* A work is only kept when all it sent has succeeded: later works must not pay for it. */
static enum err postgres_keep(struct db *db)
{
    return send_plain(db, "RELEASE SAVEPOINT work");
}

static enum err postgres_undo(struct db *db)
{
    if (of(db)->failed) return BUSY; /* the pipeline is aborted: the store redoes the group one by one */
    TRY(send_plain(db, "ROLLBACK TO SAVEPOINT work"));
    return send_plain(db, "RELEASE SAVEPOINT work");
}

static bool postgres_in_transaction(struct db *db)
{
    return !of(db)->failed && PQstatus(of(db)->pg) == CONNECTION_OK;
}

static bool postgres_lost(struct db *db)
{
    return PQstatus(of(db)->pg) != CONNECTION_OK;
}
static bool postgres_collided(struct db *db)
{
    return of(db)->collided;
}

static const char *ids_array(struct arena *a, const struct id_list *ids)
{
    struct text list = { .arena = a };
    text_addc(&list, '{');
    for (size_t i = 0; i < ids->n; i++) text_addf(&list, i ? ",%lld" : "%lld", (long long)ids->at[i]);
    text_add(&list, (str){ .at = "}\0", .n = 2 });
    return list.at;
}

struct bound {
    const char **values;
    int *lengths, *formats;
};

static void bind(struct db *db, struct bound *to, int k, struct value v)
{
    switch (v.kind) {
        case VALUE_INT: to->values[k] = str_z(db->arena, str_format(db->arena, "%lld", (long long)v.n)); break;
        case VALUE_REAL: to->values[k] = str_z(db->arena, str_format(db->arena, "%.17g", v.real)); break;
        case VALUE_TEXT: to->values[k] = str_z(db->arena, v.text); break;
        case VALUE_IDS: to->values[k] = ids_array(db->arena, v.ids); break;
        case VALUE_BYTES:
            to->values[k] = v.text.n ? v.text.at : "";
            to->lengths[k] = (int)v.text.n;
            to->formats[k] = 1;
            break;
        default: to->values[k] = NULL;
    }
}

static enum err prepare(struct db *db, struct statement *st)
{
    struct session *s = of(db);
    if (s->n_fresh == FRESH_MOST) TRY(read_unread(db, NULL));
    str name = str_format(db->own, "q%d", s->names++);
    if (PQsendPrepare(s->pg, str_z(db->own, name), st->sql.at, 0, NULL) != 1) return refused(db, NULL, st->sql.at);
    s->unread++;
    st->prepared = (void *)(uintptr_t)str_z(db->own, name);
    s->fresh[s->n_fresh++] = st;
    return OK;
}

static int nibble(char c)
{
    return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

/* bytea's text form: \x and two digits a byte */
static str bytes_of(struct arena *a, str hex)
{
    char *at = arena_take(a, hex.n / 2 + 1);
    size_t n = 0;
    for (size_t i = 2; i + 1 < hex.n; i += 2) at[n++] = (char)(nibble(hex.at[i]) << 4 | nibble(hex.at[i + 1]));
    return (str){ .at = at, .n = n };
}

static struct cell cell_of(struct db *db, PGresult *r, int row, int i, const struct column *c)
{
    struct cell cell = { .null = PQgetisnull(r, row, i) };
    if (cell.null) return cell;
    cell.text = (str){ .at = PQgetvalue(r, row, i), .n = (size_t)PQgetlength(r, row, i) };
    if (c && c->field->kind == FIELD_BYTES) cell.text = bytes_of(db->arena, cell.text);
    if (c && column_is_text(c)) return cell;
    cell.n = strtoll(cell.text.at, NULL, 10);
    cell.real = strtod(cell.text.at, NULL);
    if (str_is(cell.text, STR("t"))) cell.n = 1;
    return cell;
}

static const char *column_name(void *with, int i)
{
    return PQfname(with, i);
}

static enum err take_rows(struct db *db, struct statement *s, PGresult *r, struct sink *to)
{
    if (to->shape) statement_match(db, s, to->shape, PQnfields(r), column_name, r);
    for (int row = 0; row < PQntuples(r); row++) {
        if (!to->shape) {
            struct cell c = cell_of(db, r, row, 0, NULL);
            to->rows++;
            if (to->number) *to->number = c.n;
            if (to->text) *to->text = str_copy(db->arena, c.text);
            continue;
        }
        void *thing = sink_row(db, to);
        for (int i = 0; i < s->n_columns; i++) {
            struct cell c = cell_of(db, r, row, i, &s->columns[i]);
            column_set(db, &s->columns[i], thing, &c);
        }
        TRY(sink_took(to, thing));
    }
    return OK;
}

static enum err postgres_run(struct db *db, struct statement *s, const struct value *args, struct sink *to)
{
    struct session *session = of(db);
    size_t n = (size_t)s->n_places;
    struct bound b = { .values = ARENA_MANY(db->arena, const char *, n + 1),
                       .lengths = ARENA_MANY(db->arena, int, n + 1),
                       .formats = ARENA_MANY(db->arena, int, n + 1) };
    if (session->failed)
        return why_fail(db->why, db->arena, BUSY, (str){ 0 }, "the database is busy, please try again");
    if (!s->prepared) TRY(prepare(db, s));
    for (int k = 0; k < s->n_places; k++) bind(db, &b, k, statement_value(s, k, args));
    if (PQsendQueryPrepared(session->pg, s->prepared, s->n_places, b.values, b.lengths, b.formats, 0) != 1)
        return refused(db, NULL, s->query->name);
    session->unread++;
    if (!s->query->answers && !to->wants_changed && !to->shape && !to->number && !to->text)
        return OK; /* nobody waits */
    PGresult *r = NULL;
    TRY(read_unread(db, &r));
    if (to->wants_changed) to->changed = strtoll(PQcmdTuples(r), NULL, 10);
    enum err err = take_rows(db, s, r, to);
    PQclear(r);
    return err;
}

/* At the next connection. */
static enum err postgres_hurry(struct db *db)
{
    db->hasty = true;
    return OK;
}

/* The log is one line: what is written at its end has all before it. Without a number of its own a transaction writes
 * nothing there. */
static enum err postgres_settle(struct db *db)
{
    return postgres_script(db, "SET LOCAL synchronous_commit = on; SELECT txid_current()");
}

static enum err postgres_lock(struct db *db)
{
    return postgres_script(db, "SELECT pg_advisory_xact_lock(7234817236)");
}

const struct engine_ops postgres_ops = {
    .engine = POSTGRES,
    .open = postgres_open,
    .close = postgres_close,
    .begin = postgres_begin,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .mark = postgres_mark,
    .keep = postgres_keep,
    .undo = postgres_undo,
    .in_transaction = postgres_in_transaction,
    .lost = postgres_lost,
    .collided = postgres_collided,
    .run = postgres_run,
    .script = postgres_script,
    .forget = postgres_forget,
    .hurry = postgres_hurry,
    .settle = postgres_settle,
    .lock = postgres_lock,
};
