// Parts of one screen, each with an address of its own.
import { Link } from "./place";
import "./tabs.css";

export interface Tab {
  to: string;
  name: string;
  count?: number | undefined;
}

export function Tabs({ label, tabs, here }: { label: string; tabs: Tab[]; here: string }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((it) => (
        <Link key={it.to} to={it.to} aria-current={it.to === here ? "page" : undefined}>
          {it.name}
          {it.count ? <span className="tabs-count">{it.count}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
