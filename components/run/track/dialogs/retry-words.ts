import type { FormField } from "#components/values-form/form-field.ts";
import type { FormEntries } from "#components/values-form/form-values.ts";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

/**
 * What a retry means for a track in this state.
 *
 * @param isOnlyFailed only what failed in its child pipeline runs again.
 */
export function descriptionOf(
  { hadNoTime, state }: TrackView,
  isFromHere: boolean,
  isOnlyFailed: boolean,
): string {
  if (isOnlyFailed)
    return "What succeeded in its child pipeline does not run again. What was blocked by the failure continues.";
  if (hadNoTime)
    return "The pipeline's time was over before it began. It runs now, and so does everything else that had no time.";
  if (state === "sleeping") return "It does not wait any longer. Its number of retries stays as it is.";
  if (isFromHere)
    return "It gets a new attempt, and then everything behind it. Old attempts stay in the history.";
  return "This starts a new attempt; the old one stays in the history. What was blocked by the failure continues.";
}

/** What it means that fields of a retry are left empty which began so; null where none did. */
export function emptyText(
  file: GraphFile,
  { vertex }: TrackView,
  fields: readonly FormField[],
  begun: FormEntries,
): string | null {
  const names = fields.flatMap(({ name }) => (begun.get(name) === "" ? [name] : []));
  if (names.length === 0) return null;
  const isOfItems = file.content.vertices.get(vertex)?.foreach !== undefined;
  const kept = isOfItems ? "each item gets its value as before" : "the value stays as it was";
  return `Where ${names.join(", ")} is left empty, ${kept}.`;
}

/** Where a retry goes on, of a track that is run in rounds. */
export function roundText({ roundsDone }: TrackView): string {
  return roundsDone === null || roundsDone === 0 ? "" : ` It goes on with round ${roundsDone + 1}.`;
}

/** The names of all vertices that can be reached from this one, in the graph's order. */
export function verticesBehind(file: GraphFile, vertex: string): readonly string[] {
  const { vertices, edges } = file.content;
  const reached = new Set([vertex]);
  // A set gives back what is added to it while it is walked.
  for (const name of reached) for (const { tail, head } of edges) if (tail === name) reached.add(head);
  return [...vertices.keys()].filter((name) => name !== vertex && reached.has(name));
}
