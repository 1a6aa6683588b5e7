/* The modules there are, in the order of the river. */
#include "business/business_routes.h"
#include "channel/channel_routes.h"
#include "channel/email/mail_routes.h"
#include "channel/email/reading.h"
#include "conversation/attachment_routes.h"
#include "conversation/bulk_routes.h"
#include "conversation/conversation_mail_routes.h"
#include "conversation/conversation_routes.h"
#include "conversation/delivery_routes.h"
#include "conversation/dispatch_routes.h"
#include "conversation/draft_routes.h"
#include "conversation/mention_routes.h"
#include "conversation/tag_routes.h"
#include "conversation/view_routes.h"
#include "customer/customer_routes.h"
#include "insight/checklist.h"
#include "insight/report_routes.h"
#include "portal/portal_routes.h"
#include "search/search_routes.h"
#include "spine/api.h"
#include "spine/file.h"
#include "spine/live.h"
#include "spine/operation.h"
#include "spine/setting.h"
#include "staff/act_routes.h"
#include "staff/key_routes.h"
#include "staff/me_routes.h"
#include "staff/permission_routes.h"
#include "staff/sign_in_routes.h"
#include "staff/staff_routes.h"
#include "staff/team_routes.h"
#include "story/sample_routes.h"
#include "story/story.h"
#include "survey/survey_routes.h"

const struct module *const modules[] = {
    &module_operation,    /* is it well, what happened, what is parked */
    &module_setting,      /* what the business may set */
    &module_business,     /* who we are, and when we answer */
    &module_live,         /* screens that are told */
    &module_file,         /* what people attach */
    &module_staff,        /* who acts for the business */
    &module_sign_in,      /* how they come in and go out */
    &module_team,         /* in which teams */
    &module_permission,   /* what each role may do */
    &module_key,          /* programs that act for it */
    &module_act,          /* who did what */
    &module_me,           /* their own password, codes and sessions */
    &module_customer,     /* who all of this is about */
    &module_channel,      /* how they reach us */
    &module_mailbox,      /* to which addresses */
    &module_domain,       /* and what the DNS says of their domains */
    &module_mail,         /* and what became of every mail */
    &module_mail_picture, /* and the pictures in it */
    &module_conversation, /* what is said with customers */
    &module_mail_reading, /* and the e-mails it was made of */
    &module_delivery,     /* and what became of each answer by e-mail */
    &module_dispatch,     /* those that wait for their moment */
    &module_draft,        /* what is still being written */
    &module_attachment,   /* what hangs on it */
    &module_mention,      /* who is named in it */
    &module_tag,          /* what belongs together */
    &module_view,         /* lists that people keep */
    &module_bulk,         /* one act on many, and back */
    &module_search,       /* found again by its words */
    &module_survey,       /* how did we do */
    &module_portal,       /* the customer's own pages */
    &module_insight,      /* what we learn */
    &module_checklist,    /* the first steps of a new house */
    &module_story,        /* all of it told in plain words */
    &module_sample,       /* what was told leaves again */
    &module_api,          /* and what all of it is called by programs */
    NULL,
};
