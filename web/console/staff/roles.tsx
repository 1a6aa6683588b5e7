// What each role may do, in words: asked from the program, so that it is never another truth than the one that is enforced.
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import { useQuery } from "@tanstack/react-query";
import { api, type Allowed } from "../../api";
import { Failed, Waiting } from "../../kit/states";
import { useSay, type Speech, type Word } from "../../kit/words";
import { error_words } from "../ask";

export const roles = ["auditor", "agent", "lead", "admin", "owner"] as const;
export type Role = (typeof roles)[number];

export const role_name = (role: string, say: Speech["say"]) => say(`console.role.${role}` as Word);

/** A permission that is newer than our words is said as the program says it. */
export function permission_words(it: Pick<Allowed, "permission" | "help">, say: Speech["say"]): string {
  const [noun, verb] = it.permission.split(".");
  const key = `permission.${noun}.${verb}`;
  const words = say(key as Word);
  return words === key ? it.help : words;
}

export function usePermissions() {
  return useQuery({ queryKey: ["permissions"], queryFn: ({ signal }) => api.permission.list({ signal }), staleTime: Infinity });
}

export function Roles() {
  const say = useSay();
  const asked = usePermissions();
  return (
    <>
      <dl className="roles">
        {roles.map((role) => (
          <div key={role}>
            <dt>{role_name(role, say)}</dt>
            <dd>{say(`console.role_is.${role}` as Word)}</dd>
          </div>
        ))}
      </dl>
      {asked.isPending && <Waiting label={say("console.loading")} rows={6} />}
      {asked.error && (
        <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />
      )}
      {asked.data && (
        <div className="table-wrap" tabIndex={0} role="region" aria-label={say("console.team.may")}>
          <table className="rows stacks may">
            <caption className="heard">{say("console.team.may")}</caption>
            <thead>
              <tr>
                <th scope="col">{say("console.team.may")}</th>
                {roles.map((role) => <th key={role} scope="col">{role_name(role, say)}</th>)}
              </tr>
            </thead>
            <tbody>
              {asked.data.map((it) => (
                <tr key={it.permission}>
                  <th scope="row">{permission_words(it, say)}</th>
                  {roles.map((role) => (
                    <td key={role} data-role={role_name(role, say)}>
                      {it.roles.includes(role) ? (
                        <>
                          <IconCheck size={16} stroke={2} aria-hidden />
                          <span className="heard">{say("console.yes")}</span>
                        </>
                      ) : (
                        <span className="heard">{say("console.no")}</span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
