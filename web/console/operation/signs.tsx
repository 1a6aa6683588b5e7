// How grave something is: a sign and a word, never a colour alone.
import IconAlertOctagon from "@tabler/icons-react/icons/IconAlertOctagon";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import IconInfoCircle from "@tabler/icons-react/icons/IconInfoCircle";
import { useSay, type Word } from "../../kit/words";

export type Severity = "ok" | "note" | "warning" | "danger";
const icons = { ok: IconCircleCheck, note: IconInfoCircle, warning: IconAlertTriangle, danger: IconAlertOctagon };

export function Grave({ severity }: { severity: Severity }) {
  const say = useSay();
  const Icon = icons[severity];
  return (
    <span className={`grave grave-${severity}`}>
      <Icon size={18} stroke={1.75} aria-hidden />
      {say(`console.severity.${severity}` as Word)}
    </span>
  );
}
