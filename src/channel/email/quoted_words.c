#include "channel/email/quoted_words.h"

#include "channel/email/phrase.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t count_digits(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += is_digit(s.at[i]);
    return n;
}

static str without_marks(str s)
{
    while (s.n && strchr(":- *_>", s.at[s.n - 1])) s = str_cut(s, s.n - 1);
    while (str_ends(s, STR("\xEF\xBC\x9A"))) s = str_cut(s, s.n - 3);
    return s;
}

static bool has_time(str s)
{
    for (size_t i = 1; i + 2 < s.n; i++)
        if ((s.at[i] == ':' || s.at[i] == '.' || s.at[i] == 'h') && is_digit(s.at[i - 1]) && is_digit(s.at[i + 1]) &&
            is_digit(s.at[i + 2]))
            return true;
    return false;
}

/* "am 3. mai um 10:00 schrieb ann" */
static bool verb_before_name(str s)
{
    static const char *const verbs[] = { " schrieb ",  " schreef ", " skrev ",   " skreiv ", " wrote ",
                                         " escribió ", " napsal ",  " napisał ", " írta ",   " пишет " };
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        const char *at = memmem(s.at, s.n, verbs[i], strlen(verbs[i]));
        size_t before = at ? (size_t)(at - s.at) : 0;
        if (at && s.n - before < 120 && count_digits(str_cut(s, before)) >= 3 && has_time(str_cut(s, before + 1)))
            return true;
    }
    return false;
}

/* English, French, German, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian, Finnish, Polish, Czech,
 * Slovak, Hungarian, Romanian, Greek, Russian, Ukrainian, Bulgarian, Croatian, Turkish, Vietnamese, Indonesian, Hebrew,
 * Arabic, Japanese, Chinese, Korean. */
bool quoted_is_wrote(str s)
{
    static const char *const verbs[] = {
        "wrote",         "writes",     "said",       "a écrit",
        "a ecrit",       "schrieb",    "schrieb am", "geschrieben",
        "escribió",      "escribio",   "ha scritto", "scrive",
        "escreveu",      "schreef",    "skrev",      "skreiv",
        "kirjoitti",     "napisał",    "napisał(a)", "napisała",
        "napisal",       "napsal",     "napsal(a)",  "napísal",
        "napísal(a)",    "írta",       "irta",       "ezt írta",
        "a scris",       "έγραψε",     "написал",    "написал(а)",
        "написала",      "пишет",      "писал",      "написав",
        "пише",          "написа",     "je napisao", "je napisao/la",
        "je napisala",   "pisze",      "yazdı",      "şunu yazdı",
        "şunları yazdı", "đã viết",    "viết",       "menulis",
        "כתב",           "כתב/ה",      "كتب",        "のメール",
        "のメッセージ",  "写道",       "寫道",       "のように書きました",
        "님이 작성",     "작성",       "rašė",       "rakstīja",
        "kirjutas",      "je napisal", NULL,
    };
    if (s.n > 600 || count_digits(s) < 3) return false;
    str bare = without_marks(s);
    bool colon = bare.n < s.n;
    for (size_t i = 0; verbs[i]; i++)
        if (str_ends(bare, str_of(verbs[i])) && (colon || memchr(s.at, '@', s.n))) return true;
    bool address = memchr(s.at, '@', s.n) != NULL && str_ends(s, STR(">:"));
    return (address && has_time(s)) || (colon && verb_before_name(bare));
}

bool quoted_may_begin(str s)
{
    static const char *const starts[] = { "on ",      "le ",        "am ",          "el ",   "il ",      "em ",
                                          "op ",      "den ",       "w dniu ",      "dnia ", "dne ",     "dňa ",
                                          "la ",      "în ",        "στις ",        "ons ",  "vào ",     "pada ",
                                          "at ",      "a ",         "in a message", "ב",     "في ",      "يوم ",
                                          "quoting ", "ein ",       "ma ",          "> on ", "---- on ", "*on ",
                                          "no dia ",  "il giorno ", "mail von ",    "von ",  "från ",    "fra " };
    if (s.n == 0 || s.n > 400) return false;
    for (size_t i = 0; i < COUNT_OF(starts); i++)
        if (str_starts(s, str_of(starts[i]))) return count_digits(s) > 0;
    return is_digit(s.at[0]) ||
           (count_digits(s) >= 3 && (memchr(s.at, ',', s.n) || memchr(s.at, '.', s.n) || memchr(s.at, '<', s.n)));
}

static bool is_one_of(str s, const char *const *list)
{
    for (; *list; list++)
        if (str_is(s, str_of(*list))) return true;
    return false;
}

int quoted_header_key(str s)
{
    static const char *const from[] = { "from",      "de",         "von",       "da",       "van",      "från",
                                        "fra",       "lähettäjä",  "od",        "feladó",   "de la",    "από",
                                        "от",        "от кого",    "від",       "kimden",   "gönderen", "từ",
                                        "dari",      "מאת",        "من",        "差出人",   "发件人",   "寄件者",
                                        "보낸 사람", "expéditeur", "remitente", "mittente", "nadawca",  "odesílatel",
                                        "från",      NULL };
    static const char *const others[] = {
        "sent",          "to",        "cc",         "subject",      "date",       "reply-to",
        "envoyé",        "envoyé le", "à",          "objet",        "sujet",      "message du",
        "copie à",       "copie",     "gesendet",   "an",           "betreff",    "datum",
        "kopie",         "enviado",   "enviado el", "enviado em",   "para",       "asunto",
        "fecha",         "assunto",   "data",       "inviato",      "a",          "oggetto",
        "verzonden",     "aan",       "onderwerp",  "skickat",      "till",       "ämne",
        "dato",          "sendt",     "til",        "emne",         "lähetetty",  "päivämäärä",
        "vastaanottaja", "aihe",      "wysłano",    "do",           "temat",      "odesláno",
        "komu",          "předmět",   "elküldve",   "címzett",      "tárgy",      "trimis",
        "către",         "subiect",   "στάλθηκε",   "προς",         "θέμα",       "отправлено",
        "кому",          "тема",      "дата",       "надіслано",    "gönderildi", "kime",
        "konu",          "ngày",      "tới",        "đến",          "chủ đề",     "dikirim",
        "kepada",        "subjek",    "נשלח",       "אל",           "נושא",       "תאריך",
        "تم الإرسال",    "إلى",       "الموضوع",    "التاريخ",      "送信日時",   "宛先",
        "件名",          "发送时间",  "收件人",     "主题",         "日期",       "보낸 날짜",
        "받는 사람",     "제목",      "importance", "organization", NULL
    };
    while (s.n && strchr("*>_ |", s.at[0])) s = str_from(s, 1);
    size_t colon = 0;
    while (colon < s.n && colon < 60 && s.at[colon] != ':' && !str_starts(str_from(s, colon), STR("\xEF\xBC\x9A")))
        colon++;
    if (colon >= s.n || colon >= 60) return 0;
    str key = str_cut(s, colon);
    while (key.n && strchr("* _", key.at[key.n - 1])) key = str_cut(key, key.n - 1);
    return is_one_of(key, from) ? 1 : is_one_of(key, others) ? 2 : 0;
}

static size_t leading(str s, const char *marks)
{
    size_t n = 0;
    while (n < s.n && s.at[n] && strchr(marks, s.at[n])) n++;
    return n;
}

bool quoted_is_forward(str s)
{
    static const char *const words[] = { "forwarded message",
                                         "begin forwarded",
                                         "forwarded by",
                                         "message transféré",
                                         "message réacheminé",
                                         "début du message",
                                         "weitergeleitete nachricht",
                                         "weitergeleitete mail",
                                         "anfang der weitergeleiteten",
                                         "mensaje reenviado",
                                         "mensaje original reenviado",
                                         "messaggio inoltrato",
                                         "inizio messaggio inoltrato",
                                         "mensagem encaminhada",
                                         "doorgestuurd bericht",
                                         "begin doorgestuurd",
                                         "vidarebefordrat",
                                         "videresendt",
                                         "välitetty viesti",
                                         "wiadomość przekazana",
                                         "przekazana wiadomość",
                                         "přeposlaná zpráva",
                                         "továbbított üzenet",
                                         "пересылаемое сообщение",
                                         "пересланное сообщение",
                                         "переслане повідомлення",
                                         "iletilen mesaj",
                                         "yönlendirilmiş ileti",
                                         "転送メッセージ",
                                         "转发的邮件",
                                         "轉寄的郵件",
                                         "전달된 메시지",
                                         "رسالة معاد توجيهها",
                                         "הודעה שהועברה",
                                         NULL };
    return s.n < 200 && phrase_in(s, words) && (leading(s, "-_=") >= 2 || str_ends(s, STR(":")));
}

bool quoted_is_separator(str s)
{
    static const char *const words[] = { "original message",
                                         "original appointment",
                                         "message d'origine",
                                         "message original",
                                         "ursprüngliche nachricht",
                                         "originalnachricht",
                                         "original-nachricht",
                                         "mensaje original",
                                         "messaggio originale",
                                         "mensagem original",
                                         "oorspronkelijk bericht",
                                         "ursprungligt meddelande",
                                         "originalmeddelande",
                                         "oprindelig meddelelse",
                                         "oprindelig besked",
                                         "opprinnelig melding",
                                         "alkuperäinen viesti",
                                         "oryginalna wiadomość",
                                         "wiadomość oryginalna",
                                         "původní zpráva",
                                         "pôvodná správa",
                                         "eredeti üzenet",
                                         "mesaj original",
                                         "αρχικό μήνυμα",
                                         "исходное сообщение",
                                         "оригінальне повідомлення",
                                         "original mesaj",
                                         "özgün ileti",
                                         "元のメッセージ",
                                         "原始邮件",
                                         "原始郵件",
                                         "원본 메시지",
                                         "הודעה מקורית",
                                         "الرسالة الأصلية",
                                         "izvorna poruka",
                                         "reply message",
                                         "antwort nachricht",
                                         "reply above this line",
                                         "réponse",
                                         NULL };
    return s.n < 200 && leading(s, "-_=*") >= 2 && phrase_in(s, words) && !quoted_is_forward(s);
}

bool quoted_is_rule(str s)
{
    size_t n = leading(s, "_-=\xE2\x80\x94\x93\x95\x80");
    return n >= 10 && n == s.n;
}

bool quoted_is_sent_from(str s)
{
    static const char *const starts[] = { "sent from my ",
                                          "sent from outlook",
                                          "sent from mail",
                                          "sent from yahoo",
                                          "sent from a ",
                                          "sent from the",
                                          "sent via ",
                                          "sent with ",
                                          "sent using ",
                                          "sent by ",
                                          "get outlook for",
                                          "envoyé de mon",
                                          "envoyé depuis",
                                          "envoyé à partir de",
                                          "télécharger outlook",
                                          "obtenez outlook",
                                          "von meinem ",
                                          "gesendet von ",
                                          "gesendet mit ",
                                          "diese nachricht wurde von meinem",
                                          "outlook für ",
                                          "enviado desde mi",
                                          "enviado desde ",
                                          "enviado do meu",
                                          "enviado de ",
                                          "obtener outlook",
                                          "inviato da",
                                          "ottieni outlook",
                                          "verzonden vanaf",
                                          "verstuurd vanaf",
                                          "skickat från",
                                          "sendt fra",
                                          "lähetetty ",
                                          "wysłane z ",
                                          "odesláno z",
                                          "отправлено с",
                                          "надіслано з",
                                          "iphone'umdan",
                                          "iphone'dan gönderildi",
                                          "iphoneから送信",
                                          "发自我的",
                                          "從我的",
                                          "나의 iphone에서",
                                          "נשלח מה",
                                          "أرسلت من",
                                          "trimis de pe",
                                          "küldve",
                                          "yahoo mail",
                                          "sent from ",
                                          "virus-free. ",
                                          "download outlook" };
    while (s.n && strchr("*_<[", s.at[0])) s = str_from(s, 1);
    if (s.n == 0 || s.n > 120 || str_ends(s, STR("?"))) return false;
    for (size_t i = 0; i < COUNT_OF(starts); i++)
        if (str_starts(s, str_of(starts[i]))) return true;
    return false;
}

bool quoted_is_closer(str s)
{
    static const char *const words[] = { "regards",
                                         "best regards",
                                         "kind regards",
                                         "warm regards",
                                         "many regards",
                                         "best",
                                         "cheers",
                                         "sincerely",
                                         "yours sincerely",
                                         "yours faithfully",
                                         "yours truly",
                                         "best wishes",
                                         "kindest regards",
                                         "warmest regards",
                                         "with kind regards",
                                         "with best regards",
                                         "with regards",
                                         "thanks and regards",
                                         "thanks & regards",
                                         "respectfully",
                                         "mit freundlichen grüssen",
                                         "mit freundlichen grüssen",
                                         "viele grüsse",
                                         "liebe grüsse",
                                         "freundliche grüsse",
                                         "beste grüsse",
                                         "mfg",
                                         "lg",
                                         "vg",
                                         "gruss",
                                         "cordialement",
                                         "bien cordialement",
                                         "bien à vous",
                                         "sincères salutations",
                                         "meilleures salutations",
                                         "salutations",
                                         "saludos",
                                         "un saludo",
                                         "saludos cordiales",
                                         "atentamente",
                                         "cordiales saludos",
                                         "cordiali saluti",
                                         "distinti saluti",
                                         "saluti",
                                         "atenciosamente",
                                         "cumprimentos",
                                         "abraços",
                                         "met vriendelijke groet",
                                         "met vriendelijke groeten",
                                         "groeten",
                                         "mvg",
                                         "med vänliga hälsningar",
                                         "vänliga hälsningar",
                                         "mvh",
                                         "med venlig hilsen",
                                         "venlig hilsen",
                                         "vennlig hilsen",
                                         "ystävällisin terveisin",
                                         "terveisin",
                                         "pozdrawiam",
                                         "z poważaniem",
                                         "s pozdravem",
                                         "üdvözlettel",
                                         "с уважением",
                                         "з повагою",
                                         "saygılarımla",
                                         "mit freundlichen grüssen,",
                                         NULL };
    while (s.n && strchr(",.!*_ -", s.at[s.n - 1])) s = str_cut(s, s.n - 1);
    while (s.n && strchr("*_ -", s.at[0])) s = str_from(s, 1);
    return is_one_of(s, words);
}
