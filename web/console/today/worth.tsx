// One thing worth knowing: each day another report, whatever it says (src/insight/today.h has the rule).
import type { ShownFigure, TodayNumber } from "../../api";
import { Link } from "../../kit/place";
import { useSay, useSpeech, type Word } from "../../kit/words";
import { value_words } from "../insight/words";

function Told({ it }: { it: ShownFigure }) {
  const speech = useSpeech();
  const { say } = speech;
  const print = (x: number | null) => value_words(it.unit, x, speech);
  if (!it.enough || it.value === null)
    return (
      <>
        <p className="figure-value figure-unknown">{say("console.numbers.not_yet")}</p>
        <p className="figure-range">
          {it.enough ? say("console.numbers.waiting", { n: it.censored }) : say("console.numbers.needed", { n: it.n, needed: it.needed })}
        </p>
      </>
    );
  return (
    <>
      <p className="figure-value">
        {print(it.value)} <span className="figure-label">{say(`report.figure.${it.name}` as Word)}</span>
      </p>
      <p className="figure-range">
        {it.low !== null && it.high !== null && <span>{say("console.numbers.between", { low: print(it.low), high: print(it.high) })}</span>}
        <span className="figure-n">{say("console.numbers.n", { n: it.n })}</span>
      </p>
    </>
  );
}

export function Worth({ it: { report, headline } }: { it: TodayNumber }) {
  const say = useSay();
  const { locale } = useSpeech();
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return (
    <section className="card figure today-worth" aria-labelledby="worth-title">
      <p className="quiet">{say("console.today.worth")}</p>
      <h2 id="worth-title">{say(`report.${report}.title` as Word)}</h2>
      <p className="quiet">{say(`report.${report}.question` as Word)}</p>
      <Told it={headline.figure} />
      <p className="quiet">{day.formatRange(new Date(headline.from), new Date(headline.to))}</p>
      <Link to="numbers" className="today-report" data-result="report">{say("console.today.report")}</Link>
    </section>
  );
}
