import type { EdgeSpec, GraphContent, VertexSpec } from "../model/graph-content.ts";
import { type LeftBehind, leftLines, wordPattern } from "./left-behind.ts";
import { type Renamed, withRenamedExpressions } from "./renamed-expressions.ts";

/**
 * A graph with vertices under other names: as keys, at edges, and in every expression that reads their outputs or
 * callback addresses. Names of vertices that the graph does not have stay.
 *
 * @param names the new name by the old one.
 */
export function withRenamedVertices(content: GraphContent, names: ReadonlyMap<string, string>): Renamed {
  const now = (name: string) => names.get(name) ?? name;
  const vertices = new Map([...content.vertices].map(([name, spec]) => [now(name), spec] as const));
  const edges = content.edges.map((edge) =>
    names.has(edge.tail) || names.has(edge.head)
      ? { ...edge, tail: now(edge.tail), head: now(edge.head) }
      : edge,
  );
  const old = [...names].flatMap(([from, to]) => (from === to ? [] : [from]));
  const renamed = withRenamedExpressions(
    { ...content, vertices, edges },
    {
      newName: ([root, vertex = "", ...rest]) => {
        if (rest.length > 0 || (root !== "outputs" && root !== "callbacks")) return null;
        const to = names.get(vertex);
        return to === vertex ? null : (to ?? null);
      },
      names: old,
      holders: [["outputs"], ["callbacks"]],
    },
  );
  return { ...renamed, left: [...renamed.left, ...leftInScripts({ vertices, edges }, old)] };
}

/** Lines of scripts that may name a vertex: as the next one, as their own, or among the failures. */
function leftInScripts(
  { vertices, edges }: { vertices: ReadonlyMap<string, VertexSpec>; edges: readonly EdgeSpec[] },
  old: readonly string[],
): readonly LeftBehind[] {
  let words: readonly RegExp[] | null = null;
  // Of many copies at once each line would be tried with each name: only lines that may mean a vertex at all are.
  const isNamed = (line: string) => {
    words ??= old.map(wordPattern);
    return words.some((word) => word.test(line));
  };
  const names = new Set(old);
  const isList = (line: string) => line.split(",").some((word) => names.has(word.trim()));
  const tails = new Set(edges.map(({ tail }) => tail));
  return [...vertices].flatMap(([name, spec]) =>
    (["script", "revert"] as const).flatMap((field) => {
      const script = spec[field];
      if (script === undefined) return [];
      const hasNames = /SIGNALBOX_(?:VERTEX|FAILURES)/.test(script) || readsFailures(spec);
      const writesLines = /\bnext<</.test(script);
      const isNext = (line: string) => /\bnext\b/.test(line) || (writesLines && isList(line));
      return leftLines(
        name,
        field,
        script,
        (line) => (hasNames || (field === "script" && tails.has(name) && isNext(line))) && isNamed(line),
      );
    }),
  );
}

function readsFailures({ inputs = {} }: VertexSpec): boolean {
  return Object.values(inputs).some(({ from = "" }) => /\bfailures\b/.test(from));
}

/** Lines of scripts that choose the next vertex by its number, which copies do not keep. */
export function leftNumbers({ vertices }: Pick<GraphContent, "vertices">): readonly LeftBehind[] {
  return [...vertices].flatMap(([name, { script = "" }]) =>
    leftLines(name, "script", script, (line) => /\bnext=["']?\d/.test(line)),
  );
}
