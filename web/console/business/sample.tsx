// The sample shop: what was told and did not happen leaves with one act.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, type Me } from "../../api";
import { announce } from "../../kit/announce";
import { useSay } from "../../kit/words";
import { error_words, may } from "../ask";

const AGAIN_MS = 1000;

export function SampleShop({ me }: { me: Me }) {
  const say = useSay();
  const client = useQueryClient();
  const [asking, set_asking] = useState(false);
  const sure = useRef<HTMLButtonElement>(null);
  const was_leaving = useRef(false);
  const size = useQuery({
    queryKey: ["sample"],
    queryFn: ({ signal }) => api.sample.get({ signal }),
    enabled: may(me, "sample.forget"),
    refetchInterval: (it) => (it.state.data?.leaving ? AGAIN_MS : false),
  });
  const forget = useMutation({
    mutationFn: () => api.sample.delete(),
    onSuccess: (told) => client.setQueryData(["sample"], told),
  });
  const it = size.data;
  useEffect(() => {
    if (asking) sure.current?.focus();
  }, [asking]);
  useEffect(() => {
    if (it?.leaving) was_leaving.current = true;
    if (!it || it.is_here || !was_leaving.current) return;
    was_leaving.current = false;
    announce(say("console.sample.gone"));
    void client.invalidateQueries();
  }, [it, client, say]);
  if (!it?.is_here) return null;
  const counts = { conversations: it.conversations, customers: it.customers };
  return (
    <section className="part" id="sample" aria-labelledby="sample-title">
      <h2 id="sample-title">{say("console.sample.title")}</h2>
      <div className="part-body">
        <p className="quiet">{say("console.sample.here", counts)}</p>
        {!it.whole && <p className="quiet">{say("console.sample.not_whole")}</p>}
        {forget.error && <p className="error" role="alert">{error_words(forget.error, say)}</p>}
        {it.leaving && <p className="done" role="status">{say("console.sample.leaving")}</p>}
        {it.whole && !it.leaving && !asking && <Button variant="default" onClick={() => set_asking(true)}>{say("console.sample.forget")}</Button>}
        {it.whole && !it.leaving && asking && (
          <div className="card sample-sure" role="group" aria-labelledby="sample-sure">
            <p id="sample-sure">{say("console.sample.sure", counts)}</p>
            <div className="acts">
              <Button ref={sure} variant="light" color="red" loading={forget.isPending} onClick={() => forget.mutate()}>{say("console.sample.forget")}</Button>
              <Button variant="default" onClick={() => set_asking(false)}>{say("console.sample.keep")}</Button>
            </div>
          </div>
        )}
      </div>
    </section>
  );
}
