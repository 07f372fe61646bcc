import { isDecidedByPerson, kindOf } from "../kinds/kinds.ts";
import { isCallback } from "../kinds/wait/callback.ts";
import type { EdgeSpec, GraphContent, GraphFile, InputSpec, VertexSpec } from "../model/graph-content.ts";
import { reached } from "../model/reached.ts";
import { callbacksRead, namesReadBy } from "./names-read.ts";
import { nothingFor, standInFor } from "./stand-in.ts";

/** How much of a graph a test runs: the vertex alone, or all before it as well. */
export type TestReach = "vertex" | "upstream";

/** The part of a graph that a test runs. */
export type CutGraph = {
  readonly file: GraphFile;
  /** The vertices of the graph that run, in the order of the file. */
  readonly runs: readonly string[];
  /** The vertices that do not run: a script gives their outputs. */
  readonly standIns: readonly string[];
  /** The vertices that only show which edges are taken. */
  readonly nothings: readonly string[];
};

/**
 * The part of a graph that is needed to run one vertex, as a graph of its own:
 *
 * - With `vertex`, only it runs. For each vertex whose outputs are read, a script stands in that gives them. The edges that
 *   lead to it are replaced by plain ones, its join is left out, and a final step always runs.
 * - With `upstream`, all before it runs, too, by its own edges, joins and conditions; of a final step that is all of the
 *   graph. For approvals and callbacks a script stands in; other waits are over at once.
 * - Where it matters for the routing of a vertex that runs, what its other edges lead to is there, and does nothing.
 * - An input that reads the address of a callback which is not there is asked for.
 * - Params that nothing reads, the graph's outputs and its limit of pipelines are left out.
 *
 * @returns null where the graph has no such vertex.
 */
export function cutGraph({ content, layout }: GraphFile, target: string, reach: TestReach): CutGraph | null {
  const spec = content.vertices.get(target);
  if (spec === undefined) return null;
  const before = reach === "upstream" ? upstreamOf(content, target, spec) : new Set<string>();
  const isReplaced = (name: string) => name !== target && isStoodInFor(content.vertices.get(name) ?? {});
  const runs = [...content.vertices.keys()].filter(
    (name) => name === target || (before.has(name) && !isReplaced(name)),
  );
  const kept = new Set([...before, target]);
  const inner = reach === "vertex" ? [] : content.edges.filter(isWithin(kept));
  const outer = content.edges.filter(
    ({ tail, head }) => kept.has(tail) && !kept.has(head) && content.vertices.has(head),
  );
  const routed = outer.filter(({ tail }) => isRouting(content, tail));
  const nothings = new Set(routed.map(({ head }) => head));
  const own = ownSpec(spec, reach);
  const read = namesReadBy({
    ...content,
    outputs: {},
    params: {},
    vertices: new Map(runs.map((name) => [name, name === target ? own : (content.vertices.get(name) ?? {})])),
    edges: [...inner, ...routed],
  });
  const standIns = new Set(
    reach === "upstream"
      ? [...content.vertices.keys()].filter((name) => before.has(name) && isReplaced(name))
      : read.readsAnyVertex
        ? upstreamOf(content, target, spec)
        : [...read.outputs.keys()].filter((name) => name !== target && content.vertices.has(name)),
  );
  const vertices = new Map<string, VertexSpec>();
  for (const [name, each] of content.vertices) {
    const names = read.readsAnyVertex ? new Set([null]) : (read.outputs.get(name) ?? new Set());
    if (name === target) vertices.set(name, own);
    else if (standIns.has(name)) vertices.set(name, replaced(name, each, names, reach));
    else if (kept.has(name)) vertices.set(name, each);
    else if (nothings.has(name)) vertices.set(name, nothingFor(name, { join: each.join }));
  }
  const givers =
    own.final === undefined && reach === "vertex"
      ? [...standIns].map((tail): EdgeSpec => ({ tail, head: target }))
      : [];
  const cut = withoutCallbacks({ ...headerFor(content), vertices, edges: [...givers, ...inner, ...routed] });
  return {
    file: {
      content: withParamsRead(cut, content.params ?? {}),
      layout: new Map([...layout].filter(([name]) => vertices.has(name))),
    },
    runs,
    standIns: [...standIns],
    nothings: [...nothings].filter((name) => !standIns.has(name)),
  };
}

/** All vertices from which edges lead to one; of a final step all that are none. */
function upstreamOf(content: GraphContent, target: string, { final }: VertexSpec): Set<string> {
  if (final !== undefined)
    return new Set([...content.vertices].flatMap(([name, each]) => (each.final === undefined ? [name] : [])));
  const edges = content.edges.filter(({ tail }) => content.vertices.has(tail));
  const found = new Set(reached({ edges }, [target], "before"));
  found.delete(target);
  return found;
}

/** True for what waits for a person, a call or a time: a test does not. */
function isStoodInFor(spec: VertexSpec): boolean {
  return isDecidedByPerson({ spec }) || kindOf(spec).carriedOutBy === "sleep";
}

function replaced(
  name: string,
  spec: VertexSpec,
  names: ReadonlySet<string | null>,
  reach: TestReach,
): VertexSpec {
  if (reach === "vertex")
    return standInFor(name, { ...spec, join: undefined, branch: undefined }, names, false);
  const isTimed = kindOf(spec).carriedOutBy === "sleep" && !isCallback({ spec });
  return isTimed ? nothingFor(name, spec) : standInFor(name, spec, names, true);
}

const isWithin =
  (kept: ReadonlySet<string>) =>
  ({ tail, head }: EdgeSpec): boolean =>
    kept.has(tail) && kept.has(head);

/** True where it matters for a vertex which edges it has: an edge that is missing would change what the others do. */
function isRouting({ vertices, edges }: GraphContent, name: string): boolean {
  const { branch, script = "" } = vertices.get(name) ?? {};
  if (branch !== undefined || /\bnext\b/.test(script)) return true;
  return edges.some(
    (edge) =>
      edge.tail === name && (edge.default === true || edge.rescue === true || edge.when !== undefined),
  );
}

function ownSpec({ join, final, ...spec }: VertexSpec, reach: TestReach): VertexSpec {
  return {
    ...spec,
    ...(reach === "upstream" && join !== undefined && { join }),
    ...(final !== undefined && { final: reach === "vertex" ? "always" : final }),
  };
}

/** The rest of a graph that a part of it keeps. */
function headerFor({ outputs: _outputs, params: _params, todo: _todo, limits, ...rest }: GraphContent) {
  const { tracks } = limits ?? {};
  return { ...rest, ...(tracks !== undefined && { limits: { tracks } }) };
}

function withParamsRead(cut: GraphContent, params: NonNullable<GraphContent["params"]>): GraphContent {
  const read = namesReadBy({ ...cut, params }).params;
  const kept = Object.entries(params).filter(([name]) => read === null || read.has(name));
  return kept.length === 0 ? cut : { ...cut, params: Object.fromEntries(kept) };
}

/** Inputs that read the address of a callback that is not there have no `from`: somebody gives their values. */
function withoutCallbacks(content: GraphContent): GraphContent {
  const isThere = (name: string) => isCallback({ spec: content.vertices.get(name) ?? {} });
  const isGone = (text: string) => [...callbacksRead(text)].some((name) => !isThere(name));
  const vertices = new Map(
    [...content.vertices].map(([name, spec]): [string, VertexSpec] => {
      const inputs = Object.entries(spec.inputs ?? {});
      if (!inputs.some(([, { from }]) => from !== undefined && isGone(from))) return [name, spec];
      const asked = inputs.map(([input, each]): [string, InputSpec] => {
        const { from, ask: _ask, ...rest } = each;
        return [input, from !== undefined && isGone(from) ? { ...rest, required: true } : each];
      });
      return [name, { ...spec, inputs: Object.fromEntries(asked) }];
    }),
  );
  return { ...content, vertices };
}
