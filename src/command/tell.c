/* regulars tell: stories, told into a database that has nothing to lose. */
#include "command/command.h"
#include "db/pour.h"
#include "search/search.h"
#include "spine/rebuild.h"
#include "story/lives.h"
#include "story/story.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FILE_BYTES = 1 << 20, PATH_BYTES = 4096 };

struct wish {
    bool sample, sentences, if_new, into_existing;
    usec now;
    struct lives lives;
    struct str_list files;
};

/* ---- what is wanted ---- */

static bool take_number(const char *next, int64_t least, int64_t most, int64_t *out)
{
    return next && str_int(str_of(next), out) && *out >= least && *out <= most;
}

static bool take_seed(const char *next, uint64_t *out)
{
    int64_t seed = 0;
    if (!take_number(next, 0, INT64_MAX, &seed)) return false;
    *out = (uint64_t)seed;
    return true;
}

static bool take_word(struct arena *a, struct wish *w, const char *word, const char *next, int *used)
{
    *used = 1;
    if (strcmp(word, "--sample") == 0) return w->sample = true;
    if (strcmp(word, "--sentences") == 0) return w->sentences = true;
    if (strcmp(word, "--if-new") == 0) return w->if_new = true;
    if (strcmp(word, "--into-existing") == 0) return w->into_existing = true;
    if (strcmp(word, "--now") == 0) return *used = 2, next && time_parse(str_of(next), &w->now);
    if (strcmp(word, "--seed") == 0) return *used = 2, take_seed(next, &w->lives.seed);
    if (strcmp(word, "--shop") == 0) return *used = 2, w->sample = take_number(next, 1, LIVES_MOST, &w->lives.n);
    if (word[0] == '-') return false;
    *LIST_ADD(a, &w->files) = str_of(word);
    return true;
}

static bool read_wish(struct arena *a, struct wish *w, int n, char **words)
{
    int used = 0;
    for (int i = 0; i < n; i += used)
        if (!take_word(a, w, words[i], i + 1 < n ? words[i + 1] : NULL, &used)) return false;
    return w->sentences || w->sample || w->files.n > 0;
}

static int usage(void)
{
    fprintf(stderr, "regulars tell FILE… | --sample | --shop N | --sentences\n"
                    "  --shop N           the sample shop with N generated conversations over fourteen months\n"
                    "  --seed NUMBER      which ones: the same number and the same now give the same (usually 0)\n"
                    "  --if-new           do nothing where something has happened already\n"
                    "  --into-existing    tell what lies between the newest thing that happened there and now\n"
                    "  --now TIME         \"3 days ago\" is counted from here: 2026-03-01T12:00:00Z\n");
    return 2;
}

static int print_sentences(struct arena *a)
{
    struct text out = { .arena = a };
    sentence_list(&out);
    return command_print(&out);
}

/* ---- reading all of them before any is told ---- */

static enum err read_one(struct arena *a, struct why *w, const struct wish *wish, const struct story_file *file,
                         struct story_list *out)
{
    struct reading r = { .arena = a, .why = w, .file = str_of(file->name), .now = wish->now, .stories = out };
    return story_read(&r, file->text);
}

static enum err read_all(struct arena *a, struct why *w, const struct wish *wish, struct story_list *out)
{
    for (const struct story_file *f = story_shop; wish->sample && f->name; f++) TRY(read_one(a, w, wish, f, out));
    struct reading lives = { .arena = a, .why = w, .now = wish->now, .stories = out };
    TRY(lives_read(&lives, &wish->lives));
    for (size_t i = 0; i < wish->files.n; i++) {
        struct story_file file = { .name = str_z(a, wish->files.at[i]) };
        TRY(command_read_file(a, w, file.name, FILE_BYTES, &file.text));
        TRY(read_one(a, w, wish, &file, out));
    }
    return OK;
}

/* ---- telling ---- */

/* Once a second where somebody looks, every ten seconds in a log, and at the end. */
static void show_progress(const struct outcome *so_far, size_t all)
{
    static usec began, shown;
    usec now = monotonic_now();
    bool last = (size_t)so_far->stories == all, somebody = isatty(2);
    if (!began) began = shown = now;
    if (!last && now - shown < (somebody ? SECOND : 10 * SECOND)) return;
    shown = now;
    double rate = (double)so_far->stories * SECOND / (double)(now > began ? now - began : 1);
    double left = (double)(all - (size_t)so_far->stories) / rate;
    fprintf(stderr, "%stelling: %d of %zu stories, %.0f a second, %.0f s left%s", somebody ? "\r" : "", so_far->stories,
            all, rate, left, somebody && !last ? "   " : "\n");
}

static enum err may_tell(struct house *h, struct why *w, const struct wish *wish, usec *from, bool *skip)
{
    enum history history = NOTHING_YET;
    TRY(story_history(h, w, &history, from));
    if (history == TOLD_IN_PART)
        return why_fail(w, h->arena, CONFLICT, (str){ 0 },
                        "stories were told here, but not to their end: begin again with an empty folder or database");
    *skip = wish->if_new && history != NOTHING_YET;
    if (*skip || history == NOTHING_YET || wish->into_existing) return OK;
    return why_fail(w, h->arena, CONFLICT, (str){ 0 },
                    "this house has a history: tell into an empty folder or database, or add --into-existing");
}

static enum err fail_in(struct house *h, struct why *w, enum err err, const struct why *why)
{
    return why_fail(w, h->arena, err, str_copy(h->arena, why->field), "%.*s", STR_ARG(why->words));
}

/* A database that is asked over a wire answers each question a hundred times later than one in the program, and a story
 * asks a thousand for each customer. So it is told into a file beside the program, and what came of it is poured over.
 */
static enum err tell_apart(struct house *h, struct why *w, const struct story_list *stories, struct outcome *out)
{
    struct arena *own = arena_open();
    struct house_options options = h->options;
    struct why why = { 0 };
    struct house *apart = NULL;
    char *folder = arena_take(own, PATH_BYTES);
    int n = snprintf(folder, PATH_BYTES, "%.*s/telling-XXXXXX", STR_ARG(h->options.directory));
    if (n >= PATH_BYTES || !mkdtemp(folder)) {
        arena_close(own);
        return why_fail(w, h->arena, FULL, STR("data"), "the folder %.*s cannot be written",
                        STR_ARG(h->options.directory));
    }
    options.database = str_format(own, "%s/regulars.db", folder);
    enum err err = house_open(&options, &why, own, &apart);
    if (err == OK) {
        err = story_tell(apart, stories, show_progress, &why, out);
        if (err != OK) why.field = str_copy(own, why.field), why.words = str_copy(own, why.words);
        house_close(apart, 0);
    }
    if (err == OK) err = store_pour(h->store, own, &why, options.database, STR("search_entry"));
    if (err == OK) err = rebuild_module(h, search_rebuild, &(struct rebuilding){ .mend = true }, &why, own);
    if (err != OK) err = fail_in(h, w, err, &why);
    for (const char *const *end = (const char *const[]){ "", "-wal", "-shm", NULL }; *end; end++)
        (void)unlink(str_z(own, str_format(own, "%.*s%s", STR_ARG(options.database), *end)));
    (void)rmdir(folder);
    arena_close(own);
    return err;
}

static enum err tell(struct house *h, struct why *w, const struct wish *wish, const struct story_list *stories)
{
    usec from = 0;
    bool skip = false;
    struct outcome out = { 0 };
    TRY(may_tell(h, w, wish, &from, &skip));
    if (skip) return OK;
    TRY(story_fits(h->arena, w, stories, from, wish->now));
    if (from == 0 && store_engine(h->store) == POSTGRES)
        TRY(tell_apart(h, w, stories, &out));
    else
        TRY(story_tell(h, stories, show_progress, w, &out));
    printf("%d %s told, %d %s held\n", out.stories, out.stories == 1 ? "story" : "stories", out.expectations,
           out.expectations == 1 ? "expectation" : "expectations");
    return OK;
}

static int tell_into(struct house_options *options, struct arena *a, const struct wish *wish)
{
    struct why why = { 0 };
    struct house *h = NULL;
    struct story_list stories = { 0 };
    if (read_all(a, &why, wish, &stories) != OK) return command_complain(&why);
    options->quiet_clock = options->alone = true;
    if (house_open(options, &why, a, &h) != OK) return command_complain(&why);
    int code = tell(h, &why, wish, &stories) == OK ? 0 : command_complain(&why);
    house_close(h, 0);
    return code;
}

static int run(struct house_options *options, int n, char **words)
{
    struct arena *a = arena_open();
    static const struct clock real;
    struct wish wish = { .now = clock_now(&real) };
    int code = 2;
    if (!read_wish(a, &wish, n, words))
        code = usage();
    else
        code = wish.sentences ? print_sentences(a) : tell_into(options, a, &wish);
    arena_close(a);
    return code;
}

const struct command command_tell = {
    .name = "tell", .run = run, .help = "FILE…|--sample|--shop N|--sentences  a story, told into an empty database"
};
