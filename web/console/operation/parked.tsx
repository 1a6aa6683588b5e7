// Is the house well, and what waits for a person: work that was given up after patient tries.
import { Button } from "@mantine/core";
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Job } from "../../api";
import { Empty, Failed, Waiting } from "../../kit/states";
import { Ago } from "../../kit/time";
import { useSay } from "../../kit/words";
import { error_words, may } from "../ask";
import type { Screen } from "../shell";

function Row({ job, manages }: { job: Job; manages: boolean }) {
  const say = useSay();
  const client = useQueryClient();
  const settled = () => void client.invalidateQueries({ queryKey: ["parked"] });
  const retry = useMutation({ mutationFn: () => api.parked.retry({ job: job.id }), onSettled: settled });
  const drop = useMutation({ mutationFn: () => api.parked.delete({ job: job.id }), onSettled: settled });
  return (
    <li className="card parked">
      <div>
        <p><code>{job.reaction}</code> <span className="quiet"><Ago at={job.due} /></span></p>
        <p className="quiet">{say("console.operation.tries", { n: job.tries })}</p>
        <p dir="auto">{job.reason}</p>
        {(retry.error ?? drop.error) && <p className="error" role="alert">{error_words(retry.error ?? drop.error, say)}</p>}
      </div>
      {manages && (
        <div className="acts">
          <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>{say("console.operation.retry")}</Button>
          <Button size="xs" variant="subtle" color="red" onClick={() => confirm(say("console.operation.drop_sure")) && drop.mutate()}>
            {say("console.operation.drop")}
          </Button>
        </div>
      )}
    </li>
  );
}

export default function Operation({ me }: Screen) {
  const say = useSay();
  const health = useQuery({ queryKey: ["health"], queryFn: ({ signal }) => api.health.get({ signal }), refetchInterval: 30_000 });
  const parked = useQuery({ queryKey: ["parked"], queryFn: ({ signal }) => api.parked.list({ signal }) });
  return (
    <div className="page">
      <h1>{say("console.nav.operation")}</h1>
      <p className="lead">{health.data ? say("console.operation.well", { database: health.data.database }) : say("console.operation.asking")}</p>
      <h2>{say("console.operation.parked")}</h2>
      {parked.isPending && <Waiting label={say("console.loading")} rows={3} />}
      {parked.error && (
        <Failed title={say("console.error.title")} text={error_words(parked.error, say)} again={say("console.again")} retry={() => void parked.refetch()} />
      )}
      {parked.data?.length === 0 && (
        <Empty icon={<IconCircleCheck size={36} stroke={1.25} />} title={say("console.operation.none")}>{say("console.operation.none_text")}</Empty>
      )}
      <ul className="cards">
        {parked.data?.map((job) => <Row key={job.id} job={job} manages={may(me, "operation.manage")} />)}
      </ul>
    </div>
  );
}
