/* "Test the connection": each step in one plain sentence. */
#include "channel/email/imap.h"

struct checking {
    struct arena *arena;
    const struct imap_account *account;
    struct imap_said_list *out;
};

/* The steps of this account up to one, in the order they are taken. */
static void say_passed(struct checking *c, enum imap_step until)
{
    static const enum imap_step direct[] = { IMAP_AT_NAME,        IMAP_AT_CONNECT,  IMAP_AT_ENCRYPTION,
                                             IMAP_AT_CERTIFICATE, IMAP_AT_GREETING, IMAP_AT_LOGIN },
                                upgraded[] = { IMAP_AT_NAME,       IMAP_AT_CONNECT,     IMAP_AT_GREETING,
                                               IMAP_AT_ENCRYPTION, IMAP_AT_CERTIFICATE, IMAP_AT_LOGIN };
    static const char *const words[] = {
        [IMAP_AT_NAME] = "The name of the server is known",
        [IMAP_AT_CONNECT] = "It answers on the port",
        [IMAP_AT_ENCRYPTION] = "What we say to it is encrypted",
        [IMAP_AT_CERTIFICATE] = "Its certificate is good and for this name",
        [IMAP_AT_GREETING] = "It is an IMAP server",
        [IMAP_AT_LOGIN] = "It lets us in",
    };
    const enum imap_step *steps = c->account->security == IMAP_STARTTLS ? upgraded : direct;
    bool plain = c->account->security == IMAP_PLAIN_LOOPBACK_ONLY;
    for (size_t i = 0; i < COUNT_OF(direct) && steps[i] != until && until != IMAP_AT_SETTINGS; i++) {
        if (plain && (steps[i] == IMAP_AT_ENCRYPTION || steps[i] == IMAP_AT_CERTIFICATE)) continue;
        *LIST_ADD(c->arena,
                  c->out) = (struct imap_said){ .step = steps[i], .good = true, .words = str_of(words[steps[i]]) };
    }
}

static bool say_bad(struct checking *c, const struct imap_trouble *t, enum imap_step at)
{
    struct imap_said *line = LIST_ADD(c->arena, c->out);
    *line = (struct imap_said){ .step = at, .words = str_copy(c->arena, imap_trouble_words(c->arena, t)) };
    line->trouble = (struct imap_trouble){ .fault = t->fault, .theirs = str_copy(c->arena, t->theirs) };
    return false;
}

static enum imap_step step_of(const struct imap_trouble *t)
{
    enum imap_step at = imap_fault_step(t->fault);
    return at > IMAP_AT_LOGIN ? IMAP_AT_LOGIN : at; /* lost just behind the door */
}

static bool check_folder(struct checking *c, struct imap *s, str folder)
{
    struct imap_mailbox box;
    bool good = imap_select(s, folder, &box) == OK;
    if (good)
        *LIST_ADD(c->arena, c->out) = (struct imap_said){
            .step = IMAP_AT_FOLDER, .good = true, .exists = box.exists, .words = STR("It has the folder")
        };
    else
        say_bad(c, imap_trouble(s), IMAP_AT_FOLDER);
    c->out->at[c->out->n - 1].folder = str_copy(c->arena, folder);
    return good;
}

static bool check_folders(struct checking *c, struct imap *s, str folders)
{
    bool good = true;
    str rest = str_empty(str_trim(folders)) ? STR("INBOX") : folders;
    while (rest.n && !imap_is_lost(s)) {
        str folder = str_trim(str_split(&rest, '\n'));
        if (folder.n) good = check_folder(c, s, folder) && good;
    }
    return good;
}

bool imap_check(struct arena *a, const struct imap_account *account, str folders, struct imap_said_list *out)
{
    struct checking c = { .arena = a, .account = account, .out = out };
    struct imap_trouble trouble;
    struct imap *s = NULL;
    *out = (struct imap_said_list){ 0 };
    if (imap_open(a, account, &s, &trouble) != OK) {
        say_passed(&c, step_of(&trouble));
        return say_bad(&c, &trouble, step_of(&trouble));
    }
    say_passed(&c, IMAP_AT_FOLDER);
    bool good = check_folders(&c, s, folders);
    imap_close(s);
    return good;
}
