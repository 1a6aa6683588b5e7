// The business's colour: the console wears it, and whoever chooses one sees how it would look and how well it can be read.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, type AccentTold, type BusinessTold } from "../../api";
import { useSay, useSpeech } from "../../kit/words";

const SETTLED_MS = 120;
const COLOUR = /^#[0-9a-f]{6}$/i;
const ours: AccentTold = { colour: "", light: "#1c6b5a", dark: "#79c5af", chosen_on_light: 0, chosen_on_dark: 0, on_light: 0, on_dark: 0 };

/** Asks for the colours again: somebody has changed them. */
export function dress() {
  const link = document.querySelector<HTMLLinkElement>("link[data-colours]");
  if (link) link.href = `/colours.css?is=${Date.now()}`;
}

/** How that colour would be shown; while it is typed or dragged, the one before. */
function useAccent(colour: string): { it?: AccentTold; asking: boolean } {
  const [settled, settle] = useState(colour);
  useEffect(() => {
    const timer = setTimeout(() => settle(colour), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [colour]);
  const asked = useQuery({
    queryKey: ["accent", settled.toLowerCase()],
    queryFn: ({ signal }) => api.business.getAccent({ colour: settled.toLowerCase() }, { signal }),
    enabled: COLOUR.test(settled),
    staleTime: Infinity,
    placeholderData: (before) => before,
  });
  if (!COLOUR.test(colour)) return { it: colour ? undefined : ours, asking: false };
  return { it: asked.data, asking: asked.isFetching || settled !== colour };
}

function Ground({ theme, shown, contrast, chosen, before }: {
  theme: "light" | "dark"; shown: string; contrast: number; chosen: string; before: number; /* the contrast of the colour as it was chosen */
}) {
  const { say, locale } = useSpeech();
  const ratio = (n: number) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(Math.floor(n * 10) / 10);
  const adapted = chosen && shown.toLowerCase() !== chosen.toLowerCase();
  return (
    <figure className="accent-shown">
      <div className="accent-ground" data-theme={theme} role="img" aria-label={say(theme === "light" ? "console.business.colour_light" : "console.business.colour_dark", { colour: shown })}>
        <b style={{ background: shown }}>{say("console.business.send")}</b>
        <span style={{ color: shown }}>{say("console.business.write")}</span>
      </div>
      {contrast > 0 && (
        <figcaption className="quiet">
          {say("console.business.contrast", { colour: shown, ratio: ratio(contrast) })}{" "}
          {adapted && say(theme === "light" ? "console.business.made_darker" : "console.business.made_lighter", { colour: chosen, ratio: ratio(before) })}
        </figcaption>
      )}
    </figure>
  );
}

/** On light and on dark, before it is saved. */
export function Accent({ business, colour }: { business: BusinessTold; colour: string }) {
  const say = useSay();
  const { it, asking } = useAccent(colour.trim());
  const unsaved = colour.trim().toLowerCase() !== business.colour.toLowerCase();
  if (!it) return colour.trim() ? <p className="quiet">{say("console.business.colour_half")}</p> : null;
  return (
    <>
      <div className="logo-grounds" aria-busy={asking}>
        <Ground theme="light" shown={it.light} contrast={it.on_light ?? 0} chosen={it.colour} before={it.chosen_on_light ?? 0} />
        <Ground theme="dark" shown={it.dark} contrast={it.on_dark ?? 0} chosen={it.colour} before={it.chosen_on_dark ?? 0} />
      </div>
      {unsaved && <p className="quiet" role="status">{say("console.business.colour_unsaved")}</p>}
    </>
  );
}
