#include "channel/email/machine.h"

#include "channel/email/phrase.h"

const char *const machine_words[] = { "person", "auto_reply", "auto_generated", "by_list", "report", "our_own", NULL };

/* Beginnings of subjects, folded. German, French, Spanish, Italian, Dutch, Portuguese, Polish, Swedish, Danish,
 * Norwegian, Finnish, Czech, Slovak, Hungarian, Romanian, Greek, Russian, Ukrainian, Bulgarian, Turkish, Hebrew,
 * Arabic, Persian, Hindi, Thai, Vietnamese, Indonesian, Japanese, Chinese, Korean: what Exchange, Gmail, Lotus and
 * others write there. */
static const char *const away[] = {
    "out of office",
    "out-of-office",
    "automatic reply",
    "automatic response",
    "automated reply",
    "automated response",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto response",
    "auto-response",
    "autoresponse",
    "autoresponder",
    "vacation reply",
    "away from my mail",
    "abwesenheitsnotiz",
    "abwesenheitsmeldung",
    "abwesenheitsnachricht",
    "abwesenheitsassistent",
    "automatische antwort",
    "automatische rückantwort",
    "autom. antwort",
    "urlaubsnachricht",
    "réponse automatique",
    "reponse automatique",
    "absence du bureau",
    "message d'absence",
    "notification d'absence",
    "respuesta automática",
    "respuesta automatica",
    "fuera de la oficina",
    "ausencia de la oficina",
    "risposta automatica",
    "fuori ufficio",
    "automatisch antwoord",
    "automatische antwoord",
    "afwezigheidsbericht",
    "resposta automática",
    "resposta automatica",
    "fora do escritório",
    "fora do escritorio",
    "ausência do escritório",
    "automatyczna odpowiedź",
    "odpowiedź automatyczna",
    "autoodpowiedź",
    "autosvar",
    "automatiskt svar",
    "automatisk svar",
    "automatisk besvarelse",
    "fraværsmeddelelse",
    "fraværsassistent",
    "fraværsmelding",
    "automaattinen vastaus",
    "poissaoloilmoitus",
    "automatická odpověď",
    "automaticka odpoved",
    "automatická odpoveď",
    "automatikus válasz",
    "răspuns automat",
    "raspuns automat",
    "în afara biroului",
    "αυτόματη απάντηση",
    "εκτός γραφείου",
    "автоматический ответ",
    "автоответ",
    "автоматична відповідь",
    "автовідповідь",
    "автоматичен отговор",
    "аўтаматычны адказ",
    "аутоматски одговор",
    "otomatik yanıt",
    "otomatik cevap",
    "ofis dışında",
    "automatski odgovor",
    "samodejni odgovor",
    "automātiska atbilde",
    "automatinis atsakymas",
    "automaatvastus",
    "תשובה אוטומטית",
    "מענה אוטומטי",
    "רد تلقائي",
    "رد تلقائي",
    "رد آلي",
    "پاسخ خودکار",
    "स्वचालित उत्तर",
    "ตอบกลับอัตโนมัติ",
    "การตอบกลับอัตโนมัติ",
    "trả lời tự động",
    "thư trả lời tự động",
    "balasan otomatis",
    "jawapan automatik",
    "自動応答",
    "自動返信",
    "不在通知",
    "自动回复",
    "自动答复",
    "自動回覆",
    "自動回复",
    "자동 회신",
    "자동 응답",
    "자동회신",
    NULL,
};

/* What people write there as well: it counts only with another sign, or as the answer to a mail. */
static const char *const away_perhaps[] = {
    "auto:",
    "vacation notice",
    "on vacation",
    "away from office",
    "out of the office",
    "i am out of the office",
    "i'm out of the office",
    "nicht im büro",
    "nicht im haus",
    "abwesend",
    "absent du bureau",
    "fuera de oficina",
    "fuori sede",
    "assente dall'ufficio",
    "automatisch bericht",
    "afwezig",
    "niet op kantoor",
    "ausência temporária",
    "poza biurem",
    "nieobecność",
    "frånvaro",
    "frånvarande",
    "ej på kontoret",
    "ikke på kontoret",
    "poissa toimistosta",
    "poissa",
    "mimo kancelář",
    "nepřítomnost",
    "mimo kancelárie",
    "házon kívül",
    "irodán kívül",
    "вне офиса",
    "нет на месте",
    "ofis dışındayım",
    "خارج المكتب",
    "不在办公室",
    "부재중",
    "read:",
    "not read:",
    "gelesen:",
    "lu :",
    "lu:",
    "leído:",
    "letto:",
    "gelezen:",
    "lida:",
    "return receipt",
    "disposition notification",
    NULL,
};

/* A phrase is one only when the subject ends there or goes on with a mark: "Out of office chairs" is a customer. */
static bool ends_phrase(str rest)
{
    static const char *const marks[] = { ":",      "：",    " :",     "(",      " (",    "[",     " [",       "-",
                                         " -",     "–",     " –",     "—",      " —",    "|",     " |",       ",",
                                         ".",      "!",     "/",      " re:",   " fw",   " aw:",  " to your", " from ",
                                         " until", " bis ", " jusqu", " hasta", " fino", " tot ", "_" };
    if (rest.n == 0) return true;
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_starts(rest, str_of(marks[i]))) return true;
    return false;
}

static const char *away_subject(struct arena *a, const struct mail *m, const char *const *phrases)
{
    str subject = phrase_folded(a, m->subject);
    while (str_starts(subject, STR("[")) && str_find(subject, STR("]")) > 0) { /* [EXTERNAL] */
        str_split(&subject, ']');
        subject = str_trim(subject);
    }
    for (size_t i = 0; phrases[i]; i++) {
        str phrase = str_of(phrases[i]);
        if (str_starts(subject, phrase) && (str_ends(phrase, STR(":")) || ends_phrase(str_from(subject, phrase.n))))
            return phrases[i];
    }
    return NULL;
}

static bool is_own(const struct str_list *own, str email)
{
    for (size_t i = 0; own && i < own->n; i++)
        if (str_is_nocase(own->at[i], email)) return true;
    return false;
}

static bool names_own(const struct str_list *own, str value) /* in lower case */
{
    for (size_t i = 0; own && i < own->n; i++)
        if (value.n && own->at[i].n && memmem(value.at, value.n, own->at[i].at, own->at[i].n)) return true;
    return false;
}

static bool word_starts(const struct mail *m, const char *field, const char *const *words)
{
    str value = str_trim(mail_field(m, field));
    for (; *words; words++)
        if (str_is_nocase(str_cut(value, strlen(*words)), str_of(*words))) return true;
    return false;
}

/* The sender's name before "@", without what stands between its letters: no_reply, No.Reply+17 … */
static bool daemon_sender(struct arena *a, str email, enum machine *is)
{
    static const char *const replies_to_nobody[] = { "noreply",        "donotreply",    "dontreply",    "neantworten",
                                                     "nichtantworten", "nepasrepondre", "noresponder",  "nonrispondere",
                                                     "naoresponda",    "noreplies",     "nepasreponse", NULL };
    static const char *const daemons[] = { "mailerdaemon", "postmaster", "mailsystem", "bounce",
                                           "bounces",      "maildaemon", NULL };
    struct text name = { .arena = a };
    str local = str_split(&email, '@');
    size_t first = 0;
    for (size_t i = 0; i < local.n && local.at[i] != '+'; i++) {
        if (!strchr("-_.", local.at[i]))
            text_addc(&name, local.at[i]);
        else if (!first)
            first = name.n;
    }
    str bare = str_lower(a, text_str(&name));
    for (size_t i = 0; replies_to_nobody[i]; i++)
        if (str_starts(bare, str_of(replies_to_nobody[i]))) return *is = AUTO_GENERATED, true;
    for (size_t i = 0; daemons[i]; i++)
        if (str_is(bare, str_of(daemons[i])) || (first && str_is(str_cut(bare, first), str_of(daemons[i]))))
            return *is = A_REPORT, true;
    return false;
}

struct sign {
    enum machine is;
    const char *why;
};

static bool auto_submitted(const struct mail *m, struct sign *out)
{
    static const char *const replied[] = { "auto-replied", NULL }, *const person[] = { "no", NULL };
    if (!mail_has(m, "Auto-Submitted")) return false;
    out->why = "Auto-Submitted";
    out->is = word_starts(m, "Auto-Submitted", replied) ? AUTO_REPLY : AUTO_GENERATED;
    return !word_starts(m, "Auto-Submitted", person);
}

static bool has_one(const struct mail *m, const struct sign *fields, size_t n, struct sign *out)
{
    for (size_t i = 0; i < n; i++) {
        if (!mail_has(m, fields[i].why)) continue;
        *out = fields[i];
        return true;
    }
    return false;
}

/* Fields that only programs write. */
static bool odd_field(struct arena *a, const struct mail *m, const struct str_list *own, struct sign *out)
{
    static const struct sign fields[] = {
        { AUTO_REPLY, "X-Autoreply" },
        { AUTO_REPLY, "X-Autorespond" },
        { AUTO_REPLY, "X-AutoReply-From" },
        { AUTO_REPLY, "X-Mail-Autoreply" },
        { AUTO_REPLY, "X-Autoresponder" },
        { AUTO_REPLY, "X-Auto-Reply" },
        { AUTO_REPLY, "X-POST-MessageClass" },
        { AUTO_REPLY, "X-Auto-Response-Suppress" },
        { AUTO_GENERATED, "X-Auto-Generated" },
        { AUTO_GENERATED, "X-Cron-Env" },
        { AUTO_GENERATED, "X-Failed-Recipients" },
        { AUTO_GENERATED, "X-Campaign-ID" },
        { AUTO_GENERATED, "X-Mailgun-Tag" },
        { OUR_OWN, "X-Desk-Generated" },
        { OUR_OWN, "X-Regulars" },
    };
    if (has_one(m, fields, COUNT_OF(fields), out)) return true;
    *out = (struct sign){ OUR_OWN, "X-Loop" };
    for (size_t i = 0; i < m->fields.n; i++)
        if (str_is_nocase(m->fields.at[i].name, STR("X-Loop")) && names_own(own, str_lower(a, m->fields.at[i].value)))
            return true;
    return false;
}

/* Fields that servers also write into what a person sent: a rule that passed it on, a sender of many mails that carries
 * those of people too, a list or a desk of others. */
static bool odd_perhaps(const struct mail *m, struct sign *out)
{
    static const struct sign fields[] = {
        { AUTO_REPLY, "X-MS-Exchange-Inbox-Rules-Loop" },
        { AUTO_REPLY, "X-MS-Exchange-Generated-Message-Source" },
        { AUTO_GENERATED, "Feedback-ID" },
        { AUTO_GENERATED, "X-Loop" },
    };
    return has_one(m, fields, COUNT_OF(fields), out);
}

static bool precedence(const struct mail *m, struct sign *out)
{
    static const char *const replies[] = { "auto_reply", "auto-reply", NULL }, *const bulk[] = { "bulk", "junk", NULL };
    out->why = "Precedence";
    out->is = word_starts(m, "Precedence", replies) ? AUTO_REPLY : AUTO_GENERATED;
    return out->is == AUTO_REPLY || word_starts(m, "Precedence", bulk);
}

/* A group of ours (a shared inbox is often one) is no list: its List-Post or List-Id names an address of ours. */
static bool by_list(struct arena *a, const struct mail *m, const struct str_list *own, struct sign *out)
{
    static const char *const list[] = { "list", NULL };
    out->is = BY_LIST;
    out->why = mail_has(m, "List-Id") ? "List-Id" : mail_has(m, "List-Unsubscribe") ? "List-Unsubscribe" : "Precedence";
    bool listed = mail_has(m, "List-Id") || mail_has(m, "List-Unsubscribe") || word_starts(m, "Precedence", list);
    str post = str_lower(a, mail_field(m, "List-Post"));
    return listed && !names_own(own, post);
}

static bool report(const struct mail *m, struct sign *out)
{
    out->is = A_REPORT;
    out->why = "Content-Type";
    return m->parts.n && str_is(m->parts.at[0].type, STR("multipart/report"));
}

static bool null_path(const struct mail *m)
{
    return mail_has(m, "Return-Path") && str_is(str_trim(mail_field(m, "Return-Path")), STR("<>"));
}

/* The answer to a mail, or from nobody: what a sign needs beside it that is none alone. */
static bool is_backed(const struct mail *m)
{
    return null_path(m) || m->in_reply_to.n > 0 || m->references.n > 0;
}

static const char *subject_says_so(struct arena *a, const struct mail *m)
{
    struct sign other;
    const char *phrase = away_subject(a, m, away);
    return phrase || !(is_backed(m) || odd_perhaps(m, &other)) ? phrase : away_subject(a, m, away_perhaps);
}

enum machine machine_recognise(struct arena *a, const struct mail *m, const struct str_list *own, const char **why)
{
    struct sign found = { .is = A_PERSON };
    str sender = m->from.email.n || !m->all.n ? m->from.email : m->all.at[0].email;
    const char *subject = NULL;
    if (is_own(own, sender))
        found = (struct sign){ OUR_OWN, "From" };
    else if (report(m, &found) || auto_submitted(m, &found) || odd_field(a, m, own, &found) || precedence(m, &found))
        ;
    else if ((subject = subject_says_so(a, m)))
        found = (struct sign){ AUTO_REPLY, subject };
    else if (daemon_sender(a, sender, &found.is))
        found.why = "From";
    else if (is_backed(m) && odd_perhaps(m, &found))
        ;
    else if (null_path(m))
        found = (struct sign){ AUTO_GENERATED, "Return-Path" };
    else if (!by_list(a, m, own, &found))
        found = (struct sign){ A_PERSON, NULL };
    if (why) *why = found.why;
    return found.is;
}
