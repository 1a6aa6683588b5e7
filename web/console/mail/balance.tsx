// The balance sheet: what reached a mailbox, day by day, and what became of it. Every number opens to its e-mails.
import { Button, NativeSelect } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, type MailBalance, type MailboxTold } from "../../api";
import { go, Link, useAsked } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { useSay, useSpeech } from "../../kit/words";
import { error_words } from "../ask";
import { useBusiness } from "../business/ask";
import type { State } from "./ask";
import { MailRow } from "./mail_row";

const DAYS = 14;
const PAGE = 50;

/** What a mail ends as; what waits is stored, and nothing yet. */
const ends = ["conversation", "attached", "quarantined", "suppressed"] as const;
type Column = (typeof ends)[number] | "waiting" | "seen";
const columns: Column[] = ["seen", ...ends, "waiting"];
const state_of = (column: Column): State | "" => (column === "seen" ? "" : column === "waiting" ? "stored" : column);
const is_column = (text: string): text is Column => (columns as string[]).includes(text);

const is_right = (it: MailBalance) => it.seen === ends.reduce((sum, end) => sum + it[end], it.waiting);

/** A day begins at midnight where the business is, which is another day elsewhere. */
function Day({ from }: { from: string }) {
  const { locale } = useSpeech();
  const zone = useBusiness().data?.zone;
  const said = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", ...(zone ? { timeZone: zone } : {}) });
  return <time dateTime={from}>{said.format(new Date(from))}</time>;
}

function Number_({ box, row, column }: { box: string; row: MailBalance; column: Column }) {
  const { say, locale } = useSpeech();
  const n = row[column];
  const shown = new Intl.NumberFormat(locale).format(n);
  if (!n) return <span className="quiet">{shown}</span>;
  const asked = new URLSearchParams({ from: row.from, to: row.to, became: column });
  return <Link to={`mail/balance/${box}?${asked}`} aria-label={say(`console.mail.n_${column}`, { n })}>{shown}</Link>;
}

function Agrees({ row }: { row: MailBalance }) {
  const say = useSay();
  const word = !is_right(row) ? "console.mail.differs" : row.waiting ? "console.mail.waits" : row.seen ? "console.mail.agrees" : "console.mail.nothing";
  if (!row.seen) return <span className="quiet">{say(word)}</span>;
  const bad = word !== "console.mail.agrees";
  const Icon = bad ? IconAlertTriangle : IconCircleCheck;
  return <span className={bad ? "grave grave-warning" : "grave grave-ok"}><Icon size={18} stroke={1.75} aria-hidden /> {say(word)}</span>;
}

function Sheet({ box }: { box: MailboxTold }) {
  const say = useSay();
  const asked = useQuery({ queryKey: ["balance", box.id], queryFn: ({ signal }) => api.mailbox.listBalance({ mailbox: box.id, days: DAYS }, { signal }), refetchInterval: 15_000, staleTime: 0 });
  if (asked.error)
    return <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />;
  if (asked.isPending) return <Waiting label={say("console.loading")} rows={6} />;
  const wrong = asked.data.filter((it) => !is_right(it)).length;
  return (
    <>
      {wrong > 0 && <p className="error" role="alert">{say("console.mail.balance_differs", { n: wrong })}</p>}
      <div className="table-wrap" tabIndex={0} role="region" aria-label={say("console.mail.balance")}>
        <table className="rows stacks balance">
          <thead>
            <tr>
              <th scope="col">{say("console.mail.day")}</th>
              {columns.map((it) => <th key={it} scope="col">{say(`console.mail.col_${it}`)}</th>)}
              <th scope="col">{say("console.mail.sum")}</th>
            </tr>
          </thead>
          <tbody>
            {asked.data.map((row) => (
              <tr key={row.from} data-wrong={!is_right(row) || undefined} data-none={row.seen === 0 || undefined}>
                <th scope="row"><Day from={row.from} /></th>
                {columns.map((it) => <td key={it} data-name={say(`console.mail.col_${it}`)} data-zero={row[it] === 0 || undefined}><Number_ box={box.id} row={row} column={it} /></td>)}
                <td className="balance-sum"><Agrees row={row} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The e-mails behind a number. */
function Behind({ box, sorts }: { box: MailboxTold; sorts: boolean }) {
  const say = useSay();
  const place = useAsked();
  const became = place.get("became") ?? "";
  const column: Column = is_column(became) ? became : "seen";
  const from = place.get("from");
  const to = place.get("to");
  const asked = useInfiniteQuery({
    queryKey: ["mails", box.id, column, from, to],
    queryFn: ({ signal, pageParam }) => api.mailbox.listMails({ mailbox: box.id, state: state_of(column), from, to, before: pageParam, limit: PAGE }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.length === PAGE ? last.at(-1)!.id : undefined),
  });
  const mails = asked.data?.pages.flat() ?? [];
  return (
    <>
      <Link to={`mail/balance/${box.id}`} className="way-back">{say("console.mail.balance_back")}</Link>
      <h2 className="behind-title">{say(`console.mail.col_${column}`)}{from && <> · <Day from={from} /></>}</h2>
      <p className="quiet">{say(`console.mail.means_${column}`)}</p>
      {asked.isPending && <Waiting label={say("console.loading")} rows={5} />}
      {asked.error && <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />}
      {asked.data && mails.length === 0 && <Empty title={say("console.mail.no_mails")}>{say("console.mail.no_mails_text")}</Empty>}
      <ul className="mails">{mails.map((it) => <MailRow key={it.id} mail={it} sorts={sorts} />)}</ul>
      {asked.hasNextPage && <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{say("console.mail.older")}</Button>}
    </>
  );
}

export function Balance({ boxes, which, sorts }: { boxes: MailboxTold[]; which: string; sorts: boolean }) {
  const say = useSay();
  const place = useAsked();
  const box = which ? boxes.find((it) => it.id === which) : (boxes.find((it) => it.words.active) ?? boxes[0]);
  if (!box) return <Empty title={say(which ? "console.mail.not_found" : "console.mail.none")}>{say("console.mail.balance_none")}</Empty>;
  if (place.get("became")) return <Behind key={place.toString()} box={box} sorts={sorts} />;
  return (
    <>
      <p className="quiet">{say("console.mail.balance_help")}</p>
      {boxes.length > 1 && (
        <NativeSelect className="balance-box" label={say("console.mail.mailbox")} value={box.id} onChange={(e) => go(`mail/balance/${e.currentTarget.value}`)} data={boxes.map((it) => ({ value: it.id, label: `${it.words.name} – ${it.words.address}` }))} />
      )}
      <Sheet key={box.id} box={box} />
    </>
  );
}
