// What the customer said about it: their score on its scale, in words too, and their own words.
import type { SurveyOutcome } from "../../api";
import { Ago } from "../../kit/time";
import { useSay, useSpeech, type Word } from "../../kit/words";

const scales: Record<string, { low: number; high: number; bad_to: number; good_from: number }> = {
  csat: { low: 1, high: 5, bad_to: 2, good_from: 4 },
  nps: { low: 0, high: 10, bad_to: 6, good_from: 9 },
  ces: { low: 1, high: 7, bad_to: 3, good_from: 5 },
};

export const scale_of = (kind: string) => scales[kind] ?? { low: 0, high: 10, bad_to: 0, good_from: 10 };

export function verdict_of(it: SurveyOutcome): "bad" | "good" | "neutral" {
  const scale = scale_of(it.kind);
  return it.score <= scale.bad_to ? "bad" : it.score >= scale.good_from ? "good" : "neutral";
}

export function Answer({ it, customer }: { it: SurveyOutcome; customer: string }) {
  const say = useSay();
  const { locale } = useSpeech();
  const scale = scale_of(it.kind);
  const verdict = verdict_of(it);
  const print = (n: number) => new Intl.NumberFormat(locale).format(n);
  return (
    <article className={`answer answer-${verdict}`} data-survey={it.kind}>
      <p className="answer-score">
        <strong>{print(it.score)}</strong>
        <span>{say("console.survey.of", { most: scale.high })}</span>
      </p>
      <div className="answer-words">
        <p className="answer-head">
          <span>{say("console.survey.answered", { name: customer })}</span>
          {it.answered_at && <Ago at={it.answered_at} />}
        </p>
        <p className="quiet">
          {say(`console.survey.kind.${it.kind}` as Word)} · {say(`console.survey.verdict.${verdict}`)}
        </p>
        {it.comment && <p className="answer-comment" dir="auto">{it.comment}</p>}
        {it.contact && <p className="quiet">{say("console.survey.contact")}</p>}
      </div>
    </article>
  );
}
