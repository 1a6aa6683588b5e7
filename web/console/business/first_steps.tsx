// The first steps of a new house, ticked by what really happened. It goes away with the first real answer.
import { Button } from "@mantine/core";
import IconCircle from "@tabler/icons-react/icons/IconCircle";
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Checklist, type Me } from "../../api";
import { Link } from "../../kit/place";
import { useSay, type Word } from "../../kit/words";
import { error_words } from "../ask";
import { useBusiness, useChecklist } from "./ask";
import "./business.css";

type Step = Checklist["steps"][number]["name"];

const words: Record<Step, [what: Word, how: Word]> = {
  name: ["console.first.name", "console.first.name_how"],
  hours: ["console.first.hours", "console.first.hours_how"],
  password: ["console.first.password", "console.first.password_how"],
  colleague: ["console.first.colleague", "console.first.colleague_how"],
  link: ["console.first.link", "console.first.link_how"],
  try: ["console.first.try", "console.first.try_how"],
  answer: ["console.first.answer", "console.first.answer_how"],
};
const places: Partial<Record<Step, string>> = {
  name: "business",
  hours: "business#hours",
  password: "me",
  colleague: "staff",
  link: "business#reach",
  answer: "conversations",
};

/** Where there is something left to do, for those who may. */
export function FirstSteps({ me }: { me: Me }) {
  const list = useChecklist(me);
  return list.data?.shown ? <List me={me} list={list.data} /> : null;
}

function List({ me, list }: { me: Me; list: Checklist }) {
  const say = useSay();
  const client = useQueryClient();
  const business = useBusiness();
  const away = useMutation({
    mutationFn: () => api.checklist.delete(),
    onSuccess: () => client.invalidateQueries({ queryKey: ["checklist"] }),
  });
  const done = list.steps.filter((it) => it.done).length;
  return (
    <section className="first-steps card" aria-labelledby="first-steps">
      <div className="page-head">
        <h2 id="first-steps">{say("console.first.title")}</h2>
        <p className="quiet">{say("console.first.done", { n: done, of: list.steps.length })}</p>
      </div>
      <ol>
        {list.steps.map((it) => (
          <li key={it.name} data-done={it.done || undefined}>
            {it.done ? <IconCircleCheck size={20} stroke={1.5} aria-hidden /> : <IconCircle size={20} stroke={1.5} aria-hidden />}
            <div>
              <p>
                {it.done ? (
                  <>
                    <span>{say(words[it.name][0])}</span> <span className="heard">{say("console.first.is_done")}</span>
                  </>
                ) : it.name === "try" ? (
                  <a href={business.data?.contact ?? "/contact"} target="_blank" rel="noreferrer">{say(words.try[0])}</a>
                ) : (
                  <Link to={places[it.name]!}>{say(words[it.name][0])}</Link>
                )}
              </p>
              {!it.done && <p className="quiet">{it.name === "try" && !me.email ? say("console.first.try_how_none") : say(words[it.name][1], { email: me.email })}</p>}
            </div>
          </li>
        ))}
      </ol>
      {away.error && <p className="error" role="alert">{error_words(away.error, say)}</p>}
      <Button variant="subtle" size="xs" color="gray" loading={away.isPending} onClick={() => away.mutate()}>{say("console.first.away")}</Button>
    </section>
  );
}
