import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

/** Programs put their sockets into a directory of their own, not deeper. */
const MAX_DEPTH = 3;
/** A directory for temporary files may hold very many. */
const MAX_ENTRIES = 20_000;

/** The sockets in some directories and their sub-directories, as far as they can be read. Links are not followed. */
export function socketsIn(directories: readonly string[]): string[] {
  const found: string[] = [];
  let entries = 0;
  let level = directories;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const deeper: string[] = [];
    for (const directory of level) {
      for (const entry of entriesOf(directory)) {
        entries += 1;
        if (entries > MAX_ENTRIES) return found;
        if (entry.isSocket()) found.push(join(directory, entry.name));
        else if (entry.isDirectory()) deeper.push(join(directory, entry.name));
      }
    }
    level = deeper;
  }
  return found;
}

/** Nothing for one that is gone meanwhile, or that belongs to somebody else. */
function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}
