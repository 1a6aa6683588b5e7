// What a screen shows when it has nothing, not yet, or not allowed: each with what to do next.
import { Button, Skeleton } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";

export function Empty({ icon, title, heads, children }: {
  icon?: ReactNode; title: string; heads?: boolean; /* it stands for a whole page */ children?: ReactNode;
}) {
  const Title = heads ? "h1" : "p";
  return (
    <div className="empty">
      {icon && <div className="empty-icon" aria-hidden="true">{icon}</div>}
      <Title className="empty-title">{title}</Title>
      {children && <div className="empty-text">{children}</div>}
    </div>
  );
}

export function Failed({ title, text, again, retry, heads }: {
  title: string; text: string; again?: string; retry?: () => void; heads?: boolean; /* it stands for a whole page */
}) {
  const Title = heads ? "h1" : "p";
  return (
    <div className="empty" role="alert">
      <Title className="empty-title">{title}</Title>
      <div className="empty-text">{text}</div>
      {retry && (
        <Button variant="default" onClick={retry}>
          {again}
        </Button>
      )}
    </div>
  );
}

/** Grey lines, but only for what takes longer than 300 ms. */
export function Waiting({ rows = 6, label, heads }: { rows?: number; label: string; heads?: boolean }) {
  const [late, set_late] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => set_late(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div className="waiting" role="status" aria-label={label}>
      {heads && <h1 className="heard">{label}</h1>}
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="waiting-row">
          <Skeleton height={12} width={`${70 - ((i * 13) % 30)}%`} />
          <Skeleton height={10} width={`${90 - ((i * 17) % 35)}%`} />
        </div>
      ))}
    </div>
  );
}
