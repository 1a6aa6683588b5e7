/* What the sentences do: one function each, by file; sentences.c is the table of them. */
#ifndef STORY_ACTS_H
#define STORY_ACTS_H

#include "story/telling.h"

#define SENTENCE(name) enum err name(struct telling *t, const struct said *s) MUST_USE
SENTENCE(story_staff_joins);
SENTENCE(story_staff_answers);
SENTENCE(story_staff_notes);
SENTENCE(story_staff_claims);
SENTENCE(story_staff_proposes);
SENTENCE(story_staff_resolves);
SENTENCE(story_staff_reopens);
SENTENCE(story_staff_marks_spam);
SENTENCE(story_staff_looks);

SENTENCE(story_staff_tags);
SENTENCE(story_staff_puts_off);
SENTENCE(story_staff_notes_for);
SENTENCE(story_staff_reads_mention);
SENTENCE(story_staff_begins_to_answer);
SENTENCE(story_staff_keeps_view);

SENTENCE(story_key_is_made);
SENTENCE(story_program_sends);
SENTENCE(story_customer_pretends);
SENTENCE(story_pretend_away);
SENTENCE(story_pretend_back);
SENTENCE(story_expect_sent);
SENTENCE(story_expect_nothing_sent);

SENTENCE(story_staff_opens_report);
SENTENCE(story_expect_report);
SENTENCE(story_expect_figure);
SENTENCE(story_crowd);

SENTENCE(story_business_is);
SENTENCE(story_business_is_open);

SENTENCE(story_team_is_made);
SENTENCE(story_team_is_joined);
SENTENCE(story_staff_moves);
SENTENCE(story_staff_assigns);
SENTENCE(story_expect_box);
SENTENCE(story_expect_not_box);

SENTENCE(story_customer_is_called);
SENTENCE(story_customer_reads);
SENTENCE(story_customer_asks);
SENTENCE(story_customer_replies);
SENTENCE(story_customer_says_solved);
SENTENCE(story_customer_says_not_solved);
SENTENCE(story_customer_adds_not_solved);
SENTENCE(story_customer_looks);
SENTENCE(story_customer_guesses);
SENTENCE(story_machine_fills);

SENTENCE(story_expect_refused);
SENTENCE(story_expect_refused_as);
SENTENCE(story_expect_state);
SENTENCE(story_expect_owner);
SENTENCE(story_expect_waiting);
SENTENCE(story_expect_not_waiting);
SENTENCE(story_expect_channel);
SENTENCE(story_expect_sees);
SENTENCE(story_expect_not_sees);
SENTENCE(story_expect_page_language);
SENTENCE(story_expect_staff_sees);
SENTENCE(story_expect_events);
SENTENCE(story_customer_scores);
SENTENCE(story_customer_scores_and_says);
SENTENCE(story_customer_rates);
SENTENCE(story_customer_rates_and_says);
SENTENCE(story_customer_stops_surveys);
SENTENCE(story_machine_follows_survey);
SENTENCE(story_setting);
SENTENCE(story_expect_asked);
SENTENCE(story_expect_not_asked);
SENTENCE(story_expect_survey);
SENTENCE(story_expect_suppressed);

SENTENCE(story_about);
SENTENCE(story_expect_resolved_how);
SENTENCE(story_expect_subject);
SENTENCE(story_expect_reopened);
#undef SENTENCE

#define MOVE(name) enum err name(struct reading *r, const struct said *s) MUST_USE
MOVE(story_begins_on);
MOVE(story_begins_days_ago);
MOVE(story_begins_hours_ago);
MOVE(story_clock_moves);
MOVE(story_clock_moves_to);
#undef MOVE

/* "3", "days"; false when it is no span of time. Pure. */
bool story_span(str n, str unit, usec *out);

#endif
