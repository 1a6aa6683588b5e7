// Who works here: people, their teams, and what each role may do.
import { useQuery } from "@tanstack/react-query";
import { api, type Colleague, type Entrance } from "../../api";
import { Face } from "../../kit/face";
import { Listed } from "../../kit/listed";
import { Link } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { Tabs } from "../../kit/tabs";
import { Ago } from "../../kit/time";
import { useSay } from "../../kit/words";
import { error_words, may } from "../ask";
import type { Screen } from "../shell";
import { Invite } from "./invite";
import { Person } from "./person";
import { role_name, Roles } from "./roles";
import { Teams, useTeams } from "./teams";
import "./staff.css";

function Row({ one, me, manages, entrance }: { one: Colleague; me: string; manages: boolean; entrance: Entrance | undefined }) {
  const say = useSay();
  const teams = useTeams();
  const names = teams.data?.filter((it) => one.teams.includes(it.id)).map((it) => it.name) ?? [];
  return (
    <li className="person" data-gone={!one.active || undefined}>
      <Face name={one.name} />
      <div className="person-who">
        <p>
          {manages ? <Link to={`staff/${one.id}`} className="hit"><bdi>{one.name}</bdi></Link> : <bdi>{one.name}</bdi>}{" "}
          {one.id === me && <span className="quiet">{say("console.team.you")}</span>}
        </p>
        <p className="quiet address" dir="ltr">{one.email}</p>
      </div>
      <div className="person-what">
        <p>{one.active ? role_name(one.role, say) : say("console.team.gone")}</p>
        {names.length > 0 && <p className="quiet"><Listed names={names} /></p>}
      </div>
      <p className="person-seen quiet">
        {one.seen_at ? (
          <>{say("console.team.seen")} <Ago at={one.seen_at} style="long" /></>
        ) : entrance?.link_expires_at ? (
          <>{say("console.team.invited_until")} <Ago at={entrance.link_expires_at} style="long" /></>
        ) : (
          say(one.active && manages ? "console.team.link_over" : "console.team.never")
        )}
      </p>
    </li>
  );
}

function People({ staff, me, manages, entrances }: { staff: Colleague[]; me: string; manages: boolean; entrances: Map<string, Entrance> }) {
  const say = useSay();
  const list = (some: Colleague[]) => (
    <ul className="people">{some.map((one) => <Row key={one.id} one={one} me={me} manages={manages} entrance={entrances.get(one.id)} />)}</ul>
  );
  const here = staff.filter((it) => it.active && it.seen_at);
  const invited = staff.filter((it) => it.active && !it.seen_at);
  const gone = staff.filter((it) => !it.active);
  return (
    <>
      {list(here)}
      {invited.length > 0 && (
        <>
          <h2>{say("console.team.invited")}</h2>
          {list(invited)}
        </>
      )}
      {gone.length > 0 && (
        <details className="gone">
          <summary>{say("console.team.gone_people", { n: gone.length })}</summary>
          {list(gone)}
        </details>
      )}
      {manages && <Invite />}
    </>
  );
}

export default function Team({ me, parts }: Screen) {
  const say = useSay();
  const manages = may(me, "staff.manage");
  const staff = useQuery({ queryKey: ["staff"], queryFn: ({ signal }) => api.staff.list({ signal }) });
  const entrances = useQuery({ queryKey: ["entrances"], queryFn: ({ signal }) => api.staff.listEntrances({ signal }), enabled: manages });
  const gets_in = new Map(entrances.data?.map((it) => [it.staff ?? "", it]));
  const part = parts[0] ?? "";
  const person = staff.data?.find((it) => it.id === part);
  if (person && manages) return <div className="page"><Person key={person.id} one={person} staff={staff.data ?? []} entrance={gets_in.get(person.id)} me={me.id} /></div>;
  return (
    <div className="page page-team">
      <h1>{say("console.nav.team")}</h1>
      <Tabs
        label={say("console.nav.team")}
        here={part ? `staff/${part}` : "staff"}
        tabs={[
          { to: "staff", name: say("console.team.people") },
          { to: "staff/teams", name: say("console.team.teams") },
          { to: "staff/roles", name: say("console.team.roles") },
        ]}
      />
      {staff.isPending && <Waiting label={say("console.loading")} rows={4} />}
      {staff.error && (
        <Failed title={say("console.error.title")} text={error_words(staff.error, say)} again={say("console.again")} retry={() => void staff.refetch()} />
      )}
      {entrances.error && <p className="error" role="alert">{error_words(entrances.error, say)}</p>}
      {part === "roles" && <Roles />}
      {part === "teams" && staff.data && <Teams staff={staff.data} manages={manages} />}
      {part === "" && staff.data && <People staff={staff.data} me={me.id} manages={manages} entrances={gets_in} />}
      {!["", "teams", "roles"].includes(part) && staff.data && !person && (
        <Empty title={say("console.team.not_found")}><Link to="staff">{say("console.team.all")}</Link></Empty>
      )}
    </div>
  );
}
