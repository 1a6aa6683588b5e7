// What may be done with all that is picked, for the palette: the same acts as in the bar, each with what it needs.
import IconArrowBackUp from "@tabler/icons-react/icons/IconArrowBackUp";
import IconArrowsRightLeft from "@tabler/icons-react/icons/IconArrowsRightLeft";
import IconBan from "@tabler/icons-react/icons/IconBan";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconHandGrab from "@tabler/icons-react/icons/IconHandGrab";
import IconRotate from "@tabler/icons-react/icons/IconRotate";
import IconTag from "@tabler/icons-react/icons/IconTag";
import IconTagOff from "@tabler/icons-react/icons/IconTagOff";
import IconUserShare from "@tabler/icons-react/icons/IconUserShare";
import IconX from "@tabler/icons-react/icons/IconX";
import type { Me } from "../../api";
import { useActs, type Act } from "../../kit/acts";
import { useSay, useSpeech } from "../../kit/words";
import { may, useStaff } from "../ask";
import type { Bulk } from "./bulk";
import { useTags, useTeams } from "./filters";
import { fresh_tag, tag_choices, TAG_CHARACTERS } from "./tags";

/** Without keys: those are the inbox's own (useBulkKeys). */
export function useBulkActs(me: Me, bulk: Bulk) {
  const say = useSay();
  const { locale } = useSpeech();
  const number = new Intl.NumberFormat(locale);
  const staff = [...useStaff(me)].map(([id, name]) => ({ id, name }));
  const teams = useTeams(me).data ?? [];
  const tags = useTags().data;
  const group = say("console.bulk.with", { count: bulk.n });
  const acts: Act[] = [];
  const add = (permission: string, name: string, it: Omit<Act, "id" | "name" | "group">, id: string) =>
    (!permission || may(me, permission)) && acts.push({ id: `bulk.${id}`, name, group, ...it });
  if (bulk.n > 0 && !bulk.busy) {
    add("conversation.reply", say("console.act.claim"), { icon: IconHandGrab, run: () => void bulk.run({ act: "claim" }) }, "claim");
    add("conversation.resolve", say("console.act.resolve"), { icon: IconCheck, run: () => void bulk.run({ act: "resolve" }) }, "resolve");
    add("conversation.tag", say("console.bulk.tag_with"), {
      icon: IconTag,
      choices: () => tag_choices(tags, new Set(), number),
      typed: (text) => fresh_tag(tags, text, say("console.tag.new", { name: text.slice(0, TAG_CHARACTERS) })),
      run: (it) => it && void bulk.run({ act: "tag", name: it.id.startsWith("new ") ? it.id.slice(4) : it.name }),
    }, "tag");
    add("conversation.tag", say("console.bulk.untag"), {
      icon: IconTagOff, choices: () => tag_choices(tags, new Set(), number).filter((it) => it.note), run: (it) => it && void bulk.run({ act: "untag", tag: it.id }),
    }, "untag");
    add("conversation.assign", say("console.bulk.assign_to"), {
      icon: IconUserShare, choices: () => staff, run: (it) => it && void bulk.run({ act: "assign", owner: it.id }),
    }, "assign");
    if (teams.length > 0)
      add("conversation.assign", say("console.bulk.move_to"), {
        icon: IconArrowsRightLeft,
        choices: () => [...teams.map(({ id, name }) => ({ id, name })), { id: "everybody", name: say("console.bulk.everybody") }],
        run: (it) => it && void bulk.run({ act: "move", team: it.id === "everybody" ? null : it.id }),
      }, "move");
    add("conversation.resolve", say("console.act.reopen"), { icon: IconRotate, run: () => void bulk.run({ act: "reopen" }) }, "reopen");
    add("conversation.resolve", say("console.act.spam"), { icon: IconBan, run: () => void bulk.run({ act: "spam" }) }, "spam");
    add("conversation.resolve", say("console.act.not_spam"), { icon: IconArrowBackUp, run: () => void bulk.run({ act: "not_spam" }) }, "not_spam");
    add("", say("console.bulk.clear"), { icon: IconX, run: bulk.clear }, "clear");
  }
  if (bulk.ended?.undo.length && !bulk.busy) add("", say("console.bulk.undo"), { icon: IconArrowBackUp, run: () => void bulk.undo() }, "undo");
  useActs(acts);
}
