// Every number we can tell, each with its count and its interval, or "not yet"; one of them looked at closely.
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, type ReportAnswer } from "../../api";
import { Link } from "../../kit/place";
import { Failed, Waiting } from "../../kit/states";
import { useSay } from "../../kit/words";
import { error_words } from "../ask";
import type { Screen } from "../shell";
import { Figure } from "./figure";
import { last_days, PeriodPicker, type Period } from "./period";
import { Report } from "./report";
import { report_word } from "./words";
import "./insight.css";

const USUAL_DAYS = 90;
const order = ["first_response", "csat", "nps", "ces", "response_rate", "conversations"];
const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);

function Card({ answer }: { answer: ReportAnswer }) {
  const say = useSay();
  const name = answer.report.name;
  return (
    <section className="card figure" data-report={name} aria-labelledby={`report-${name}`}>
      <h2 id={`report-${name}`}>{report_word(say, name, "title")}</h2>
      <p className="quiet figure-question">{report_word(say, name, "question")}</p>
      <Figure it={answer.figure} />
      {answer.figure.unit === "count" && answer.others.map((it) => <Figure key={it.name} it={it} />)}
      <p className="figure-more"><Link to={`numbers/${name}`} aria-describedby={`report-${name}`}>{say("console.report.look")}</Link></p>
    </section>
  );
}

function All({ period }: { period: Period }) {
  const say = useSay();
  const reports = useQuery({ queryKey: ["reports"], queryFn: ({ signal }) => api.report.list({ signal }), staleTime: Infinity });
  const names = (reports.data ?? []).map((it) => it.name).sort((a, b) => place(a) - place(b));
  const asked = useQueries({
    queries: names.map((report) => ({
      queryKey: ["report", report, period, "fitting"],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.report.get({ report, ...period }, { signal }),
      refetchInterval: 60_000,
    })),
  });
  const failed = reports.error ?? asked.find((it) => it.error)?.error;
  return (
    <>
      {failed && (
        <Failed
          title={say("console.error.title")}
          text={error_words(failed, say)}
          again={say("console.again")}
          retry={() => {
            void reports.refetch();
            asked.forEach((it) => it.error && void it.refetch());
          }}
        />
      )}
      {(reports.isPending || asked.some((it) => it.isPending)) && <Waiting label={say("console.loading")} rows={3} />}
      <div className="figures">{asked.flatMap((it) => (it.data ? [<Card key={it.data.report.name} answer={it.data} />] : []))}</div>
    </>
  );
}

export default function Numbers({ parts }: Screen) {
  const say = useSay();
  const [period, set_period] = useState<Period>(() => last_days(USUAL_DAYS));
  const name = parts[0];
  return (
    <div className="page page-wide page-numbers">
      {name ? (
        <Report key={name} name={name} period={period} set_period={set_period} />
      ) : (
        <>
          <div className="page-head">
            <h1>{say("console.nav.numbers")}</h1>
            <PeriodPicker period={period} set={set_period} />
          </div>
          <All period={period} />
        </>
      )}
    </div>
  );
}
