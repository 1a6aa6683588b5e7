// The frame around every screen: where one can go, whether the line is open, who one is.
import IconAddressBook from "@tabler/icons-react/icons/IconAddressBook";
import IconBuildingStore from "@tabler/icons-react/icons/IconBuildingStore";
import IconChartBar from "@tabler/icons-react/icons/IconChartBar";
import IconInbox from "@tabler/icons-react/icons/IconInbox";
import IconKeyboard from "@tabler/icons-react/icons/IconKeyboard";
import IconMail from "@tabler/icons-react/icons/IconMail";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import IconSettings from "@tabler/icons-react/icons/IconSettings";
import IconSun from "@tabler/icons-react/icons/IconSun";
import IconTags from "@tabler/icons-react/icons/IconTags";
import IconTool from "@tabler/icons-react/icons/IconTool";
import IconUsers from "@tabler/icons-react/icons/IconUsers";
import IconWifiOff from "@tabler/icons-react/icons/IconWifiOff";
import { lazy, memo, Suspense, useEffect, useMemo, useRef, useState, type ComponentType } from "react";
import type { Me } from "../api";
import { useActs } from "../kit/acts";
import { Announcer } from "../kit/announce";
import { Fence } from "../kit/fence";
import { go, Link, usePlace } from "../kit/place";
import { Empty, Failed, Waiting } from "../kit/states";
import { useSay, type Word } from "../kit/words";
import { may } from "./ask";
import { first_place } from "./business/ask";
import { KeyList } from "./key_list";
import { useLive } from "./live";
import { MenuButton, PaletteOpener } from "./palette/opener";

export interface Screen {
  me: Me;
  parts: string[];
}

const Inbox = lazy(() => import("./conversation/inbox"));
const Tags = lazy(() => import("./conversation/tag_list"));
const Today = lazy(() => import("./today/today"));
const Search = lazy(() => import("./search/search"));
const Customers = lazy(() => import("./customer/customers"));
const Numbers = lazy(() => import("./insight/numbers"));
const Team = lazy(() => import("./staff/team"));
const Own = lazy(() => import("./staff/own"));
const Mail = lazy(() => import("./mail/mail"));
const Business = lazy(() => import("./business/settings"));
const Operation = lazy(() => import("./operation/operation"));

const screens: {
  name: string;
  title: Word;
  key: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  may: string;
  screen: ComponentType<Screen>;
}[] = [
  { name: "today", title: "console.nav.today", key: "g d", icon: IconSun, may: "", screen: Today },
  { name: "conversations", title: "console.nav.inbox", key: "g i", icon: IconInbox, may: "conversation.read", screen: Inbox },
  { name: "search", title: "console.nav.search", key: "/", icon: IconSearch, may: "search.read", screen: Search },
  { name: "customers", title: "console.nav.customers", key: "g c", icon: IconAddressBook, may: "customer.read", screen: Customers },
  { name: "tags", title: "console.nav.tags", key: "g l", icon: IconTags, may: "tag.manage", screen: Tags },
  { name: "numbers", title: "console.nav.numbers", key: "g n", icon: IconChartBar, may: "report.read", screen: Numbers },
  { name: "staff", title: "console.nav.team", key: "g t", icon: IconUsers, may: "staff.read", screen: Team },
  { name: "mail", title: "console.nav.mail", key: "g e", icon: IconMail, may: "mail.read", screen: Mail },
  { name: "business", title: "console.nav.business", key: "g b", icon: IconBuildingStore, may: "business.manage", screen: Business },
  { name: "operation", title: "console.nav.operation", key: "g o", icon: IconTool, may: "operation.read", screen: Operation },
  { name: "me", title: "console.nav.settings", key: "g s", icon: IconSettings, may: "", screen: Own },
];

function Offline({ connected }: { connected: boolean | null }) {
  const say = useSay();
  if (connected !== false) return null;
  return (
    <div className="offline" role="status">
      <IconWifiOff size={16} stroke={1.5} aria-hidden />
      <span>{say("console.offline")}</span>
    </div>
  );
}

/** Goes there; what has the first word on that screen gets the focus, as it does when it comes. */
function enter(name: string) {
  if (location.pathname !== `/console/${name}`) go(name);
  document.querySelector<HTMLElement>(".screen [data-first]")?.focus();
}

type Place = (typeof screens)[number];

/** Where one can go. It stays as it is while one goes from thread to thread. */
const Rail = memo(function Rail({ mine, here }: { mine: Place[]; here?: Place }) {
  const say = useSay();
  return (
    <nav className="rail" aria-label={say("console.nav.label")}>
      <img className="mark" src="/console/icon.svg" alt="" width="32" height="32" />
      <ul>
        <li className="rail-find">
          <MenuButton />
        </li>
        {mine.map((it) => (
          <li key={it.name} className={`rail-${it.name}`}>
            <Link to={it.name} aria-current={it === here ? "page" : undefined}>
              <it.icon size={22} stroke={1.5} />
              <span>{say(it.title)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
});

export function Shell({ me }: { me: Me }) {
  const say = useSay();
  const parts = usePlace();
  const connected = useLive(me);
  const [helping, set_helping] = useState(false);
  const main = useRef<HTMLElement>(null);
  const mine = useMemo(() => screens.filter((it) => !it.may || may(me, it.may)), [me]);
  const here = screens.find((it) => it.name === parts[0]);

  useEffect(() => {
    if (!here) void first_place(me).then((first) => go(first || mine[0]!.name, true));
  }, [here]);
  useEffect(() => {
    document.title = `${here ? say(here.title) : ""} · Regulars`;
  }, [here, say]);
  useActs([
    ...mine.map((it) => ({
      id: `go.${it.name}`, name: say(it.title), group: say("console.palette.go"), icon: it.icon, key: it.key, run: () => enter(it.name),
    })),
    { id: "go.keys", name: say("console.key.title"), group: say("console.palette.go"), icon: IconKeyboard, key: "?", run: () => set_helping(true) },
  ]);

  const deep = parts[0] === "conversations" && parts.length > 2;
  return (
    <div className="shell" data-deep={deep || undefined}>
      <a
        className="skip"
        href="#main"
        onClick={(e) => {
          e.preventDefault();
          main.current?.focus();
        }}
      >
        {say("console.skip")}
      </a>
      <Rail mine={mine} here={here} />
      <main id="main" ref={main} tabIndex={-1} className="screen">
        <Offline connected={connected} />
        <Suspense fallback={<Waiting label={say("console.loading")} />}>
          {here && mine.includes(here) && (
            <Fence
              key={here.name}
              broken={
                <Failed title={say("console.error.title")} text={say("console.error.broken")} again={say("console.again")} retry={() => location.reload()} />
              }
            >
              <here.screen me={me} parts={parts.slice(1)} />
            </Fence>
          )}
          {here && !mine.includes(here) && (
            <Empty heads title={say("console.forbidden.title")}>{say("console.forbidden.text")}</Empty>
          )}
        </Suspense>
      </main>
      <Announcer />
      <PaletteOpener me={me} />
      {helping && <KeyList close={() => set_helping(false)} />}
    </div>
  );
}
