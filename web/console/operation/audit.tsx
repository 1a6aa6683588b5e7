// What the program finds about its own configuration: what is wrong first, each with its fix, in the reader's language.
import { useQuery } from "@tanstack/react-query";
import { api, type Finding } from "../../api";
import { Failed, Waiting } from "../../kit/states";
import { is_word, useSay, type Word } from "../../kit/words";
import { error_words } from "../ask";
import { Grave } from "./signs";

const order = ["danger", "warning", "note", "ok"];

const WORD = /^[a-z]+$/; /* by which words are chosen; it is not shown */

/** Numbers as numbers, so that their words can be chosen by them; what is written for machines from left to right, wherever it stands. */
const values_of = (it: Finding) =>
  Object.fromEntries(it.args.map(({ name, value }) => [name, /^\d{1,15}$/.test(value) ? Number(value) : WORD.test(value) || name === "name" ? value : `\u2066${value}\u2069`]));

/** What the server says in English only when there are no words for it yet. */
function Words({ it }: { it: Finding }) {
  const say = useSay();
  const about = `finding.about.${it.about.replaceAll(" ", "_")}`;
  const found = `finding.${it.code}`;
  const fix = `finding.${it.code}.fix`;
  const values = values_of(it);
  if (!it.code || !is_word(found))
    return (
      <div lang="en" dir="auto">
        <p><strong>{it.about}</strong> — {it.words}</p>
        {it.fix && <p className="quiet">{it.fix}</p>}
      </div>
    );
  return (
    <div>
      <p><strong>{is_word(about) ? say(about as Word) : it.about}</strong> — {say(found as Word, values)}</p>
      {it.fix && <p className="quiet">{is_word(fix) ? say(fix as Word, values) : <span lang="en">{it.fix}</span>}</p>}
    </div>
  );
}

export function Audit() {
  const say = useSay();
  const asked = useQuery({ queryKey: ["audit"], queryFn: ({ signal }) => api.audit.list({ signal }), staleTime: 0 });
  const found = [...(asked.data ?? [])].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const wrong = found.filter((it) => it.severity === "danger" || it.severity === "warning").length;
  return (
    <>
      <p className="quiet">{say("console.operation.audit_help")}</p>
      {asked.isPending && <Waiting label={say("console.loading")} rows={6} />}
      {asked.error && (
        <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />
      )}
      {asked.data && <p className="lead">{say("console.operation.found", { n: wrong })}</p>}
      <ul className="findings">
        {found.map((it, i) => (
          <li key={i} className="finding">
            <Grave severity={it.severity} />
            <Words it={it} />
          </li>
        ))}
      </ul>
    </>
  );
}
