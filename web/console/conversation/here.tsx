// Who else looks at this conversation, and who is writing in it.
import IconEye from "@tabler/icons-react/icons/IconEye";
import IconPencil from "@tabler/icons-react/icons/IconPencil";
import { useEffect, useRef, useState } from "react";
import { hear_live, say_live, type Frame } from "../../kit/live";
import { useSay, useSpeech } from "../../kit/words";

type Here = NonNullable<Frame["presence"]>["here"];

/** Says what this screen looks at, again after every connection, and hears who else does. */
function use_here(thing: string, writing: boolean): Here {
  const [here, set_here] = useState<Here>([]);
  const doing = writing ? "writing" : "reading";
  const latest = useRef(doing);
  latest.current = doing;
  useEffect(() => {
    const look = () => say_live({ look: thing, doing: latest.current });
    const stop = hear_live((frame) => {
      if (frame.hello || frame.resumed) look();
      if (frame.presence?.thing !== thing) return;
      set_here(frame.presence.here);
      if (frame.presence.here.length === 0) look(); /* everybody was asked again whether they may */
    });
    return () => {
      stop();
      say_live({ look: null });
    };
  }, [thing]);
  useEffect(() => say_live({ look: thing, doing }), [thing, doing]);
  return here;
}

export function Here({ thing, writing, me, names }: { thing: string; writing: boolean; me: string; names: Map<string, string> }) {
  const say = useSay();
  const { locale } = useSpeech();
  const others = use_here(thing, writing).filter((it) => it.staff !== me);
  const list = (them: Here) =>
    new Intl.ListFormat(locale).format(them.map((it) => names.get(it.staff) ?? say("console.thread.colleague")));
  const write = others.filter((it) => it.doing === "writing");
  const read = others.filter((it) => it.doing === "reading");
  return (
    <div className="here" role="status">
      {write.length > 0 && (
        <span className="here-writing">
          <IconPencil size={15} stroke={1.75} aria-hidden />
          {say("console.here.writing", { names: list(write), count: write.length })}
        </span>
      )}
      {read.length > 0 && (
        <span>
          <IconEye size={15} stroke={1.75} aria-hidden />
          {say("console.here.reading", { names: list(read), count: read.length })}
        </span>
      )}
    </div>
  );
}
