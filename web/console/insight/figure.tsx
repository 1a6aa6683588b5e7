// One number: never without its count and its interval; and "we cannot tell yet" as an answer of its own.
import type { ShownFigure } from "../../api";
import { useSay, useSpeech } from "../../kit/words";
import { figure_word, value_words } from "./words";

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

export function Figure({ it }: { it: ShownFigure }) {
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
        {print(it.value)} <span className="figure-label">{figure_word(say, it.name)}</span>
      </p>
      {it.unit !== "count" && (
        <>
          <Interval it={it} />
          <p className="figure-range">
            {it.low !== null && <span>{it.high === null ? say("console.report.at_least", { low: print(it.low) }) : say("console.numbers.between", { low: print(it.low), high: print(it.high) })}</span>}
            <span className="figure-n">{say("console.numbers.n", { n: it.n })}</span>
          </p>
        </>
      )}
      {it.censored > 0 && <p className="quiet">{say("console.numbers.waiting", { n: it.censored })}</p>}
    </>
  );
}
