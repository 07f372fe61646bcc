import type { GraphFileJson } from "#contract/graphs/graphs.ts";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { placed } from "./tidy.ts";

/** What was found for an answer, as long as a page has the answer. */
const known = new WeakMap<GraphFileJson, GraphFile>();

/**
 * The graph file of an answer. A page calls it once and hands the result down.
 *
 * @throws where it is no graph file. The server gives only what it parsed itself, so that is a bug.
 */
export function parsedFile(json: GraphFileJson): GraphFile {
  const parsed = parseGraphFile(json);
  if (!parsed.ok) throw new Error(`The server sent an invalid graph file: ${parsed.problems[0]?.text}`);
  return parsed.file;
}

/** The same, with a place for each vertex; found once for each answer. @throws as `parsedFile`. */
export function placedFile(json: GraphFileJson): GraphFile {
  return known.get(json) ?? keepPlaced(json, placed(parsedFile(json)));
}

/** Has `placedFile` give this file for an answer: it was worked out elsewhere. */
export function keepPlaced(json: GraphFileJson, file: GraphFile): GraphFile {
  known.set(json, file);
  return file;
}
