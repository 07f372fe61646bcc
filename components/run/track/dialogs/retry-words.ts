import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

/** What a retry means for a track in this state. */
export function descriptionOf({ hadNoTime, state }: TrackView, isFromHere: boolean): string {
  if (hadNoTime)
    return "The pipeline's time was over before it began. It runs now, and so does everything else that had no time.";
  if (state === "sleeping") return "It does not wait any longer. Its number of retries stays as it is.";
  if (isFromHere)
    return "It gets a new attempt, and then everything behind it. Old attempts stay in the history.";
  return "This starts a new attempt; the old one stays in the history. What was blocked by the failure continues.";
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
