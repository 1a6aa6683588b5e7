// The three numbers: how fast, how good, would they recommend us. Each with its count and its interval, or "not yet".
import { NativeSelect, SegmentedControl } from "@mantine/core";
import IconDownload from "@tabler/icons-react/icons/IconDownload";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { api, type ReportAnswer, type ShownFigure } from "../../api";
import { Link } from "../../kit/place";
import { Failed, Waiting } from "../../kit/states";
import { exact, lasted } from "../../kit/time";
import { useSay, useSpeech, type Speech, type Word } from "../../kit/words";
import { error_words } from "../ask";

const names = ["first_response", "csat", "nps"] as const;
const periods = [7, 30, 90, 365];
const DAY_MS = 86_400_000;

export function value_words(unit: ShownFigure["unit"], value: number | null, { locale: language }: Speech): string {
  if (value === null) return "–";
  if (unit === "seconds") return lasted(value, language, "short");
  if (unit === "share") return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(value);
  const digits = unit === "scale" ? 1 : 0;
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits, signDisplay: unit === "points" ? "exceptZero" : "auto" }).format(value);
}

/** In the language of the screen, which may be another than the browser's. */
const report_word = (say: Speech["say"], answer: ReportAnswer, what: "title" | "question") =>
  say(`report.${answer.report.name}.${what}` as Word);

/** Where the ends of the axis are. */
function axis(it: ShownFigure): [number, number] {
  if (it.unit === "share") return [0, 1];
  if (it.unit === "points") return [-100, 100];
  return [0, Math.max(it.high ?? 0, it.value ?? 0, 1) * 1.15];
}

function Interval({ it }: { it: ShownFigure }) {
  const speech = useSpeech();
  const [low, high] = axis(it);
  const at = (x: number) => ((Math.min(high, Math.max(low, x)) - low) / (high - low)) * 100;
  const from = at(it.low ?? low);
  const to = at(it.high ?? high);
  const flip = (x: number) => (speech.right_to_left ? 100 - x : x);
  return (
    <svg className="interval" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
      <line x1="0" y1="8" x2="100" y2="8" className="interval-axis" />
      {it.unit === "points" && <line x1={flip(50)} y1="4" x2={flip(50)} y2="12" className="interval-axis" />}
      <line x1={flip(from)} y1="8" x2={flip(to)} y2="8" className="interval-range" />
      {it.value !== null && <line x1={flip(at(it.value))} y1="1" x2={flip(at(it.value))} y2="15" className="interval-value" />}
    </svg>
  );
}

function NotYet({ it }: { it: ShownFigure }) {
  const say = useSay();
  return (
    <div className="not-yet">
      <p className="figure-value figure-unknown">{say("console.numbers.not_yet")}</p>
      <p className="figure-range">{say("console.numbers.needed", { n: it.n, needed: it.needed })}</p>
      <div className="progress" aria-hidden="true">
        <svg viewBox="0 0 100 4" preserveAspectRatio="none">
          <rect width={Math.min(100, (it.n / Math.max(1, it.needed)) * 100)} height="4" />
        </svg>
      </div>
    </div>
  );
}

function Figure({ it }: { it: ShownFigure }) {
  const speech = useSpeech();
  const { say } = speech;
  const print = (x: number | null) => value_words(it.unit, x, speech);
  if (!it.enough) return <NotYet it={it} />;
  if (it.value === null)
    return (
      <div className="not-yet">
        <p className="figure-value figure-unknown">{say("console.numbers.not_yet")}</p>
        <p className="figure-range">
          <span>{say("console.numbers.waiting", { n: it.censored })}</span>
          <span className="figure-n">{say("console.numbers.n", { n: it.n })}</span>
        </p>
      </div>
    );
  return (
    <>
      <p className="figure-value" data-figure={it.name}>
        {print(it.value)} <span className="figure-label">{say(`report.figure.${it.name}` as Word)}</span>
      </p>
      <Interval it={it} />
      <p className="figure-range">
        {it.low !== null && it.high !== null && (
          <span>{say("console.numbers.between", { low: print(it.low), high: print(it.high) })}</span>
        )}
        <span className="figure-n">{say("console.numbers.n", { n: it.n })}</span>
      </p>
      {it.censored > 0 && <p className="quiet">{say("console.numbers.waiting", { n: it.censored })}</p>}
    </>
  );
}

function Card({ answer, period }: { answer: ReportAnswer; period: { from: string; to: string } }) {
  const say = useSay();
  return (
    <section className="card figure" data-report={answer.report.name} aria-label={report_word(say, answer, "title")}>
      <h2>{report_word(say, answer, "title")}</h2>
      <p className="quiet figure-question">{report_word(say, answer, "question")}</p>
      <Figure it={answer.figure} />
      <a className="csv" href={api.report.getCsv({ report: answer.report.name, ...period })} download={`${answer.report.name}.csv`}>
        <IconDownload size={16} stroke={1.5} aria-hidden />
        {say("console.numbers.csv")}
      </a>
    </section>
  );
}

function Rows({ answer }: { answer: ReportAnswer }) {
  const speech = useSpeech();
  const { say, locale } = speech;
  const worth = (row: ReportAnswer["rows"][number]) =>
    answer.figure.unit === "seconds"
      ? `${value_words("seconds", row.value, speech)}${row.happened ? "" : ` · ${say("console.numbers.still_waits")}`}`
      : answer.report.name === "nps"
        ? say(row.value === null ? "console.numbers.passive" : row.value > 0 ? "console.numbers.promoter" : row.value < 0 ? "console.numbers.detractor" : "console.numbers.passive")
        : say(row.value ? "console.numbers.satisfied" : "console.numbers.not_satisfied");
  if (answer.rows.length === 0) return <p className="quiet">{say("console.numbers.no_rows")}</p>;
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={`${say("console.numbers.rows")}: ${report_word(say, answer, "title")}`}>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{say("console.numbers.when")}</th>
            <th scope="col">{say("console.numbers.value")}</th>
            <th scope="col">{say("console.numbers.conversation")}</th>
          </tr>
        </thead>
        <tbody>
          {answer.rows.slice(-100).reverse().map((row, i) => (
            <tr key={i}>
              <td>{row.at && exact(row.at, locale, "medium")}</td>
              <td>{worth(row)}</td>
              <td>{row.conversation && <Link to={`conversations/all/${row.conversation}`}>{say("console.numbers.open")}</Link>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function Numbers() {
  const say = useSay();
  const [days, set_days] = useState(90);
  const [shown, show] = useState<(typeof names)[number]>("first_response");
  const today = new Date();
  const day = (at: Date) => at.toISOString().slice(0, 10);
  const period = { from: day(new Date(today.getTime() - (days - 1) * DAY_MS)), to: day(today) };
  const asked = useQueries({
    queries: names.map((report) => ({
      queryKey: ["report", report, days],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.report.get({ report, ...period }, { signal }),
      refetchInterval: 60_000,
    })),
  });
  const failed = asked.find((it) => it.error)?.error;
  const answers = asked.flatMap((it) => (it.data ? [it.data] : []));
  const table = answers.find((it) => it.report.name === shown);
  return (
    <div className="page page-wide">
      <div className="page-head">
        <h1>{say("console.nav.numbers")}</h1>
        <NativeSelect
          size="xs"
          aria-label={say("console.numbers.period")}
          value={String(days)}
          onChange={(e) => set_days(Number(e.currentTarget.value))}
          data={periods.map((n) => ({ value: String(n), label: say("console.numbers.days", { n }) }))}
        />
      </div>
      {failed && (
        <Failed title={say("console.error.title")} text={error_words(failed, say)} again={say("console.again")} retry={() => asked.forEach((it) => void it.refetch())} />
      )}
      {asked.some((it) => it.isPending) && <Waiting label={say("console.loading")} rows={3} />}
      <div className="figures">
        {answers.map((answer) => <Card key={answer.report.name} answer={answer} period={period} />)}
      </div>
      {answers.length > 0 && (
        <section className="rows-part">
          <div className="page-head">
            <h2>{say("console.numbers.rows")}</h2>
            <SegmentedControl
              size="xs"
              aria-label={say("console.numbers.rows")}
              value={shown}
              onChange={(it) => show(it as (typeof names)[number])}
              data={names.map((it) => ({ value: it, label: say(`console.numbers.short.${it}`) }))}
            />
          </div>
          {table && <Rows answer={table} />}
        </section>
      )}
    </div>
  );
}
