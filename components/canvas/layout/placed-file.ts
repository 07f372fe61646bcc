import type { GraphFileJson } from "#contract/graphs.ts";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { placed } from "./tidy.ts";

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

/** The same, with a place for each vertex. @throws as `parsedFile`. */
export function placedFile(json: GraphFileJson): GraphFile {
  return placed(parsedFile(json));
}
