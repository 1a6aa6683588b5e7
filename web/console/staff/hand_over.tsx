// Whoever leaves gives what they answer for to somebody else first: the list of it, and one act for all.
import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Colleague, type InboxRow } from "../../api";
import { announce } from "../../kit/announce";
import { Link } from "../../kit/place";
import { useSay } from "../../kit/words";
import { error_words } from "../ask";

const PAGE = 100;

/** Every page of it: one more that is forgotten would keep them from leaving. */
async function owned_by(staff: string, signal: AbortSignal): Promise<InboxRow[]> {
  const all: InboxRow[] = [];
  for (;;) {
    const before = all.at(-1)?.cursor;
    const page = await api.conversation.list({ box: "open", owner: staff, most: PAGE, ...(before ? { before } : {}) }, { signal });
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

export function HandOver({ one, staff, done }: { one: Colleague; staff: Colleague[]; done: () => void }) {
  const say = useSay();
  const client = useQueryClient();
  const [to, set_to] = useState("");
  const [given, set_given] = useState(0);
  const owned = useQuery({ queryKey: ["owned", one.id], queryFn: ({ signal }) => owned_by(one.id, signal), staleTime: 0 });
  const others = staff.filter((it) => it.active && it.id !== one.id && it.role !== "auditor" && it.role !== "none");
  const give = useMutation({
    mutationFn: async () => {
      const all = owned.data ?? [];
      set_given(0);
      for (const [i, it] of all.entries()) {
        await api.conversation.assign({ conversation: it.id, owner: to });
        set_given(i + 1);
      }
      return all.length;
    },
    onSuccess: (n) => {
      announce(say("console.team.handed_over", { n }));
      done();
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["owned", one.id] });
      void client.invalidateQueries({ queryKey: ["list"] });
    },
  });
  if (!owned.data?.length) return owned.error ? <p className="error" role="alert">{error_words(owned.error, say)}</p> : null;
  return (
    <section className="card hand-over" aria-labelledby="hand-over">
      <h3 id="hand-over">{say("console.team.owns", { name: one.name, n: owned.data.length })}</h3>
      <p className="quiet">{say("console.team.hand_over_help")}</p>
      <ul className="hand-over-list" tabIndex={0} aria-label={say("console.team.owns", { name: one.name, n: owned.data.length })}>
        {owned.data.map((it) => (
          <li key={it.id}>
            <Link to={`conversations/open/${it.id}`}><bdi>{it.subject || it.excerpt || say("console.numbers.conversation")}</bdi></Link>{" "}
            <span className="quiet"><bdi>{it.customer_name || it.customer_email}</bdi></span>
          </li>
        ))}
      </ul>
      <form
        className="in-line"
        onSubmit={(e) => {
          e.preventDefault();
          give.mutate();
        }}
      >
        <NativeSelect
          label={say("console.team.hand_to")}
          required
          withAsterisk={false}
          value={to}
          onChange={(e) => set_to(e.currentTarget.value)}
          data={[{ value: "", label: say("console.team.choose") }, ...others.map((it) => ({ value: it.id, label: it.name }))]}
        />
        <Button type="submit" disabled={!to} loading={give.isPending}>{say("console.team.hand_over", { n: owned.data.length })}</Button>
      </form>
      {give.error && <p className="error" role="alert">{say("console.team.handed_some", { n: given, all: owned.data.length })} {error_words(give.error, say)}</p>}
    </section>
  );
}
