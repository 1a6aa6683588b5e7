// How customers reach us: the address of the contact form, and the line that puts it on a website.
import { Button } from "@mantine/core";
import IconCopy from "@tabler/icons-react/icons/IconCopy";
import IconExternalLink from "@tabler/icons-react/icons/IconExternalLink";
import { useState } from "react";
import { announce } from "../../kit/announce";
import { useSay } from "../../kit/words";

function Copied({ label, text }: { label: string; text: string }) {
  const say = useSay();
  const [copied, set_copied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    set_copied(true);
    announce(say("console.copied"));
  };
  return (
    <div className="copied">
      <p className="label">{label}</p>
      <div className="copied-line">
        <code dir="ltr" tabIndex={0} role="textbox" aria-readonly="true" aria-label={label}>{text}</code>
        <Button variant="default" size="xs" leftSection={<IconCopy size={14} />} onClick={() => void copy()} aria-label={say("console.copy_what", { what: label })}>
          {say(copied ? "console.copied" : "console.copy")}
        </Button>
      </div>
    </div>
  );
}

export function Reach({ contact }: { contact: string }) {
  const say = useSay();
  return (
    <div className="reach">
      <Copied label={say("console.business.contact")} text={contact} />
      <Copied label={say("console.business.snippet")} text={`<a href="${contact}">${say("console.business.write")}</a>`} />
      <p>
        <a href={contact} target="_blank" rel="noreferrer">
          {say("console.business.contact_look")} <IconExternalLink size={14} aria-hidden />
        </a>
      </p>
    </div>
  );
}
