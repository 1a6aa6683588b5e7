// Every key there is, on one sheet.
import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useSay, type Word } from "../kit/words";

const keys: [string, Word][] = [
  ["j / k", "console.key.move"],
  ["Enter", "console.key.open"],
  ["r", "console.key.reply"],
  ["n", "console.key.note"],
  ["e", "console.key.resolve"],
  ["c", "console.key.claim"],
  ["a", "console.key.hand"],
  ["z", "console.key.snooze"],
  ["t", "console.key.tag"],
  ["Ctrl Enter", "console.key.send"],
  ["Ctrl K", "console.key.palette"],
  ["/", "console.key.search"],
  ["g d", "console.key.today"],
  ["x", "console.key.pick"],
  ["Shift j / k", "console.key.pick_more"],
  ["Ctrl a", "console.key.all"],
  ["Ctrl z", "console.key.undo"],
  ["g i", "console.key.inbox"],
  ["g c", "console.key.customers"],
  ["g l", "console.key.tags"],
  ["g n", "console.key.numbers"],
  ["Esc", "console.key.back"],
  ["?", "console.key.help"],
];

export function KeyList({ close }: { close: () => void }) {
  const say = useSay();
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.showModal();
    return () => (before as HTMLElement | null)?.focus?.();
  }, []);
  return (
    <dialog ref={sheet} className="sheet" onClose={close} aria-labelledby="keys-title">
      <h2 id="keys-title">{say("console.key.title")}</h2>
      <dl className="keys">
        {keys.map(([key, word]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(word)}</dd>
          </div>
        ))}
      </dl>
      <Button variant="default" onClick={() => sheet.current?.close()}>
        {say("console.close")}
      </Button>
    </dialog>
  );
}
