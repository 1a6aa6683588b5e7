// Is the program well? Each sign with its limit in words, so that nobody has to know what is normal.
import { useQuery } from "@tanstack/react-query";
import { api, type Sign, type Vitals } from "../../api";
import { Failed, Waiting } from "../../kit/states";
import { Ago, lasted } from "../../kit/time";
import { useSay, useSpeech, type Speech, type Word } from "../../kit/words";
import { error_words } from "../ask";
import { Grave } from "./signs";

const LIVE_MS = 5_000;
const steps = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];

export function bytes_words(n: number, locale: string): string {
  let step = 0;
  for (; n >= 1024 && step < steps.length - 1; step++) n /= 1024;
  return new Intl.NumberFormat(locale, { style: "unit", unit: steps[step]!, unitDisplay: "short", maximumFractionDigits: n < 10 && step > 0 ? 1 : 0 }).format(n);
}

function amount(it: Sign, value: number | null, { locale }: Speech): string {
  if (value === null) return "–";
  if (it.unit === "seconds") return lasted(value, locale, "short");
  return it.unit === "bytes" ? bytes_words(value, locale) : new Intl.NumberFormat(locale).format(value);
}

function SignRow({ it }: { it: Sign }) {
  const speech = useSpeech();
  const { say } = speech;
  const limit = it.warning === null ? "" : it.danger === null
    ? say("console.sign.warns", { warning: amount(it, it.warning, speech) })
    : say(it.below ? "console.sign.floors" : "console.sign.limits", { warning: amount(it, it.warning, speech), danger: amount(it, it.danger, speech) });
  return (
    <tr>
      <th scope="row">{say(`console.sign.${it.name}` as Word)}</th>
      <td className="sign-value cell-end cell-first">{amount(it, it.value, speech)}</td>
      <td className="cell-end">{it.warning !== null && <Grave severity={it.severity} />}</td>
      <td className="sign-limit quiet">{limit}</td>
    </tr>
  );
}

function Queues({ queues }: { queues: Vitals["queues"] }) {
  const say = useSay();
  const busy = queues.filter((it) => it.due + it.waiting + it.parked > 0);
  if (busy.length === 0) return <p className="quiet">{say("console.operation.queues_empty")}</p>;
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={say("console.operation.queues")}>
      <table className="rows">
        <thead>
          <tr>
            {(["reaction", "due", "since", "later", "retrying", "parked"] as const).map((it) => <th key={it} scope="col">{say(`console.queue.${it}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {busy.map((it) => (
            <tr key={`${it.reaction}${it.strangers}`}>
              <th scope="row"><code>{it.reaction}</code></th>
              <td>{it.due}</td>
              <td>{it.oldest_due ? <Ago at={it.oldest_due} style="long" /> : "–"}</td>
              <td>{it.waiting}</td>
              <td>{it.retrying}</td>
              <td>{it.parked}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Health() {
  const say = useSay();
  const vitals = useQuery({ queryKey: ["vitals"], queryFn: ({ signal }) => api.vital.get({ signal }), refetchInterval: LIVE_MS, staleTime: 0 });
  const it = vitals.data;
  return (
    <>
      {vitals.isPending && <Waiting label={say("console.loading")} rows={5} />}
      {vitals.error && (
        <Failed title={say("console.error.title")} text={error_words(vitals.error, say)} again={say("console.again")} retry={() => void vitals.refetch()} />
      )}
      {it && (
        <>
          <p className="lead health-lead"><Grave severity={it.severity} /> {say(`console.operation.is_${it.severity === "note" ? "ok" : it.severity}` as Word)}</p>
          <div className="table-wrap" tabIndex={0} role="region" aria-label={say("console.operation.health")}>
            <table className="rows stacks signs">
              <thead>
                <tr>{(["what", "value", "state", "limit"] as const).map((col) => <th key={col} scope="col">{say(`console.sign.${col}`)}</th>)}</tr>
              </thead>
              <tbody>{it.signs.map((sign) => <SignRow key={sign.name} it={sign} />)}</tbody>
            </table>
          </div>
          <h2>{say("console.operation.queues")}</h2>
          <Queues queues={it.queues} />
          <h2>{say("console.operation.program")}</h2>
          <dl className="in-facts">
            <div><dt>{say("console.operation.version")}</dt><dd dir="ltr" className="address">{it.version}</dd></div>
            <div><dt>{say("console.operation.up")}</dt><dd><Ago at={it.started_at} style="long" /></dd></div>
            <div><dt>{say("console.operation.database")}</dt><dd>{say("console.operation.database_is", { name: it.database === "sqlite" ? "SQLite" : "PostgreSQL", schema: it.schema })}</dd></div>
            <div><dt>{say("console.operation.node")}</dt><dd>{it.node}</dd></div>
          </dl>
        </>
      )}
    </>
  );
}
