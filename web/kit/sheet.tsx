// A sheet over the page: Escape closes it, and the focus goes back to where it was.
import { useEffect, useId, useRef, useState, type ReactNode } from "react";

export function Sheet({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  const sheet = useRef<HTMLDialogElement>(null);
  const [before] = useState(() => document.activeElement); /* at an effect of ours, what is within has taken the focus already */
  const id = useId();
  useEffect(() => {
    sheet.current?.showModal();
    return () => (before as HTMLElement | null)?.focus?.();
  }, []);
  return (
    <dialog ref={sheet} className="sheet" onClose={close} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
