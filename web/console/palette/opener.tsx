// Opens the palette; it is loaded when it is first wanted.
import IconCommand from "@tabler/icons-react/icons/IconCommand";
import { lazy, Suspense, useEffect } from "react";
import type { Me } from "../../api";
import { close_palette, open_palette, usePalette } from "../../kit/acts";
import { useSay } from "../../kit/words";
import "./palette.css";

const load = () => import("./palette").then((it) => ({ default: it.Palette }));
const Palette = lazy(load);

/** The same for a finger or a mouse. */
export function MenuButton() {
  const say = useSay();
  return (
    <button type="button" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" title="Ctrl K" onClick={() => open_palette()}>
      <IconCommand size={22} stroke={1.5} aria-hidden />
      <span>{say("console.palette.open")}</span>
    </button>
  );
}

export function PaletteOpener({ me }: { me: Me }) {
  const asked = usePalette();
  useEffect(() => {
    const pressed = (e: KeyboardEvent) => {
      if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey || e.key.toLowerCase() !== "k") return;
      e.preventDefault();
      if (asked) close_palette();
      else open_palette();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [asked]);
  useEffect(() => () => close_palette(), []);
  if (!asked) return null;
  return (
    <Suspense fallback={null}>
      <Palette key={asked.act?.id} me={me} asked={asked} />
    </Suspense>
  );
}
