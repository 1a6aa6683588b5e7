// A sheet over the page: Escape closes it, and the focus goes back to where it was.
import { useEffect, useId, useRef, type ReactNode } from "react";

export function Sheet({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  const sheet = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
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
