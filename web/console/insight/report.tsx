// One report: its number, its chart, the same as a table, what it counts, and the rows behind each number.
import { NativeSelect } from "@mantine/core";
import IconArrowLeft from "@tabler/icons-react/icons/IconArrowLeft";
import IconDownload from "@tabler/icons-react/icons/IconDownload";
import IconPrinter from "@tabler/icons-react/icons/IconPrinter";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, ApiError, type ReportAnswer, type ShownFigure } from "../../api";
import { Link } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { useSpeech, type Word } from "../../kit/words";
import { error_words } from "../ask";
import { Behind, type Chosen } from "./behind";
import { Chart, type Point } from "./chart";
import { Figure } from "./figure";
import { before, PeriodPicker, step, type Period } from "./period";
import { day_words, figure_word, figures_of, interval_words, report_word, value_words } from "./words";

const steps = ["fitting", "day", "week", "month"] as const;
type Step = (typeof steps)[number];

/** Is the one surely above the other? Only when their intervals do not touch. */
function difference(now: ShownFigure, then: ShownFigure): Word {
  if (now.value === null || then.value === null || now.low === null || now.high === null || then.low === null || then.high === null) return "console.report.cannot_compare";
  if (now.low > then.high) return "console.report.higher";
  return now.high < then.low ? "console.report.lower" : "console.report.no_difference";
}

function Compared({ now, then, period }: { now: ReportAnswer; then: ReportAnswer; period: Period }) {
  const speech = useSpeech();
  const { say, locale } = speech;
  const days = (it: Period) => ({ from: day_words(it.from, locale), to: day_words(it.to, locale) });
  const counts = now.figure.unit === "count";
  const more = (now.figure.value ?? 0) - (then.figure.value ?? 0);
  return (
    <section className="card compared" data-compared>
      <div>
        <p className="quiet">{say("console.report.now", days(period))}</p>
        <Figure it={now.figure} />
      </div>
      <div>
        <p className="quiet">{say("console.report.before", days(before(period)))}</p>
        <Figure it={then.figure} />
      </div>
      <p className="compared-words">
        {counts ? say(more < 0 ? "console.report.counts_fewer" : "console.report.counts_differ", { n: Math.abs(more) }) : say(difference(now.figure, then.figure))}
      </p>
    </section>
  );
}

/** A number that opens the rows behind it. */
function Count({ n, choose, chosen }: { n: number; choose: (chosen: Chosen) => void; chosen: Chosen }) {
  const { say, locale } = useSpeech();
  if (n === 0) return <>{new Intl.NumberFormat(locale).format(0)}</>;
  return (
    <button type="button" className="count-link" aria-label={say("console.report.n_of", { n, what: chosen.what })} onClick={() => choose(chosen)}>
      {new Intl.NumberFormat(locale).format(n)}
    </button>
  );
}

function Series({ answer, figure, period, choose }: { answer: ReportAnswer; figure: ShownFigure; period: Period; choose: (chosen: Chosen) => void }) {
  const speech = useSpeech();
  const { say, locale } = speech;
  const points: Point[] = answer.series.filter((it) => it.name === figure.name);
  const counted = figure.unit === "count" ? figure.name : "";
  const title = figure_word(say, figure.name);
  const print = (x: number | null) => value_words(figure.unit, x, speech);
  const of = (days: Period): Chosen => ({ ...days, counted, what: say("console.report.of_days", { from: day_words(days.from, locale), to: day_words(days.to, locale) }) });
  return (
    <section className="series" aria-label={title}>
      <h2>{title}</h2>
      <Chart points={points} unit={figure.unit} by={answer.by} label={`${title}. ${figure.said}`} bars={answer.report.chart === "bars"} whole={figure.value} />
      {figure.unit !== "count" && <p className="quiet">{say("console.report.interval_help")}</p>}
      <details className="as-table" open>
        <summary>{say("console.report.table")}</summary>
        <div className="table-wrap" tabIndex={0} role="region" aria-label={`${say("console.report.table")}: ${title}`}>
          <table className="rows numbers-table">
            <thead>
              <tr>
                <th scope="col">{say("console.report.when")}</th>
                <th scope="col">{say("console.report.value")}</th>
                {figure.unit !== "count" && <th scope="col">{say("console.report.interval")}</th>}
                <th scope="col">{say("console.report.count")}</th>
              </tr>
            </thead>
            <tbody>
              {points.map((it, i) => (
                <tr key={it.at}>
                  <th scope="row">{it.at && day_words(it.at, locale)}</th>
                  <td>{it.enough ? print(it.value) : <span className="quiet">{say("console.report.not_yet", { n: it.n, needed: figure.needed })}</span>}</td>
                  {figure.unit !== "count" && <td>{interval_words(it, figure.unit, speech)}</td>}
                  <td><Count n={it.n} choose={choose} chosen={of(step(it.at ?? period.from, points[i + 1]?.at ?? undefined, period))} /></td>
                </tr>
              ))}
              <tr className="numbers-all">
                <th scope="row">{say("console.report.whole")}</th>
                <td>{figure.enough ? print(figure.value) : <span className="quiet">{say("console.report.not_yet", { n: figure.n, needed: figure.needed })}</span>}</td>
                {figure.unit !== "count" && <td>{interval_words(figure, figure.unit, speech)}</td>}
                <td><Count n={figure.n} choose={choose} chosen={of(period)} /></td>
              </tr>
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

function Beside({ answer, period, choose }: { answer: ReportAnswer; period: Period; choose: (chosen: Chosen) => void }) {
  const { say } = useSpeech();
  if (answer.beside.length === 0) return null;
  return (
    <section aria-labelledby="beside">
      <h2 id="beside">{say("console.report.beside")}</h2>
      <dl className="beside">
        {answer.beside.map((it) => {
          const what = say(`report.beside.${it.name}` as Word);
          return (
            <div key={it.name}>
              <dt>{what}</dt>
              <dd><Count n={it.n} choose={choose} chosen={{ ...period, counted: it.name, what }} /></dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

export function Report({ name, period, set_period }: { name: string; period: Period; set_period: (to: Period) => void }) {
  const { say, locale } = useSpeech();
  const [by, set_by] = useState<Step>("fitting");
  const [comparing, set_comparing] = useState(false);
  const [chosen, choose] = useState<Chosen>();
  const ask = (days: Period, of_steps: Step) => ({
    queryKey: ["report", name, days, of_steps],
    queryFn: ({ signal }: { signal: AbortSignal }) => api.report.get({ report: name, ...days, by: of_steps }, { signal }),
  });
  const asked = useQuery({ ...ask(period, by), placeholderData: keepPreviousData, refetchInterval: 60_000 });
  const then = useQuery({ ...ask(before(period), "fitting"), enabled: comparing });
  const answer = asked.data;
  if (asked.error instanceof ApiError && asked.error.status === 404) return (
      <>
        <h1>{say("console.nav.numbers")}</h1>
        <Empty title={say("console.report.not_found")}><Link to="numbers">{say("console.report.all")}</Link></Empty>
      </>
    );
  return (
    <>
      <Link to="numbers" className="way-back screen-only">
        <IconArrowLeft size={16} stroke={1.75} className="mirrors" aria-hidden />
        {say("console.report.all")}
      </Link>
      <div className="page-head report-head">
        <div>
          <h1>{report_word(say, name, "title")}</h1>
          <p className="lead">{report_word(say, name, "question")}</p>
        </div>
        <div className="report-acts screen-only">
          <PeriodPicker period={period} set={set_period} />
          <NativeSelect size="xs" aria-label={say("console.report.by")} value={by} onChange={(e) => set_by(e.currentTarget.value as Step)} data={steps.map((it) => ({ value: it, label: say(`console.report.by_${it}`) }))} />
        </div>
      </div>
      <p className="print-only">{say("console.report.of_days", { from: day_words(period.from, locale), to: day_words(period.to, locale) })}</p>
      {asked.isPending && <Waiting label={say("console.loading")} rows={6} />}
      {asked.error && (
        <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />
      )}
      {answer && answer.report.name === name && (
        <>
          <label className="check screen-only">
            <input type="checkbox" checked={comparing} onChange={(e) => set_comparing(e.currentTarget.checked)} />
            {say("console.report.compare")}
          </label>
          {comparing && then.error && <p className="error" role="alert">{error_words(then.error, say)}</p>}
          {comparing && then.data ? (
            <Compared now={answer} then={then.data} period={period} />
          ) : (
            <div className="headline" data-report={name}>
              {(answer.figure.unit === "count" ? figures_of(answer) : [answer.figure]).map((it) => <Figure key={it.name} it={it} />)}
            </div>
          )}
          <section className="defines" aria-labelledby="defines">
            <h2 id="defines">{say("console.report.definition")}</h2>
            <p>{report_word(say, name, "definition")}</p>
          </section>
          {figures_of(answer).map((figure) => <Series key={figure.name} answer={answer} figure={figure} period={period} choose={choose} />)}
          <Beside answer={answer} period={period} choose={choose} />
          {chosen ? <Behind answer={answer} chosen={chosen} /> : <p className="quiet screen-only">{say("console.report.pick")}</p>}
          <p className="report-out screen-only">
            <a className="csv" href={api.report.getCsv({ report: name, ...period })} download={`${name}.csv`}><IconDownload size={16} stroke={1.5} aria-hidden />{say("console.numbers.csv")}</a>
            <button type="button" className="csv count-link" onClick={() => print()}><IconPrinter size={16} stroke={1.5} aria-hidden />{say("console.print")}</button>
          </p>
        </>
      )}
    </>
  );
}
