import { framedVertices } from "#components/canvas/layout/collapsed-file.ts";
import { isQuicklyPlaced, placedApart } from "#components/canvas/layout/place-apart.ts";
import { parsedFile } from "#components/canvas/layout/placed-file.ts";
import { placed } from "#components/canvas/layout/tidy.ts";
import { findStacks, type Stack } from "#components/canvas/stacks/find-stacks.ts";
import { stackedFile } from "#components/canvas/stacks/stacked-file.ts";
import type { GraphFileJson } from "#contract/graphs/graphs.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { isLong, parsedInParts } from "./parsed-in-parts.ts";

export type RunDrawing = {
  /** The graph as it runs. */
  readonly file: GraphFile;
  /** The graph as the canvas shows it: many alike vertices as one. */
  readonly drawn: GraphFile;
  readonly stacks: readonly Stack[];
  /** The vertex of `drawn` that shows a vertex of the graph. */
  readonly shownAs: (name: string) => string;
};

/** What the canvas of a run draws, where that is worked out quickly; null where it takes long. @throws as `parsedFile`. */
export function drawingAtOnce(json: GraphFileJson): RunDrawing | null {
  if (isLong(json)) return null;
  const file = parsedFile(json);
  const stacks = findStacks(file.content, framedVertices(file));
  const shown = stackedFile(file, stacks);
  return isQuicklyPlaced(shown) ? drawingOf(file, stacks, placed(shown)) : null;
}

/**
 * The same in steps, so that the page answers in between.
 *
 * @param pause is waited for after each step.
 */
export async function drawingInSteps(json: GraphFileJson, pause: () => Promise<void>): Promise<RunDrawing> {
  const file = await parsedInParts(json, pause);
  const stacks = findStacks(file.content, framedVertices(file));
  await pause();
  const shown = stackedFile(file, stacks);
  await pause();
  return drawingOf(file, stacks, (await placedApart(shown)) ?? placed(shown));
}

function drawingOf(file: GraphFile, stacks: readonly Stack[], drawn: GraphFile): RunDrawing {
  const stackOf = new Map(stacks.flatMap(({ id, members }) => members.map((name) => [name, id])));
  return { file, drawn, stacks, shownAs: (name) => stackOf.get(name) ?? name };
}
