// The first three questions. Each can be put off; what was answered is kept at once.
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { api, type BusinessTold, type HoursTold } from "../../api";
import { Failed, Waiting } from "../../kit/states";
import { useSay, useSpeech } from "../../kit/words";
import { go } from "../../kit/place";
import { error_words } from "../ask";
import { guessed_week, guessed_zone, told_of, useBusiness, useHours, week_of } from "./ask";
import { HoursFields } from "./hours";
import { has_place, IdentityFields, wrong_at } from "./identity";
import { Reach } from "./reach";

const STEPS = 3;

interface Asked {
  title: string;
  lead: string;
  children: ReactNode;
  save: () => Promise<unknown>;
}

function Question({ step, asked, go_on, leave, back }: { step: number; asked: Asked; go_on: () => Promise<unknown>; leave: () => void; back?: () => void }) {
  const say = useSay();
  const form = useRef<HTMLFormElement>(null);
  const next = useMutation({ mutationFn: () => asked.save().then(go_on) });
  const skip = useMutation({ mutationFn: go_on });
  useEffect(() => {
    (form.current?.querySelector<HTMLElement>("[data-autofocus]") ?? form.current?.querySelector<HTMLElement>("input, a, button"))?.focus();
  }, [step]);
  const submit = (e: FormEvent) => {
    e.preventDefault();
    next.mutate();
  };
  const failed = next.error ?? skip.error;
  return (
    <form ref={form} className="set-up-form" aria-labelledby="set-up-question" onSubmit={submit}>
      <p className="quiet">{say("console.set_up.step", { step: step + 1, steps: STEPS })}</p>
      <h1 id="set-up-question">{asked.title}</h1>
      <p className="lead">{asked.lead}</p>
      {asked.children}
      {failed && !has_place(failed) && <p className="error" role="alert">{error_words(failed, say)}</p>}
      <div className="set-up-acts">
        <Button type="submit" loading={next.isPending}>{say(step === STEPS - 1 ? "console.set_up.finish" : "console.set_up.next")}</Button>
        <Button variant="default" loading={skip.isPending} onClick={() => skip.mutate()}>{say("console.set_up.skip")}</Button>
        {back && <Button variant="subtle" onClick={back}>{say("console.set_up.back")}</Button>}
        <Button className="set-up-leave" variant="subtle" color="gray" onClick={leave}>{say("console.set_up.leave")}</Button>
      </div>
    </form>
  );
}

function Asking({ business, hours }: { business: BusinessTold; hours: HoursTold }) {
  const say = useSay();
  const client = useQueryClient();
  const { language, locale } = useSpeech();
  const [step, set_step] = useState(0);
  const [website, set_website] = useState(business.website);
  const [identity, set_identity] = useState({
    name: business.name,
    language: business.name ? business.language : language,
    zone: business.zone === "UTC" ? guessed_zone() : business.zone,
  });
  const [week, set_week] = useState(hours.week.length ? week_of(hours) : guessed_week(locale));
  const [error, set_error] = useState<unknown>();
  const kept = (save: () => Promise<unknown>) => () => {
    set_error(undefined);
    return save().catch((why: unknown) => {
      set_error(why);
      throw why;
    });
  };
  const end = async (to: string) => {
    client.setQueryData(["business"], await api.business.setUp());
    await client.invalidateQueries({ queryKey: ["checklist"] });
    go(to, true);
  };
  const asked: Asked[] = [
    {
      title: say("console.set_up.name"),
      lead: say("console.set_up.name_lead"),
      children: <IdentityFields it={identity} change={set_identity} error={error} focus />,
      save: kept(() => api.business.change(identity)),
    },
    {
      title: say("console.set_up.hours"),
      lead: say("console.set_up.hours_lead", { zone: identity.zone }),
      children: <HoursFields week={week} change={set_week} error={error} special={false} />,
      save: kept(() => api.business.setHours(told_of(week))),
    },
    {
      title: say("console.set_up.reach"),
      lead: say("console.set_up.reach_lead"),
      children: (
        <>
          <Reach contact={business.contact} />
          <TextInput
            label={say("console.business.website")}
            description={say("console.business.website_help")}
            type="url"
            dir="ltr"
            placeholder="https://"
            autoComplete="url"
            data-autofocus
            value={website}
            error={wrong_at(error, "website")}
            onChange={(e) => set_website(e.currentTarget.value)}
          />
        </>
      ),
      save: kept(() => api.business.change({ website })),
    },
  ];
  const go_on = async () => {
    set_error(undefined);
    if (step + 1 < STEPS) set_step(step + 1);
    else await end("business");
  };
  return (
    <Question key={step} step={step} asked={asked[step]!} go_on={go_on} leave={() => void end("")} back={step > 0 ? () => set_step(step - 1) : undefined} />
  );
}

export function SetUp() {
  const say = useSay();
  const business = useBusiness();
  const hours = useHours();
  const failed = business.error ?? hours.error;
  return (
    <div className="page set-up">
      {failed && (
        <Failed
          heads
          title={say("console.error.title")}
          text={error_words(failed, say)}
          again={say("console.again")}
          retry={() => {
            void business.refetch();
            void hours.refetch();
          }}
        />
      )}
      {!failed && (business.isPending || hours.isPending) && <Waiting label={say("console.loading")} />}
      {business.data && hours.data && <Asking business={business.data} hours={hours.data} />}
    </div>
  );
}
