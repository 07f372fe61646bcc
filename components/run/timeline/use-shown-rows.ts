import { useMemo, useState } from "react";
import { usePipelineNow } from "../store/pipeline-store.ts";
import { type ShownRow, shownRows } from "./below/shown-rows.ts";
import { useBelow } from "./below/use-below.ts";
import type { RowVertex } from "./use-timeline.ts";

/**
 * The rows of the timeline, with those below the rows that somebody opened.
 *
 * @param order the numbers of the run's tracks in the order of their rows.
 * @param isHeld somebody points at the rows: what is below stays as it is.
 */
export function useShownRows(vertices: readonly RowVertex[], order: readonly number[], isHeld: boolean) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [needed, setNeeded] = useState("");
  const parents = useMemo(() => vertices.filter(({ isChild }) => isChild), [vertices]);
  // A text stays the same while no child pipeline is launched.
  const launched = usePipelineNow(({ tracks }) =>
    parents
      .flatMap(({ name, number }) => {
        const child = tracks.get(name)?.child ?? null;
        return child === null ? [] : [`${number} ${child.id}`];
      })
      .join(","),
  );
  const children = useMemo(() => childrenIn(launched), [launched]);
  const [inner, setInner] = useState<readonly number[]>([]);
  const below = useBelow({ open: inner, needed, isHeld });
  const rows = useMemo(() => shownRows(order, { children, open, below }), [order, children, open, below]);
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const wanted = rows.flatMap(({ opens }) => (opens?.isOpen === true ? [opens.child] : []));
  // What is open follows from the rows, and the rows from what was read of it.
  if (wanted.join() !== inner.join()) setInner(wanted);
  const toggle = ({ opens }: ShownRow) => {
    if (opens === null) return;
    const next = new Set(open);
    if (!next.delete(opens.key)) next.add(opens.key);
    setOpen(next);
  };
  return { rows, keys, below, toggle, hasParents: parents.length > 0, need: setNeeded };
}

function childrenIn(launched: string): ReadonlyMap<number, number> {
  const pairs = launched === "" ? [] : launched.split(",");
  return new Map(
    pairs.map((pair) => {
      const [number = 0, child = 0] = pair.split(" ").map(Number);
      return [number, child];
    }),
  );
}
