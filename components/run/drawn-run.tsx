"use client";

import { Skeleton } from "#components/ui/states/skeleton.tsx";
import type { GraphFileJson } from "#contract/graphs/graphs.ts";
import type { PipelineView } from "#contract/pipelines/pipelines.ts";
import { useRunDrawing } from "./drawing/use-run-drawing.ts";
import { RunView } from "./run-view.tsx";

/** A run of which everything is known, as soon as it is worked out what the canvas draws. */
export function DrawnRun({ view, file }: { view: PipelineView; file: GraphFileJson }) {
  const drawing = useRunDrawing(file);
  return drawing === null ? <Skeleton height={480} /> : <RunView view={view} drawing={drawing} />;
}
