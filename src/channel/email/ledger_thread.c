#include "channel/email/ledger_thread.h"

#include "ledger_thread.sql.h"

enum err mail_came_by(struct turn *t, id conversation, id *mailbox)
{
    struct ledger_mail newest = { 0 };
    bool found = false;
    TRY(sql_thread_came_by(t, conversation, &newest, &found));
    *mailbox = found ? newest.mailbox : 0;
    return OK;
}

enum err mail_senders(struct turn *t, id conversation, int most, struct ledger_mail_list *out)
{
    return sql_thread_senders(t, conversation, most, out);
}

enum err mail_names(struct turn *t, id conversation, id before, struct ledger_mail_list *out)
{
    return sql_thread_names(t, conversation, before, out);
}
