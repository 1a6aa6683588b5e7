// One line of numbers over time, large, with its intervals drawn. Its table stands below it: what the picture shows, the
// table says. Time runs as the language does.
import { useLayoutEffect, useRef, useState } from "react";
import type { ReportAnswer } from "../../api";
import { useSpeech, type Speech } from "../../kit/words";
import { value_words, type Unit } from "./words";

export type Point = ReportAnswer["series"][number];

const HEIGHT = 220;
const EDGE = { top: 16, bottom: 28, start: 64, end: 20 };
const TICKS = 4;
const LABEL_PX = 76;

/** 1, 2 or 5 times a power of ten: what people count in. Times in minutes, hours and days. */
function tick_size(unit: Unit, most: number): number {
  if (unit === "seconds") return [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 432000, 864000].find((it) => most / it <= TICKS) ?? most / TICKS;
  const raw = most / TICKS;
  const power = 10 ** Math.floor(Math.log10(raw));
  const nice = [1, 2, 5, 10].find((it) => it * power >= raw)! * power;
  return unit === "count" ? Math.max(1, nice) : nice;
}

function scale(unit: Unit, points: Point[], whole: number): { low: number; high: number; ticks: number[] } {
  if (unit === "share") return { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };
  if (unit === "points") return { low: -100, high: 100, ticks: [-100, -50, 0, 50, 100] };
  if (unit === "scale") return { low: 1, high: 7, ticks: [1, 3, 5, 7] };
  const most = Math.max(whole, 1, ...points.map((it) => Math.max(it.value ?? 0, unit === "count" ? 0 : Math.min(it.high ?? 0, (it.value ?? 0) * 3))));
  const size = tick_size(unit, most);
  const ticks = Array.from({ length: Math.ceil(most / size) + 1 }, (_, i) => i * size);
  return { low: 0, high: ticks.at(-1)!, ticks };
}

function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, set_width] = useState(640);
  useLayoutEffect(() => {
    const it = box.current!;
    const seen = new ResizeObserver(() => set_width(Math.max(240, it.clientWidth)));
    seen.observe(it);
    return () => seen.disconnect();
  }, []);
  return [box, width];
}

const short_day = (iso: string, by: string, { locale }: Speech) =>
  new Intl.DateTimeFormat(locale, by === "month" ? { month: "short", year: "2-digit", timeZone: "UTC" } : { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(iso));

export function Chart({ points, unit, by, label, bars, whole }: { points: Point[]; unit: Unit; by: string; label: string; bars: boolean; whole: number | null }) {
  const speech = useSpeech();
  const [box, width] = useWidth();
  const { low, high, ticks } = scale(unit, points, bars ? 0 : (whole ?? 0));
  const inner = width - EDGE.start - EDGE.end;
  const mirror = (x: number) => (speech.right_to_left ? width - x : x);
  const step = inner / points.length;
  const x = (i: number) => mirror(EDGE.start + (i + 0.5) * step);
  const y = (value: number) => EDGE.top + (1 - (Math.min(high, Math.max(low, value)) - low) / (high - low)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const known = points.flatMap((it, i) => (it.enough && it.value !== null ? [{ ...it, value: it.value, i }] : []));
  const every = Math.max(1, Math.ceil(LABEL_PX / step));
  const last = known.at(-1);
  /* Beside its interval, where there is room. */
  const last_y = last ? y(last.high ?? high) : 0;
  const below = y(last?.low ?? low) + 16;
  const place = last_y > EDGE.top + 12 ? "above" : below < HEIGHT - EDGE.bottom - 4 ? "below" : "beside";
  const label_y = place === "above" ? last_y - 8 : place === "below" ? below : y(last?.value ?? low) + 4;
  return (
    <div ref={box} className="chart">
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label} direction="ltr">
        {ticks.map((it) => (
          <g key={it}>
            <line className="chart-grid" x1={mirror(EDGE.start)} x2={mirror(width - EDGE.end)} y1={y(it)} y2={y(it)} />
            <text className="chart-tick" x={mirror(EDGE.start - 8)} y={y(it) + 4} textAnchor={speech.right_to_left ? "start" : "end"}>{value_words(unit, it, speech)}</text>
          </g>
        ))}
        {points.map((it, i) => i % every === 0 && (
          <text key={it.at} className="chart-tick" x={x(i)} y={HEIGHT - 8} textAnchor="middle">{it.at && short_day(it.at, by, speech)}</text>
        ))}
        {!bars && whole !== null && <line className="chart-whole" x1={mirror(EDGE.start)} x2={mirror(width - EDGE.end)} y1={y(whole)} y2={y(whole)} />}
        {bars && known.filter((it) => it.value > 0).map((it) => <rect key={it.i} className="chart-bar" x={x(it.i) - Math.min(24, step * 0.35)} width={Math.min(48, step * 0.7)} y={y(it.value)} height={y(low) - y(it.value)} />)}
        {!bars && known.map((it, k) => k > 0 && known[k - 1]!.i === it.i - 1 && (
          <line key={it.i} className="chart-line" x1={x(it.i - 1)} y1={y(known[k - 1]!.value)} x2={x(it.i)} y2={y(it.value)} />
        ))}
        {!bars && known.map((it) => (
          <g key={it.i}>
            <line className="chart-range" x1={x(it.i)} x2={x(it.i)} y1={y(it.low ?? low)} y2={y(it.high ?? high)} />
            <circle className="chart-dot" cx={x(it.i)} cy={y(it.value)} r="4" />
          </g>
        ))}
        {!bars && points.map((it, i) => !(it.enough && it.value !== null) && <circle key={i} className="chart-unknown" cx={x(i)} cy={y(low)} r="3" />)}
        {!bars && last && <text className="chart-last" x={x(last.i) + (place === "beside" ? (speech.right_to_left ? 10 : -10) : 0)} y={label_y} textAnchor={place !== "beside" ? "middle" : speech.right_to_left ? "start" : "end"}>{value_words(unit, last.value, speech)}</text>}
      </svg>
    </div>
  );
}
