import { folderPathProblem, ROOT } from "#engine/rights/folder-path.ts";
import { badUsage } from "../command/command-problem.ts";

/**
 * A typed path of a folder: `ops/db`; `/` is the root.
 *
 * @throws CommandProblem where it is none.
 */
export function folderPath(text: string): string {
  const path = text === "/" ? ROOT : text;
  const problem = text === "" ? "A folder has a name; the root is written `/`." : folderPathProblem(path);
  if (problem !== null) throw badUsage(problem, "List them with `folder list`.");
  return path;
}

/** A path as it is typed. */
export function typedFolder(path: string): string {
  return path === ROOT ? "/" : path;
}
