// What the program finds about its own configuration: what is wrong first, each with its fix.
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";
import { Failed, Waiting } from "../../kit/states";
import { useSay } from "../../kit/words";
import { error_words } from "../ask";
import { Grave } from "./signs";

const order = ["danger", "warning", "note", "ok"];

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
            <div lang="en" dir="auto">
              <p><strong>{it.about}</strong> — {it.words}</p>
              {it.fix && <p className="quiet">{it.fix}</p>}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
