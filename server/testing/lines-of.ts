import { existsSync, readFileSync } from "node:fs";

/** The lines of a file that scripts write to; empty where the file does not exist yet. */
export function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : [];
}
