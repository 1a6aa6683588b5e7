// Handing over: to a colleague, to another team, with a note for whoever gets it.
import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Colleague, type Conversation, type Me } from "../../api";
import { announce } from "../../kit/announce";
import { Sheet } from "../../kit/sheet";
import { useSay } from "../../kit/words";
import { error_words } from "../ask";

const EVERYBODY = "";

/** Agents and leads are bound to their teams; the server asks again. */
export const may_see = (it: Colleague, team: string | null) =>
  it.active && it.role !== "none" && (!team || !["agent", "lead"].includes(it.role) || it.teams.includes(team));
const may_own = (it: Colleague, team: string) => may_see(it, team) && it.role !== "auditor";

export function HandOverSheet({ it, me, close }: { it: Conversation; me: Me; close: () => void }) {
  const say = useSay();
  const client = useQueryClient();
  const staff = useQuery({ queryKey: ["staff"], queryFn: ({ signal }) => api.staff.list({ signal }), staleTime: 300_000 });
  const teams = useQuery({ queryKey: ["teams"], queryFn: ({ signal }) => api.team.list({ signal }), staleTime: 300_000 });
  const [team, set_team] = useState(it.team ?? EVERYBODY);
  const [owner, set_owner] = useState(it.owner ?? "");
  const [reason, set_reason] = useState("");
  const people = (staff.data ?? []).filter((one) => may_own(one, team));
  const known = people.some((one) => one.id === owner);
  const chosen = known ? owner : "";
  const moved = team !== (it.team ?? EVERYBODY);
  const changed = moved || (chosen !== "" && chosen !== it.owner);
  const hand = useMutation({
    mutationFn: () =>
      moved
        ? api.conversation.move({ conversation: it.id, team: team || null, owner: chosen || null, reason })
        : api.conversation.assign({ conversation: it.id, owner: chosen, reason }),
    onSuccess: (next) => {
      client.setQueryData(["conversation", it.id], next);
      for (const key of [["list"], ["counts"], ["messages", it.id]]) void client.invalidateQueries({ queryKey: key });
      const name = people.find((one) => one.id === next.owner)?.name;
      announce(name ? say("console.did.hand", { name }) : say("console.did.move"));
      close();
    },
  });
  return (
    <Sheet title={say("console.hand.title")} close={close}>
      <form
        className="sheet-form"
        onSubmit={(e) => {
          e.preventDefault();
          if (changed) hand.mutate();
        }}
      >
        <NativeSelect label={say("console.hand.owner")} value={chosen} onChange={(e) => set_owner(e.currentTarget.value)}>
          {(!chosen || !it.owner) && <option value="">{say("console.hand.choose")}</option>}
          {people.map((one) => (
            <option key={one.id} value={one.id}>
              {one.id === me.id ? say("console.hand.me", { name: one.name }) : one.name}
            </option>
          ))}
        </NativeSelect>
        {(teams.data?.length ?? 0) > 0 && (
          <NativeSelect label={say("console.hand.team")} value={team} onChange={(e) => set_team(e.currentTarget.value)}>
            <option value={EVERYBODY}>{say("console.hand.everybody")}</option>
            {teams.data!.map((one) => (
              <option key={one.id} value={one.id}>{one.name}</option>
            ))}
          </NativeSelect>
        )}
        <Textarea
          label={say("console.hand.note")}
          description={say("console.hand.note_help")}
          value={reason}
          maxLength={500}
          autosize
          minRows={2}
          maxRows={6}
          dir={reason ? "auto" : undefined}
          onChange={(e) => set_reason(e.currentTarget.value)}
        />
        {hand.error && <p className="error" role="alert">{error_words(hand.error, say)}</p>}
        <div className="sheet-acts">
          <Button variant="subtle" color="gray" onClick={close}>{say("console.cancel")}</Button>
          <Button type="submit" disabled={!changed || hand.isPending}>{say("console.hand.do")}</Button>
        </div>
      </form>
    </Sheet>
  );
}
