// A secret that is shown this once: to copy, or to print.
import { Button } from "@mantine/core";
import IconCopy from "@tabler/icons-react/icons/IconCopy";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { announce } from "./announce";
import { useSay } from "./words";

export function useCopy(text: string): [boolean, () => void] {
  const say = useSay();
  const [copied, set_copied] = useState(false);
  useEffect(() => set_copied(false), [text]);
  return [
    copied,
    () =>
      void navigator.clipboard?.writeText(text).then(() => {
        set_copied(true);
        announce(say("console.copied"));
      }),
  ];
}

export function CopyButton({ text }: { text: string }) {
  const say = useSay();
  const [copied, copy] = useCopy(text);
  return (
    <Button size="xs" variant="default" leftSection={<IconCopy size={16} stroke={1.5} aria-hidden />} onClick={copy}>
      {say(copied ? "console.copied" : "console.copy")}
    </Button>
  );
}

/** The focus goes to it, so that whoever made it by keyboard has it in their hands. */
export function Once({ label, text, children }: { label: string; text: string; children: ReactNode }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [text]);
  return (
    <div className="card once" role="status">
      <p>{children}</p>
      <div className="once-line">
        <input ref={field} readOnly value={text} dir="ltr" aria-label={label} onFocus={(e) => {
            e.currentTarget.select();
            e.currentTarget.scrollLeft = 0;
          }} />
        <CopyButton text={text} />
      </div>
    </div>
  );
}
