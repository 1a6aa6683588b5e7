// Work that was given up after patient tries and waits for a person: what, why, and what it belongs to.
import { Button } from "@mantine/core";
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import { useMutation, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Parked as Job } from "../../api";
import { announce } from "../../kit/announce";
import { Link } from "../../kit/place";
import { Empty, Failed, Waiting } from "../../kit/states";
import { Sure } from "../../kit/sure";
import { Ago } from "../../kit/time";
import { useSay } from "../../kit/words";
import { error_words } from "../ask";
import { kind_words } from "./kinds";

function useAgain() {
  const client = useQueryClient();
  return () => Promise.all(["parked", "vitals"].map((it) => client.invalidateQueries({ queryKey: [it] })));
}

function Row({ job, manages }: { job: Job; manages: boolean }) {
  const say = useSay();
  const again = useAgain();
  const [sure, set_sure] = useState(false);
  const retry = useMutation({ mutationFn: () => api.parked.retry({ job: job.id }), onSuccess: () => announce(say("console.operation.retried", { n: 1 })), onSettled: again });
  const drop = useMutation({ mutationFn: () => api.parked.delete({ job: job.id }), onSuccess: () => announce(say("console.operation.dropped")), onSettled: again });
  return (
    <li className="parked">
      <div>
        <p dir="auto" className="parked-reason">{job.reason}</p>
        <p className="quiet">
          {say("console.operation.tries", { n: job.tries })} · {say("console.operation.last")} <Ago at={job.due} style="long" />
        </p>
        <p className="quiet">
          {job.kind && <>{say("console.operation.because")} {kind_words(job.kind, say)}{job.at && <>, <Ago at={job.at} style="long" /></>}</>}
          {job.conversation && <>{" · "}<Link to={`conversations/all/${job.conversation}`}>{say("console.operation.its_conversation")}</Link></>}
        </p>
        {(retry.error ?? drop.error) && <p className="error" role="alert">{error_words(retry.error ?? drop.error, say)}</p>}
      </div>
      {manages && (
        <div className="acts">
          <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>{say("console.operation.retry")}</Button>
          <Button size="xs" variant="subtle" color="red" loading={drop.isPending} onClick={() => set_sure(true)}>{say("console.operation.drop")}</Button>
        </div>
      )}
      {sure && <Sure title={say("console.operation.drop_sure")} act={say("console.operation.drop")} run={() => drop.mutate()} close={() => set_sure(false)}>{say("console.operation.drop_text")}</Sure>}
    </li>
  );
}

function Kind({ reaction, jobs, manages }: { reaction: string; jobs: Job[]; manages: boolean }) {
  const say = useSay();
  const again = useAgain();
  const all = useMutation({ mutationFn: () => api.parked.retryAll({ reaction }), onSuccess: (it) => announce(say("console.operation.retried", { n: it.retried })), onSettled: again });
  return (
    <section className="card" aria-label={reaction}>
      <div className="page-head">
        <h2><code>{reaction}</code> <span className="quiet">{say("console.operation.how_many", { n: jobs.length })}{jobs[0]?.strangers ? ` · ${say("console.operation.outside")}` : ""}</span></h2>
        {manages && jobs.length > 1 && <Button size="xs" variant="default" loading={all.isPending} onClick={() => all.mutate()}>{say("console.operation.retry_all", { n: jobs.length })}</Button>}
      </div>
      {all.error && <p className="error" role="alert">{error_words(all.error, say)}</p>}
      <ul>{jobs.map((job) => <Row key={job.id} job={job} manages={manages} />)}</ul>
    </section>
  );
}

export function Parked({ asked, manages }: { asked: UseQueryResult<Job[]>; manages: boolean }) {
  const say = useSay();
  const kinds = new Map<string, Job[]>();
  for (const job of asked.data ?? []) kinds.set(job.reaction, [...(kinds.get(job.reaction) ?? []), job]);
  return (
    <>
      <p className="quiet">{say("console.operation.parked_help")}</p>
      {asked.isPending && <Waiting label={say("console.loading")} rows={3} />}
      {asked.error && (
        <Failed title={say("console.error.title")} text={error_words(asked.error, say)} again={say("console.again")} retry={() => void asked.refetch()} />
      )}
      {asked.data?.length === 0 && (
        <Empty icon={<IconCircleCheck size={36} stroke={1.25} />} title={say("console.operation.none")}>{say("console.operation.none_text")}</Empty>
      )}
      <div className="cards">{[...kinds].map(([reaction, jobs]) => <Kind key={reaction} reaction={reaction} jobs={jobs} manages={manages} />)}</div>
    </>
  );
}
