import { useMemo } from "react";
import { parsedFile } from "#components/canvas/layout/placed-file.ts";
import { placed } from "#components/canvas/layout/tidy.ts";
import { findStacks, type Stack } from "#components/canvas/stacks/find-stacks.ts";
import { stackedFile } from "#components/canvas/stacks/stacked-file.ts";
import type { GraphFileJson } from "#contract/graphs.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

export type RunDrawing = {
  /** The graph as it runs. */
  readonly file: GraphFile;
  /** The graph as the canvas shows it: many alike vertices as one. */
  readonly drawn: GraphFile;
  readonly stacks: readonly Stack[];
  /** The vertex of `drawn` that shows a vertex of the graph. */
  readonly shownAs: (name: string) => string;
};

/** What the canvas of a run draws. It is worked out once. */
export function useRunDrawing(json: GraphFileJson): RunDrawing {
  return useMemo(() => {
    const file = parsedFile(json);
    const stacks = findStacks(file.content);
    const stackOf = new Map(stacks.flatMap(({ id, members }) => members.map((name) => [name, id])));
    const shownAs = (name: string) => stackOf.get(name) ?? name;
    return { file, drawn: placed(stackedFile(file, stacks)), stacks, shownAs };
  }, [json]);
}
