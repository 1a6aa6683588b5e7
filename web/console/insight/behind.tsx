// The rows behind a number: the conversations and customers that it counts, page by page.
import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, type BehindRow, type ReportAnswer } from "../../api";
import { Link } from "../../kit/place";
import { Failed, Waiting } from "../../kit/states";
import { exact } from "../../kit/time";
import { useSpeech, type Speech, type Word } from "../../kit/words";
import { error_words } from "../ask";
import type { Period } from "./period";
import { report_word, value_words } from "./words";

const PAGE = 25;

export interface Chosen extends Period {
  counted: string;
  what: string; /* in words */
}

function worth(row: BehindRow, answer: ReportAnswer, speech: Speech): string {
  const { say } = speech;
  if (row.beside) return say(`report.beside.${row.beside}` as Word);
  if (row.line) return say(`report.figure.${row.line}` as Word);
  if (answer.report.measure === "survival") return row.happened ? value_words("seconds", row.value, speech) : `${value_words("seconds", row.value, speech)} · ${say("console.numbers.still_waits")}`;
  if (answer.report.measure === "nps") return say((row.value ?? 0) > 0 ? "console.numbers.promoter" : (row.value ?? 0) < 0 ? "console.numbers.detractor" : "console.numbers.passive");
  if (answer.report.name === "csat") return say(row.value ? "console.numbers.satisfied" : "console.numbers.not_satisfied");
  if (answer.report.measure === "proportion") return say(row.value ? "console.yes" : "console.no");
  return value_words("scale", row.value, speech);
}

export function Behind({ answer, chosen }: { answer: ReportAnswer; chosen: Chosen }) {
  const speech = useSpeech();
  const { say, locale } = speech;
  const [skip, set_skip] = useState(0);
  const title = useRef<HTMLHeadingElement>(null);
  const { what, counted, ...period } = chosen;
  useEffect(() => {
    set_skip(0);
    title.current?.focus();
  }, [chosen]);
  const asked = useQuery({
    queryKey: ["report", answer.report.name, "rows", period, counted, skip],
    queryFn: ({ signal }) => api.report.getRows({ report: answer.report.name, ...period, ...(counted ? { counted } : {}), skip, most: PAGE }, { signal }),
    placeholderData: keepPreviousData,
  });
  const rows = asked.data?.rows ?? [];
  const total = asked.data?.total ?? 0;
  const name = say("console.report.behind", { what });
  return (
    <section className="behind" aria-labelledby="behind">
      <h2 id="behind" ref={title} tabIndex={-1}>{name}</h2>
      {asked.isPending && <Waiting label={say("console.loading")} rows={5} />}
      {asked.error && (
        <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />
      )}
      {asked.data && total === 0 && <p className="quiet">{say("console.numbers.no_rows")}</p>}
      {rows.length > 0 && (
        <>
          <div className="table-wrap" tabIndex={0} role="region" aria-label={report_word(say, answer.report.name, "title")}>
            <table className="rows stacks">
              <thead>
                <tr>
                  <th scope="col">{say("console.numbers.when")}</th>
                  <th scope="col">{say("console.report.customer")}</th>
                  <th scope="col">{say("console.numbers.conversation")}</th>
                  <th scope="col">{say("console.report.value")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row, i) => (
                  <tr key={`${row.conversation}${row.at}${i}`}>
                    <td>{row.at && exact(row.at, locale, "medium")}</td>
                    <td>{row.customer && <Link to={`customers/${row.customer}`}><bdi>{row.customer_name || say("console.report.nameless")}</bdi></Link>}</td>
                    <td>{row.conversation && <Link to={`conversations/all/${row.conversation}`}><bdi>{row.subject || say("console.numbers.open")}</bdi></Link>}</td>
                    <td>{worth(row, answer, speech)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="pages">
            <p className="quiet" role="status">{say("console.report.page", { from: skip + 1, to: skip + rows.length, total })}</p>
            <Button size="xs" variant="default" disabled={skip === 0} onClick={() => set_skip(Math.max(0, skip - PAGE))}>{say("console.report.newer")}</Button>
            <Button size="xs" variant="default" disabled={skip + rows.length >= total} onClick={() => set_skip(skip + PAGE)}>{say("console.report.older")}</Button>
          </div>
        </>
      )}
    </section>
  );
}
