#include "conversation/smtp_sink_test.h"

#include "test/test.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static bool tell(FILE *f, const char *line)
{
    return fputs(line, f) >= 0 && fputs("\r\n", f) >= 0 && fflush(f) == 0;
}

static void keep(struct sink *s, const struct text *letter, const struct text *to)
{
    pthread_mutex_lock(&s->lock);
    if (s->n < SINK_LETTERS) {
        s->envelopes[s->n] = str_copy(s->arena, text_str(to));
        s->letters[s->n++] = str_copy(s->arena, text_str(letter));
    }
    pthread_mutex_unlock(&s->lock);
}

static bool take_letter(struct sink *s, const struct text *to, FILE *in, FILE *out)
{
    char line[4096];
    struct arena *a = arena_open();
    struct text letter = { .arena = a };
    bool whole = false;
    if (!tell(out, "354 go on")) return false;
    while (!whole && fgets(line, sizeof line, in)) {
        whole = strcmp(line, ".\r\n") == 0;
        if (!whole) text_addz(&letter, line[0] == '.' ? line + 1 : line);
    }
    if (whole) keep(s, &letter, to);
    arena_close(a);
    return whole && tell(out, "250 queued as 4711");
}

static const char *answer(enum sink_does does, const char *line)
{
    if (strncmp(line, "EHLO", 4) == 0) return "250-desk\r\n250 AUTH PLAIN";
    if (strcmp(line, "AUTH PLAIN\r\n") == 0) return "334 ";
    if (strcmp(line, "AHN1cHBvcnQAc2VjcmV0\r\n") == 0) /* support, secret */
        return does == SINK_KNOWS_US_NOT ? "535 5.7.8 wrong password" : "235 welcome";
    if (strncmp(line, "RCPT", 4) == 0 && does == SINK_SAYS_LATER) return "450 4.2.0 greylisted";
    if (strncmp(line, "RCPT", 4) == 0 && does == SINK_REFUSES) return "550 5.1.1 no such person";
    if (strncmp(line, "RCPT TO:<nobody@", 16) == 0 && does == SINK_PICKS) return "550 5.1.1 no such person";
    if (strncmp(line, "RCPT TO:<busy@", 14) == 0 && does == SINK_PICKS) return "450 4.2.0 greylisted";
    return "250 ok";
}

/* "RCPT TO:<ann@example.org>" */
static void note(struct text *to, const char *line, const char *said)
{
    str rest = str_of(line);
    if (strncmp(line, "RCPT", 4) != 0 || said[0] != '2') return;
    str_split(&rest, '<');
    str email = str_split(&rest, '>');
    text_addf(to, " %.*s", STR_ARG(email));
}

static void talk(struct sink *s, enum sink_does does, FILE *in, FILE *out)
{
    char line[4096];
    struct arena *a = arena_open();
    struct text to = { .arena = a };
    bool on = tell(out, "220 hello");
    while (on && fgets(line, sizeof line, in)) {
        if (strncmp(line, "MAIL", 4) == 0) to = (struct text){ .arena = a };
        if (strncmp(line, "QUIT", 4) == 0)
            on = tell(out, "221 bye") && false;
        else if (strncmp(line, "DATA", 4) == 0)
            on = take_letter(s, &to, in, out);
        else if (strncmp(line, "RCPT", 4) == 0 && does == SINK_STALLS)
            check(write(s->bell, "x", 1) == 1);
        else {
            const char *said = answer(does, line);
            note(&to, line, said);
            on = tell(out, said);
        }
    }
    arena_close(a);
}

static void *serve(void *with)
{
    struct sink *s = with;
    int fd;
    while ((fd = accept(s->listener, NULL, NULL)) >= 0) {
        pthread_mutex_lock(&s->lock);
        enum sink_does does = s->does;
        s->connections++;
        pthread_mutex_unlock(&s->lock);
        FILE *in = fdopen(fd, "r"), *out = fdopen(dup(fd), "w");
        if (does != SINK_IS_AWAY) talk(s, does, in, out);
        fclose(in);
        fclose(out);
    }
    return NULL;
}

void sink_open(struct sink *s)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;
    *s = (struct sink){ .listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), .arena = arena_open() };
    pthread_mutex_init(&s->lock, NULL);
    check(bind(s->listener, (struct sockaddr *)&at, sizeof at) == 0 && listen(s->listener, 8) == 0);
    check(getsockname(s->listener, (struct sockaddr *)&at, &size) == 0);
    s->port = ntohs(at.sin_port);
    check(pthread_create(&s->thread, NULL, serve, s) == 0);
}

void sink_close(struct sink *s)
{
    shutdown(s->listener, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    close(s->listener);
    pthread_mutex_destroy(&s->lock);
    arena_close(s->arena);
}

void sink_does(struct sink *s, enum sink_does what)
{
    pthread_mutex_lock(&s->lock);
    s->does = what;
    pthread_mutex_unlock(&s->lock);
}

size_t sink_count(struct sink *s)
{
    pthread_mutex_lock(&s->lock);
    size_t n = s->n;
    pthread_mutex_unlock(&s->lock);
    return n;
}

str sink_letter(struct sink *s, size_t which)
{
    pthread_mutex_lock(&s->lock);
    str letter = which < s->n ? s->letters[which] : (str){ 0 };
    pthread_mutex_unlock(&s->lock);
    return letter;
}

str sink_envelope(struct sink *s, size_t which)
{
    pthread_mutex_lock(&s->lock);
    str to = which < s->n ? s->envelopes[which] : (str){ 0 };
    pthread_mutex_unlock(&s->lock);
    return to;
}
