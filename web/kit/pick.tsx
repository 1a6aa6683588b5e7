// One of many, by typing or by looking: a button, and behind it a field with a list. Escape gives the focus back.
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import "./pick.css";

export interface Choice {
  id: string;
  name: string;
  group?: string;
  note?: string; /* quiet, at the end of the line: a count */
  chosen?: boolean;
}

interface Picking {
  label: string; /* what is picked */
  choices: Choice[];
  choose: (choice: Choice) => void;
  typed?: (text: string) => Choice | undefined; /* what was typed may be a choice itself */
  none: string; /* nothing fits */
  fold: (text: string) => string;
  stays?: boolean; /* open after a choice: several are likely */
  foot?: ReactNode;
}

const SHOWN_MOST = 200;

function matching({ choices, typed, fold }: Picking, text: string): Choice[] {
  const wanted = fold(text.trim());
  const found = choices.filter((it) => !wanted || fold(`${it.group ?? ""} ${it.name}`).includes(wanted)).slice(0, SHOWN_MOST);
  const fresh = wanted ? typed?.(text.trim()) : undefined;
  return fresh ? [...found, fresh] : found;
}

function grouped(choices: Choice[]): [string, Choice[]][] {
  const groups = new Map<string, Choice[]>();
  for (const it of choices) groups.set(it.group ?? "", [...(groups.get(it.group ?? "") ?? []), it]);
  return [...groups];
}

/** The field and its list, where they are shown anyway. `leave`: something was chosen, or nothing will be. */
export function PickList(it: Picking & { leave: (chose: boolean) => void }) {
  const [text, set_text] = useState("");
  const [at, set_at] = useState(0);
  const name = useId();
  const field = useRef<HTMLInputElement>(null);
  const found = useMemo(() => grouped(matching(it, text)).flatMap(([, all]) => all), [it, text]);
  const now = Math.min(at, Math.max(0, found.length - 1));
  useEffect(() => void field.current?.focus(), []);
  useEffect(() => void document.getElementById(`${name}-${now}`)?.scrollIntoView({ block: "nearest" }), [name, now]);
  const choose = (one: Choice | undefined) => {
    if (!one) return;
    it.choose(one);
    set_text("");
    if (it.stays) field.current?.focus();
    else it.leave(true);
  };
  const pressed = (e: KeyboardEvent) => {
    const by = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : 0;
    if (by) set_at((now + by + found.length) % Math.max(1, found.length));
    else if (e.key === "Enter") choose(found[now]);
    else if (e.key === "Escape") it.leave(false);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  let n = 0;
  return (
    <div className="pick-panel">
      <input
        ref={field}
        className="pick-field"
        role="combobox"
        aria-label={it.label}
        aria-expanded="true"
        aria-controls={`${name}-list`}
        aria-activedescendant={found.length ? `${name}-${now}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={it.label}
        dir={text ? "auto" : undefined}
        value={text}
        onChange={(e) => {
          set_text(e.currentTarget.value);
          set_at(0);
        }}
        onKeyDown={pressed}
      />
      <div className="pick-list" role="listbox" id={`${name}-list`} aria-label={it.label}>
        {grouped(found).map(([group, all]) => (
          <div key={group} role="group" aria-label={group || it.label}>
            {group && <div className="pick-group" aria-hidden="true">{group}</div>}
            {all.map((one) => {
              const i = n++;
              return (
                <div
                  key={one.id}
                  id={`${name}-${i}`}
                  role="option"
                  className="pick-option"
                  aria-selected={i === now}
                  onMouseMove={() => i !== now && set_at(i)}
                  onMouseDown={(e) => e.preventDefault()}
                  onClick={() => choose(one)}
                >
                  <span className="pick-name"><bdi>{one.name}</bdi></span>
                  {one.chosen && <IconCheck size={14} stroke={2} aria-hidden />}
                  {one.note && <span className="pick-note">{one.note}</span>}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="pick-none" role="status">{it.none}</p>}
      {it.foot}
    </div>
  );
}

export function Pick({ button, button_class = "pick-button", button_label, opened, ...it }: Picking & {
  button: ReactNode; button_class?: string; button_label?: string; opened?: (yes: boolean) => void;
}) {
  const [open, set_open] = useState(false);
  const place = useRef<HTMLButtonElement>(null);
  const turn = (yes: boolean) => {
    set_open(yes);
    opened?.(yes);
  };
  return (
    <div className="pick" onBlur={(e) => open && !e.currentTarget.contains(e.relatedTarget) && turn(false)}>
      <button ref={place} type="button" className={button_class} aria-label={button_label} aria-haspopup="listbox" aria-expanded={open} onClick={() => turn(!open)}>
        {button}
      </button>
      {open && (
        <PickList
          {...it}
          leave={() => {
            turn(false);
            place.current?.focus();
          }}
        />
      )}
    </div>
  );
}
