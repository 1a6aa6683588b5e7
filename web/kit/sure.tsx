// "Are you sure?", for what cannot be undone, or (calm) takes long: a dialog of the browser's own, which keeps the focus and gives it back.
import { Button } from "@mantine/core";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { useSay } from "./words";
import "./sure.css";

export function Sure({ title, act, calm, run, close, children }: { title: string; act: string; calm?: boolean; run: () => void; close: () => void; children?: ReactNode }) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby={name} onClose={close}>
      <h2 id={name} className="sure-title">{title}</h2>
      {children && <div className="sure-text">{children}</div>}
      <form method="dialog" className="sure-acts">
        <Button type="submit" variant="default">{say("console.cancel")}</Button>
        <Button type="submit" {...(calm ? {} : { color: "red.9" })} onClick={run}>{act}</Button>
      </form>
    </dialog>
  );
}
