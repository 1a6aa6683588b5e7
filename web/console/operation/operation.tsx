// How the program is, and what waits for a person: each part with an address of its own.
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";
import { Tabs } from "../../kit/tabs";
import { useSay } from "../../kit/words";
import { may } from "../ask";
import type { Screen } from "../shell";
import { Acts } from "./acts";
import { Audit } from "./audit";
import { Health } from "./health";
import { Keys } from "./keys";
import { Parked } from "./parked";
import "../staff/staff.css";
import "./operation.css";

export default function Operation({ me, parts }: Screen) {
  const say = useSay();
  const part = parts[0] ?? "";
  const parked = useQuery({ queryKey: ["parked"], queryFn: ({ signal }) => api.parked.list({ signal }), refetchInterval: 30_000 });
  const tabs = [
    { to: "operation", name: say("console.operation.health") },
    { to: "operation/parked", name: say("console.operation.parked_tab"), count: parked.data?.length },
    { to: "operation/audit", name: say("console.operation.audit") },
    ...(may(me, "event.read") ? [{ to: "operation/acts", name: say("console.operation.acts") }] : []),
    ...(may(me, "key.manage") ? [{ to: "operation/keys", name: say("console.operation.keys") }] : []),
  ];
  return (
    <div className="page page-operation">
      <h1>{say("console.nav.operation")}</h1>
      <Tabs label={say("console.nav.operation")} tabs={tabs} here={part ? `operation/${part}` : "operation"} />
      {part === "" && <Health />}
      {part === "parked" && <Parked asked={parked} manages={may(me, "operation.manage")} />}
      {part === "audit" && <Audit />}
      {part === "acts" && <Acts />}
      {part === "keys" && may(me, "key.manage") && <Keys me={me} />}
    </div>
  );
}
