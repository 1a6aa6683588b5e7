// Who we are to customers: name, look, signature, hours, and how they reach us.
import { Button, NativeSelect, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { api, type BusinessTold, type HoursTold, type Me } from "../../api";
import { Failed, Waiting } from "../../kit/states";
import { useSay } from "../../kit/words";
import { error_words } from "../ask";
import type { Screen } from "../shell";
import { Accent, dress } from "./accent";
import { told_of, useBusiness, useHours, week_of } from "./ask";
import "./business.css";
import { FirstSteps } from "./first_steps";
import { HoursFields } from "./hours";
import { has_place, IdentityFields, wrong_at } from "./identity";
import { Reach } from "./reach";
import { SampleShop } from "./sample";
import { SetUp } from "./set_up";

/** A part of the page with one button; what was refused stays as it was typed. */
function Part({ id, title, lead, save, children }: { id: string; title: string; lead?: string; save?: { run: () => void; pending: boolean; done: boolean; error: unknown }; children: ReactNode }) {
  const say = useSay();
  const submit = (e: FormEvent) => {
    e.preventDefault();
    save?.run();
  };
  const body = (
    <>
      {lead && <p className="quiet">{lead}</p>}
      {children}
      {!!save?.error && !has_place(save.error) && <p className="error" role="alert">{error_words(save.error, say)}</p>}
      {save?.done && <p className="done" role="status">{say("console.business.saved")}</p>}
      {save && <Button type="submit" variant="default" loading={save.pending}>{say("console.business.save")}</Button>}
    </>
  );
  return (
    <section className="part" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {save ? <form className="part-body" onSubmit={submit}>{body}</form> : <div className="part-body">{body}</div>}
    </section>
  );
}

function useChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (to: Parameters<typeof api.business.change>[0]) => api.business.change(to),
    onSuccess: (told) => {
      client.setQueryData(["business"], told);
      dress();
      void client.invalidateQueries({ queryKey: ["checklist"] });
      void client.invalidateQueries({ queryKey: ["hours"] });
    },
  });
}

function Name({ business }: { business: BusinessTold }) {
  const say = useSay();
  const [it, set_it] = useState({ name: business.name, language: business.language, zone: business.zone });
  const [website, set_website] = useState(business.website);
  const change = useChange();
  return (
    <Part id="name" title={say("console.business.who")} save={{ run: () => change.mutate({ ...it, website }), pending: change.isPending, done: change.isSuccess, error: change.error }}>
      <IdentityFields it={it} change={set_it} error={change.error} />
      <TextInput label={say("console.business.website")} description={say("console.business.website_help")} type="url" dir="ltr" placeholder="https://" value={website} error={wrong_at(change.error, "website")} onChange={(e) => set_website(e.currentTarget.value)} />
    </Part>
  );
}

function Logo({ business }: { business: BusinessTold }) {
  const say = useSay();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const settle = () => void client.invalidateQueries({ queryKey: ["business"] });
  const send = useMutation({ mutationFn: (file: File) => api.business.setLogo(file), onSuccess: (told) => client.setQueryData(["business"], told) });
  const remove = useMutation({ mutationFn: () => api.business.deleteLogo(), onSettled: settle });
  const failed = send.error ?? remove.error;
  return (
    <Part id="logo" title={say("console.business.logo")} lead={say("console.business.logo_help")}>
      {business.logo && (
        <div className="logo-grounds">
          <div className="logo-ground" data-light><img src={business.logo} alt={say("console.business.logo_light")} /></div>
          <div className="logo-ground" data-dark><img src={business.logo} alt={say("console.business.logo_dark")} /></div>
        </div>
      )}
      <input
        ref={input}
        type="file"
        className="heard"
        tabIndex={-1}
        aria-hidden="true"
        accept="image/png,image/jpeg,image/webp"
        onChange={(e) => {
          const file = e.currentTarget.files?.[0];
          e.currentTarget.value = "";
          if (file) send.mutate(file);
        }}
      />
      {!!failed && <p className="error" role="alert">{error_words(failed, say)}</p>}
      {send.isSuccess && <p className="done" role="status">{say("console.business.saved")}</p>}
      <div className="acts">
        <Button variant="default" loading={send.isPending} onClick={() => input.current?.click()}>{say(business.logo ? "console.business.logo_other" : "console.business.logo_choose")}</Button>
        {business.logo && <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>{say("console.business.logo_remove")}</Button>}
      </div>
    </Part>
  );
}

function Colour({ business }: { business: BusinessTold }) {
  const say = useSay();
  const [colour, set_colour] = useState(business.colour);
  const change = useChange();
  return (
    <Part id="colour" title={say("console.business.colour")} lead={say("console.business.colour_help")} save={{ run: () => change.mutate({ colour }), pending: change.isPending, done: change.isSuccess, error: change.error }}>
      <div className="colour">
        <input type="color" aria-label={say("console.business.colour_pick")} value={/^#[0-9a-f]{6}$/i.test(colour) ? colour : "#1c6b5a"} onChange={(e) => set_colour(e.currentTarget.value)} />
        <TextInput aria-label={say("console.business.colour")} dir="ltr" placeholder="#1c6b5a" maxLength={7} value={colour} error={wrong_at(change.error, "colour")} onChange={(e) => set_colour(e.currentTarget.value)} />
      </div>
      <Accent business={business} colour={colour} />
    </Part>
  );
}

function Signature({ business, me }: { business: BusinessTold; me: Me }) {
  const say = useSay();
  const [signature, set_signature] = useState(business.signature);
  const change = useChange();
  const shown = signature.replaceAll("{name}", me.name).replaceAll("{business}", business.name);
  return (
    <Part id="signature" title={say("console.business.signature")} lead={say("console.business.signature_help")} save={{ run: () => change.mutate({ signature }), pending: change.isPending, done: change.isSuccess, error: change.error }}>
      <Textarea aria-label={say("console.business.signature")} dir="auto" rows={3} maxLength={1000} value={signature} placeholder={"{name}\n{business}"} error={wrong_at(change.error, "signature")} onChange={(e) => set_signature(e.currentTarget.value)} />
      {shown && <p className="signature" dir="auto"><span className="quiet">{say("console.business.signature_shown")}</span>{shown}</p>}
    </Part>
  );
}

function Undo({ business }: { business: BusinessTold }) {
  const say = useSay();
  const [seconds, set_seconds] = useState(String(business.undo_seconds));
  const change = useChange();
  return (
    <Part id="undo" title={say("console.business.undo")} lead={say("console.business.undo_help")} save={{ run: () => change.mutate({ undo_seconds: Number(seconds) }), pending: change.isPending, done: change.isSuccess, error: change.error }}>
      <NativeSelect
        label={say("console.business.undo_label")}
        value={seconds}
        onChange={(e) => set_seconds(e.currentTarget.value)}
        data={[0, 5, 10, 30].map((n) => ({ value: String(n), label: say("console.business.undo_seconds", { count: n }) }))}
      />
    </Part>
  );
}

function Hours({ hours }: { hours: HoursTold }) {
  const say = useSay();
  const client = useQueryClient();
  const [week, set_week] = useState(week_of(hours));
  const save = useMutation({
    mutationFn: () => api.business.setHours(told_of(week)),
    onSuccess: (told) => {
      client.setQueryData(["hours"], told);
      void client.invalidateQueries({ queryKey: ["checklist"] });
    },
  });
  const change = (to: typeof week) => {
    save.reset();
    set_week(to);
  };
  return (
    <Part id="hours" title={say("console.hours.title")} lead={say("console.hours.lead", { zone: hours.zone })} save={{ run: () => save.mutate(), pending: save.isPending, done: save.isSuccess, error: save.error }}>
      <HoursFields week={week} change={change} error={save.error} />
    </Part>
  );
}

function Settings({ me }: { me: Me }) {
  const say = useSay();
  const business = useBusiness();
  const hours = useHours();
  const failed = business.error ?? hours.error;
  const ready = business.data && hours.data;
  useEffect(() => {
    if (ready && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [!!ready]);
  return (
    <div className="page business">
      <h1>{say("console.nav.business")}</h1>
      {failed && (
        <Failed
          title={say("console.error.title")}
          text={error_words(failed, say)}
          again={say("console.again")}
          retry={() => {
            void business.refetch();
            void hours.refetch();
          }}
        />
      )}
      {!failed && !ready && <Waiting label={say("console.loading")} />}
      {ready && (
        <>
          <FirstSteps me={me} />
          <Name business={business.data} />
          <Logo business={business.data} />
          <Colour business={business.data} />
          <Hours hours={hours.data} />
          <Signature business={business.data} me={me} />
          <Undo business={business.data} />
          <Part id="reach" title={say("console.business.reach")} lead={say("console.business.reach_help")}><Reach contact={business.data.contact} /></Part>
          <SampleShop me={me} />
        </>
      )}
    </div>
  );
}

export default function Business({ me, parts }: Screen) {
  return parts[0] === "set-up" ? <SetUp /> : <Settings me={me} />;
}
