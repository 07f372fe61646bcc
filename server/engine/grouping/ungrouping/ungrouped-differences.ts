import { nameList } from "../../text/name-list.ts";
import type { Difference } from "../differences.ts";

/** Where a value, a person or a limit is told of, for the vertex that ran the child and the vertices that it is about. */
type Text = (vertex: string, names: string) => string;

const TEXTS: Readonly<Record<Difference["about"], Text>> = {
  "failure-beside": (vertex, names) =>
    `After a failure of ${names}, the vertices of the child begin no more, and after a failure of one of them, ${names} neither. Before, ${vertex} went on to its end if it had begun, and what is beside it could begin until then.`,
  failures: (vertex, names) =>
    `What ${names} reads of failures names the vertices that failed, in place of ${vertex}.`,
  undo: (vertex) =>
    `After a failure, each vertex is undone by itself. Before, ${vertex} was undone as a whole, so that the pipeline could end as undone where it now ends as failed.`,
  asked: (_vertex, names) =>
    `A launch of this graph can give values to the inputs of ${names}. Required ones without a value are asked for in a pipeline of this graph.`,
  sealer: (_vertex, names) =>
    `At ${names}, whoever sealed this graph may not approve, in place of whoever sealed the child graph.`,
  waits: (vertex, names) => `What is behind ${vertex} waits no more for ${names}.`,
  limit: (_vertex, names) =>
    `The limit of ${names} counts in pipelines of this graph. What runs of the child graph today is counted apart.`,
  size: (vertex, names) =>
    `Values of ${names} may be longer than 64 KiB. Before, ${vertex} failed where one that it got or gave was longer.`,
};

/**
 * What is another way than before where a group is taken apart: the opposite of what grouping it again would say.
 *
 * @param again the differences of that grouping.
 */
export function ungroupedDifferences(vertex: string, again: readonly Difference[]): readonly Difference[] {
  return again.map(({ about, vertices }) => ({
    about,
    text: TEXTS[about](vertex, nameList(vertices, about === "failure-beside" ? { word: "or" } : {})),
    vertices,
  }));
}
