/* SQLite as an engine: write-ahead log, synchronous=FULL, prepared statements kept for the connection's life. */
#include "db/engine.h"
#include "db/log_file.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BUSY_WAIT_MS = 5000,
    CHECKPOINT_PAGES = 4000, /* so much new log is brought home at once: 16 MB; a page that changes often goes once */
    LOG_PAGES_MOST = 16384,  /* 64 MB: readers have kept the log from starting anew for too long */
    RESTART_WAIT_MS = 20,    /* reads are short: then wait for those that began before, not for long */
};

static sqlite3 *of(struct db *db)
{
    return db->connection;
}

/* "UNIQUE constraint failed: staff.email" → "email" */
static str constraint_field(const char *message)
{
    const char *dot = message ? strrchr(message, '.') : NULL;
    return dot ? str_of(dot + 1) : (str){ 0 };
}

static enum err refused(struct db *db, int code, const char *about)
{
    const char *message = sqlite3_errmsg(of(db));
    str field = str_copy(db->arena, constraint_field(message));
    switch (code & 0xff) {
        case SQLITE_CONSTRAINT:
            if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
                return why_fail(db->why, db->arena, CONFLICT, field, "is taken already");
            return why_fail(db->why, db->arena, INVALID, field, "breaks a rule of the database");
        case SQLITE_FULL: return why_fail(db->why, db->arena, FULL, (str){ 0 }, "there is no room left on the disk");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return why_fail(db->why, db->arena, BUSY, (str){ 0 }, "the database is busy, please try again");
        default:
            log_alarm("database refused", LOG_TEXT("about", str_of(about)), LOG_TEXT("words", str_of(message)),
                      LOG_INT("code", code));
            return why_fail(db->why, db->arena, BROKEN, (str){ 0 }, "the database failed");
    }
}

static enum err sqlite_script(struct db *db, const char *sql)
{
    int code = sqlite3_exec(of(db), sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? OK : refused(db, sqlite3_extended_errcode(of(db)), sql);
}

/* The write-ahead log of a connection that writes. */
struct own_log {
    struct log_file *file;
    int pages, at_last; /* now, and when it was last brought home */
};

static int count_pages(void *with, sqlite3 *it, const char *name, int pages)
{
    (void)it, (void)name;
    ((struct own_log *)with)->pages = pages;
    return SQLITE_OK;
}

/* After a commit, in the writer's thread: bring the log home into the tables. A failed sync here says of the disk
 * what one of the log says, so it is the commit's error. A full disk only means that the log stays as it is.
 * Readers that overlap for ever would keep the log growing: past LOG_PAGES_MOST wait for those that read it now. */
static enum err sqlite_home(struct db *db)
{
    struct own_log *log = db->log;
    if (log->pages < log->at_last) log->at_last = 0; /* the log began anew */
    if (log->pages - log->at_last < CHECKPOINT_PAGES) return OK;
    log->at_last = log->pages;
    bool restart = log->pages >= LOG_PAGES_MOST;
    if (restart) sqlite3_busy_timeout(of(db), RESTART_WAIT_MS);
    int how = restart ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE;
    int code = sqlite3_wal_checkpoint_v2(of(db), "main", how, NULL, NULL);
    if (restart) sqlite3_busy_timeout(of(db), BUSY_WAIT_MS);
    return (code & 0xff) == SQLITE_IOERR ? refused(db, code, "checkpoint") : OK;
}

/* SQLite does not wait when another program is changing to the log at this moment: so we do. */
static enum err log_mode(struct db *db)
{
    enum { TRIES = 100, AGAIN_AFTER_US = 20000 };
    for (int tries = 1;; tries++) {
        int code = sqlite3_exec(of(db), "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
        if (code == SQLITE_OK) return OK;
        if ((code & 0xff) != SQLITE_BUSY || tries == TRIES) return refused(db, code, "journal_mode");
        usleep(AGAIN_AFTER_US);
    }
}

/* Nobody asks SQLite how much memory it has, and counting it takes a lock for each piece, from all threads the same. */
static void count_no_memory(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* refused when somebody was here before: then it counts on */
}

static enum err sqlite_open(struct db *db)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    sqlite3 *made = NULL;
    pthread_once(&once, count_no_memory);
    int flags = (db->reads ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) | SQLITE_OPEN_NOMUTEX;
    mode_t mask = umask(0077);
    int code = sqlite3_open_v2(str_z(db->arena, db->address), &made, flags, log_file_vfs());
    umask(mask);
    db->connection = made;
    if (code == SQLITE_OK) {
        sqlite3_extended_result_codes(made, 1);
        sqlite3_busy_timeout(made, BUSY_WAIT_MS);
        sqlite3_db_config(made, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(made, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        enum err err = db->reads ? OK : log_mode(db);
        if (err == OK)
            err = sqlite_script(
                db, db->reads
                        ? "PRAGMA query_only=ON; PRAGMA cache_size=-1000; PRAGMA temp_store=MEMORY"
                        : "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                          "PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864");
        if (!db->reads) sqlite3_wal_hook(made, count_pages, db->log = ARENA_NEW(db->own, struct own_log));
        if (err == OK) return OK;
    }
    enum err err = why_fail(db->why, db->arena, BUSY, STR("database"), "%.*s cannot be opened: %s",
                            STR_ARG(db->address), sqlite3_errmsg(made));
    sqlite3_close(made);
    return err;
}

static void sqlite_close(struct db *db)
{
    sqlite3_close(of(db));
}
static void sqlite_forget(struct db *db, struct statement *s)
{
    (void)db;
    sqlite3_finalize(s->prepared);
}

/* Fixed statements, prepared once like all others. */
static enum err fixed(struct db *db, const struct query *q)
{
    struct sink none = { 0 };
    return db->ops->run(db, statement_for(db, q, NULL), NULL, &none);
}
#define FIXED(variable, words)                                                                                         \
    static const struct query_part variable##_part = { .sql = words };                                                 \
    static const struct query variable = { .name = words,                                                              \
                                           .parts = { &variable##_part, &variable##_part },                            \
                                           .n_parts = { 1, 1 } }
FIXED(begin_read, "BEGIN");
FIXED(begin_write, "BEGIN IMMEDIATE");
FIXED(commit_all, "COMMIT");
FIXED(rollback_all, "ROLLBACK");
FIXED(mark_one, "SAVEPOINT work");
FIXED(keep_one, "RELEASE work");
FIXED(undo_one, "ROLLBACK TO work");

static enum err sqlite_begin(struct db *db)
{
    return fixed(db, db->reads ? &begin_read : &begin_write);
}
/* With `owes` the log is written, and its sync is left to sqlite_sync: what SQLite syncs here is only what must be on
 * the disk before that. */
static enum err sqlite_commit(struct db *db)
{
    struct own_log *log = db->log;
    if (db->owes && !log->file) log->file = log_file_of(of(db));
    bool owes = db->owes && log->file;
    if (owes) log_file_owes(log->file, true);
    enum err err = fixed(db, &commit_all);
    if (owes) log_file_owes(log->file, false);
    return err;
}
static enum err sqlite_sync(struct db *db)
{
    const struct own_log *log = db->log;
    return !log->file || log_file_sync(log->file) ? OK : BROKEN;
}
static void sqlite_rollback(struct db *db)
{
    if (!sqlite3_get_autocommit(of(db)) && fixed(db, &rollback_all) != OK)
        log_warn("rollback refused", LOG_INT("code", sqlite3_errcode(of(db))));
}
static enum err sqlite_mark(struct db *db)
{
    return fixed(db, &mark_one);
}
static enum err sqlite_keep(struct db *db)
{
    return fixed(db, &keep_one);
}
static enum err sqlite_undo(struct db *db)
{
    TRY(fixed(db, &undo_one));
    return fixed(db, &keep_one);
}
static bool sqlite_in_transaction(struct db *db)
{
    return !sqlite3_get_autocommit(of(db));
}

/* The engine's list of ids: a JSON array that lives until the statement is reset. */
static str ids_json(struct arena *a, const struct id_list *ids)
{
    struct text json = { .arena = a };
    text_addc(&json, '[');
    for (size_t i = 0; i < ids->n; i++) text_addf(&json, i ? ",%lld" : "%lld", (long long)ids->at[i]);
    text_addc(&json, ']');
    return text_str(&json);
}

static int bind(struct db *db, sqlite3_stmt *it, int at, struct value v)
{
    switch (v.kind) {
        case VALUE_INT: return sqlite3_bind_int64(it, at, v.n);
        case VALUE_REAL: return sqlite3_bind_double(it, at, v.real);
        case VALUE_IDS: v.text = ids_json(db->arena, v.ids); /* fall through */
        case VALUE_TEXT:
            return sqlite3_bind_text64(it, at, v.text.n ? v.text.at : "", v.text.n, SQLITE_STATIC, SQLITE_UTF8);
        case VALUE_BYTES: return sqlite3_bind_blob64(it, at, v.text.n ? v.text.at : "", v.text.n, SQLITE_STATIC);
        default: return sqlite3_bind_null(it, at);
    }
}

static struct cell cell_of(sqlite3_stmt *it, int i, bool text)
{
    int type = sqlite3_column_type(it, i);
    struct cell c = { .null = type == SQLITE_NULL };
    if (c.null) return c;
    if (text) {
        c.text.at = sqlite3_column_blob(it, i);
        c.text.n = (size_t)sqlite3_column_bytes(it, i);
        return c;
    }
    if (type != SQLITE_INTEGER) c.real = sqlite3_column_double(it, i);
    c.n = sqlite3_column_int64(it, i);
    if (type == SQLITE_INTEGER) c.real = (double)c.n;
    return c;
}

static const char *column_name(void *with, int i)
{
    return sqlite3_column_name(with, i);
}

static enum err take_row(struct db *db, struct statement *s, struct sink *to)
{
    sqlite3_stmt *it = s->prepared;
    if (!to->shape) {
        to->rows++;
        if (to->number) *to->number = sqlite3_column_int64(it, 0);
        if (to->text) *to->text = str_copy(db->arena, cell_of(it, 0, true).text);
        return OK;
    }
    statement_match(db, s, to->shape, sqlite3_column_count(it), column_name, it);
    void *row = sink_row(db, to);
    for (int i = 0; i < s->n_columns; i++) {
        struct cell c = cell_of(it, i, column_is_text(&s->columns[i]));
        column_set(db, &s->columns[i], row, &c);
    }
    return sink_took(to, row);
}

static enum err prepare(struct db *db, struct statement *s)
{
    sqlite3_stmt *made = NULL;
    int code = sqlite3_prepare_v3(of(db), s->sql.at, (int)s->sql.n + 1, SQLITE_PREPARE_PERSISTENT, &made, NULL);
    if (code != SQLITE_OK) return refused(db, sqlite3_extended_errcode(of(db)), s->sql.at);
    s->prepared = made;
    return OK;
}

static enum err sqlite_run(struct db *db, struct statement *s, const struct value *args, struct sink *to)
{
    if (!s->prepared) TRY(prepare(db, s));
    sqlite3_stmt *it = s->prepared;
    for (int k = 0; k < s->n_places; k++)
        if (bind(db, it, k + 1, statement_value(s, k, args)) != SQLITE_OK)
            bug("query %s: binding %d", s->query->name, k + 1);
    enum err err = OK;
    int code = sqlite3_step(it);
    while (code == SQLITE_ROW && err == OK) {
        err = take_row(db, s, to);
        if (err == OK) code = sqlite3_step(it);
    }
    if (err == OK && code != SQLITE_DONE) err = refused(db, sqlite3_extended_errcode(of(db)), s->query->name);
    if (to->wants_changed) to->changed = sqlite3_changes64(of(db));
    sqlite3_reset(it);
    return err;
}

/* A long transaction keeps what it changed in memory, not in the log. */
static enum err sqlite_hurry(struct db *db)
{
    return sqlite_script(db, "PRAGMA cache_size=-131072");
}

static bool file_synced(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool done = file >= 0 && fsync(file) == 0;
    if (file >= 0) close(file);
    return done;
}

/* A copy beside the file, for the person whose upgrade went wrong. It gets its name when it is whole. */
static enum err sqlite_copy(struct db *db, int number)
{
    const char *to = str_z(db->arena, str_format(db->arena, "%.*s.before-%03d", STR_ARG(db->address), number));
    const char *part = str_z(db->arena, str_format(db->arena, "%s.part-%llx", to, (long long)monotonic_now()));
    if (access(to, F_OK) == 0) return OK;
    char *sql = sqlite3_mprintf("VACUUM INTO %Q", part);
    mode_t mask = umask(0077);
    enum err err = sqlite_script(db, sql);
    umask(mask);
    sqlite3_free(sql);
    if (err != OK) unlink(part);
    if (err == OK && (!file_synced(part) || rename(part, to) != 0))
        return why_fail(db->why, db->arena, FULL, STR("database"), "the copy %s cannot be made", to);
    return err;
}

const struct engine_ops sqlite_ops = {
    .engine = SQLITE,
    .commit_is_disk = true,
    .open = sqlite_open,
    .close = sqlite_close,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .mark = sqlite_mark,
    .keep = sqlite_keep,
    .undo = sqlite_undo,
    .in_transaction = sqlite_in_transaction,
    .run = sqlite_run,
    .script = sqlite_script,
    .forget = sqlite_forget,
    .hurry = sqlite_hurry,
    .sync = sqlite_sync,
    .home = sqlite_home,
    .copy = sqlite_copy,
};
