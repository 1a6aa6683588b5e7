// The acts that are not the next obvious one, behind a button. Escape, or going elsewhere, closes it.
import { ActionIcon } from "@mantine/core";
import IconDots from "@tabler/icons-react/icons/IconDots";
import { useRef, useState, type ReactNode } from "react";

export interface MoreAct {
  name: string;
  icon: ReactNode;
  run: () => void;
}

export function More({ label, acts }: { label: string; acts: MoreAct[] }) {
  const [open, set_open] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    set_open(false);
    button.current?.focus();
  };
  return (
    <div
      className="more"
      onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && set_open(false)}
      onKeyDown={(e) => {
        if (e.key !== "Escape" || !open) return;
        e.preventDefault();
        close();
      }}
    >
      <ActionIcon ref={button} variant="default" size={30} aria-label={label} aria-expanded={open} onClick={() => set_open(!open)}>
        <IconDots size={18} stroke={1.5} />
      </ActionIcon>
      {open && (
        <div className="more-acts">
          {acts.map((it) => (
            <button
              key={it.name}
              type="button"
              onClick={() => {
                close();
                it.run();
              }}
            >
              {it.icon}
              {it.name}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
