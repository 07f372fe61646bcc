import { useEffect, useMemo, useState } from "react";
import { nextTask } from "#components/ui/next-task.ts";
import type { GraphFileJson } from "#contract/graphs/graphs.ts";
import { drawingAtOnce, drawingInSteps, type RunDrawing } from "./run-drawing.ts";

type Found = { readonly of: GraphFileJson } & (
  | { readonly drawing: RunDrawing; readonly error: null }
  | { readonly drawing: null; readonly error: unknown }
);

/** What the canvas of a run draws. It is worked out once; null until then. */
export function useRunDrawing(json: GraphFileJson): RunDrawing | null {
  const atOnce = useMemo(() => drawingAtOnce(json), [json]);
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (atOnce !== null) return;
    let isOver = false;
    const keep = (now: Found) => isOver || setFound(now);
    drawingInSteps(json, nextTask).then(
      (drawing) => keep({ of: json, drawing, error: null }),
      (error: unknown) => keep({ of: json, drawing: null, error }),
    );
    return () => {
      isOver = true;
    };
  }, [atOnce, json]);
  if (atOnce !== null) return atOnce;
  if (found?.of !== json) return null;
  if (found.drawing === null) throw found.error;
  return found.drawing;
}
