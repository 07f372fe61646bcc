import { posix } from "node:path";

/** Which nodes each node imports from. */
export type ImportGraph = ReadonlyMap<string, Iterable<string>>;

/**
 * Every group of nodes that import each other, each by one shortest cycle through it.
 *
 * @returns paths that end where they begin; a node stands in one cycle at most.
 */
export function importCycles(graph: ImportGraph): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  for (const start of graph.keys()) {
    const path = pathBackTo(start, graph, done);
    if (path !== null) {
      found.push([...path, start]);
      for (const node of path) done.add(node);
    }
    done.add(start);
  }
  return found;
}

/** The same graph between the folders of the files. A folder's imports of itself are left out. */
export function folderGraph(graph: ImportGraph): ImportGraph {
  const folders = new Map<string, Set<string>>();
  for (const [file, heads] of graph) {
    const from = posix.dirname(file);
    const own = folders.get(from) ?? new Set<string>();
    folders.set(from, own);
    for (const head of heads) if (posix.dirname(head) !== from) own.add(posix.dirname(head));
  }
  return folders;
}

/** The shortest path from `start` along imports back to itself, without the nodes that are done; null: there is none. */
function pathBackTo(start: string, graph: ImportGraph, done: ReadonlySet<string>): string[] | null {
  const cameFrom = new Map<string, string | null>([[start, null]]);
  const queue = [start];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const head of graph.get(node) ?? []) {
      if (head === start) return pathTo(node, cameFrom);
      if (done.has(head) || cameFrom.has(head)) continue;
      cameFrom.set(head, node);
      queue.push(head);
    }
  }
  return null;
}

function pathTo(end: string, cameFrom: ReadonlyMap<string, string | null>): string[] {
  const path: string[] = [];
  for (let each: string | null = end; each !== null; each = cameFrom.get(each) ?? null) path.unshift(each);
  return path;
}
