// One thing worth knowing: each day another report, whatever it says (src/insight/today.h has the rule).
import type { TodayNumber } from "../../api";
import { Link } from "../../kit/place";
import { useSay, useSpeech } from "../../kit/words";
import { Figure } from "../insight/figure";
import { report_word } from "../insight/words";

export function Worth({ it: { report, headline } }: { it: TodayNumber }) {
  const say = useSay();
  const { locale } = useSpeech();
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return (
    <section className="card figure today-worth" aria-labelledby="worth-title">
      <p className="quiet">{say("console.today.worth")}</p>
      <h2 id="worth-title">{report_word(say, report, "title")}</h2>
      <p className="quiet">{report_word(say, report, "question")}</p>
      <Figure it={headline.figure} />
      <p className="quiet">{day.formatRange(new Date(headline.from), new Date(headline.to))}</p>
      <Link to={`numbers/${report}`} className="today-report" data-result="report">{say("console.today.report")}</Link>
    </section>
  );
}
