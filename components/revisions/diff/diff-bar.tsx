import { ChevronLeft, ChevronRight } from "lucide-react";
import { DiffMark } from "#components/canvas/elements/diff-mark.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import styles from "./diff-canvas.module.css";
import { type DiffPlace, placeText } from "./diff-place.ts";
import type { UnionGraph } from "./union-graph.ts";

type Props = { union: UnionGraph; place: DiffPlace | null; onGo: (place: DiffPlace) => void };

const STATUSES = ["added", "removed", "changed"] as const;

/** How much differs, in the signs and colours of the drawing, and the ways from one difference to the next. */
export function DiffBar({ union: { order, vertices, edges }, place, onGo }: Props) {
  const text = place === null ? null : placeText(place);
  const at = text === null ? -1 : order.findIndex((each) => placeText(each) === text);
  const go = (step: 1 | -1) => {
    const next = order.at(at < 0 ? (step > 0 ? 0 : -1) : (at + step) % order.length);
    if (next !== undefined) onGo(next);
  };
  const none = order.length === 0 ? "Nothing that is sealed differs." : null;
  const all = [...vertices.values(), ...edges.values()];
  return (
    <div className={styles.bar}>
      <Button size="small" icon={<ChevronLeft aria-hidden />} refused={none} onClick={() => go(-1)}>
        Previous difference
      </Button>
      <Button size="small" icon={<ChevronRight aria-hidden />} refused={none} onClick={() => go(1)}>
        Next difference
      </Button>
      <span role="status">
        {at < 0
          ? `${order.length.toLocaleString("en")} ${order.length === 1 ? "difference" : "differences"}`
          : `${(at + 1).toLocaleString("en")} of ${order.length.toLocaleString("en")}`}
      </span>
      {STATUSES.map((status) => {
        const count = all.filter((each) => each === status).length;
        return (
          count > 0 && (
            <span key={status}>
              {count.toLocaleString("en")} <DiffMark status={status} />
            </span>
          )
        );
      })}
    </div>
  );
}
