import { MAX_EDGES } from "../shape/graph-shape.ts";
import { inputNameProblem } from "../shape/names/graph-names.ts";
import { paramInput } from "../shape/param-input.ts";
import { valueInWords } from "../text/value-in-words.ts";
import type { ValuePath } from "../values/untrusted-value.ts";
import { type GraphFileProblem, pathText } from "./graph-file-problem.ts";

export type WrittenOut = {
  readonly value: unknown;
  readonly problems: readonly GraphFileProblem[];
  /** The place in the file of a place in `value`. */
  readonly originOf: (at: ValuePath) => ValuePath;
};

type AnyMap = ReadonlyMap<string, unknown>;
/** Adds a problem at a place of the file. */
type Tell = (at: ValuePath, text: string) => void;

/**
 * Writes out the short forms of a graph file that need more than one field to be understood: a list of params as `inputs`
 * (`[version, env]`), and edges with several arrows, tails or heads. What it does not understand it leaves as it is, so
 * that the shape reports it.
 *
 * @param value a value whose maps are Maps, as `untrustedValueProblem` accepts it.
 */
export function writtenOut(value: unknown): WrittenOut {
  const problems: GraphFileProblem[] = [];
  const tell: Tell = (at, text) => problems.push({ at, path: pathText(at), text });
  if (!isMap(value)) return { value, problems, originOf: (at) => at };
  const inputs = inputsWrittenOut(value, tell);
  const edges = edgesWrittenOut(value.get("edges"), tell);
  const written = new Map(value);
  if (inputs !== null) written.set("vertices", inputs.vertices);
  if (edges !== null) written.set("edges", edges.edges);
  return {
    value: written,
    problems,
    originOf: (at) => inputs?.originOf(at) ?? edges?.originOf(at) ?? at,
  };
}

/** The vertices with every list of inputs as a map; null if there is no such list. */
function inputsWrittenOut(file: AnyMap, tell: Tell) {
  const vertices = file.get("vertices");
  const params = file.get("params");
  if (!isMap(vertices)) return null;
  const origins = new Map<string, ReadonlyMap<string, ValuePath>>();
  const changed = [...vertices].map(([vertex, spec]) => {
    const list = isMap(spec) ? spec.get("inputs") : undefined;
    if (!isMap(spec) || !Array.isArray(list)) return [vertex, spec] as const;
    const origin = new Map<string, ValuePath>();
    origins.set(vertex, origin);
    const inputs = inputsOfList(list, params, ["vertices", vertex, "inputs"], origin, tell);
    return [vertex, new Map(spec).set("inputs", inputs)] as const;
  });
  if (origins.size === 0) return null;
  return {
    vertices: new Map(changed),
    originOf: ([top, vertex, field, input, ...rest]: ValuePath): ValuePath | undefined => {
      if (top !== "vertices" || field !== "inputs") return undefined;
      const origin = origins.get(String(vertex))?.get(String(input));
      return origin === undefined ? undefined : [...origin, ...rest];
    },
  };
}

function inputsOfList(
  list: readonly unknown[],
  params: unknown,
  at: ValuePath,
  origin: Map<string, ValuePath>,
  tell: Tell,
): AnyMap {
  const inputs: (readonly [string, unknown])[] = [];
  const add = (name: string, spec: unknown, place: ValuePath) => {
    if (origin.has(name)) tell(place, `The input \`${name.slice(0, 80)}\` occurs here twice.`);
    else if (spec !== undefined) inputs.push([name, spec]);
    origin.set(name, place);
  };
  list.forEach((entry, number) => {
    const place = [...at, number];
    if (typeof entry === "string") add(entry, inputOfParam(entry, params, place, tell), place);
    else if (isMap(entry)) for (const [name, spec] of entry) add(name, spec, [...place, name]);
    else tell(place, `Wanted the name of a param, or \`name: { type: … }\`, found ${valueInWords(entry)}.`);
  });
  return new Map(inputs);
}

/** The input with the name and type of a param; undefined if there is none, or if the param itself has a problem. */
function inputOfParam(name: string, params: unknown, place: ValuePath, tell: Tell): AnyMap | undefined {
  if (!isMap(params) || !params.has(name)) {
    const known = isMap(params) ? [...params.keys()] : [];
    const these = known.length === 0 ? "it has none" : `they are ${known.slice(0, 20).join(", ")}`;
    const problem =
      inputNameProblem(name) ??
      `The graph has no param \`${name}\`: ${these}. Declare the param, or write the input out: \`${name}: { type: string }\`.`;
    tell(place, problem);
    return undefined;
  }
  const param = params.get(name);
  if (!isMap(param)) return undefined;
  return new Map(Object.entries(paramInput(name, { type: param.get("type"), enum: param.get("enum") })));
}

/** The edges with one tail and one head each; null if all of them have that form. */
function edgesWrittenOut(found: unknown, tell: Tell) {
  if (!Array.isArray(found) || !found.some(isSeveral)) return null;
  const edges: unknown[] = [];
  const origins: number[] = [];
  for (const [number, edge] of found.entries()) {
    const single = singleEdges(edge, ["edges", number], tell);
    if (edges.length + single.count > MAX_EDGES) {
      tell(["edges", number], `Wanted at most ${MAX_EDGES.toLocaleString("en")} edges, found more.`);
      break;
    }
    for (const each of single.edges()) {
      edges.push(each);
      origins.push(number);
    }
  }
  return {
    edges,
    originOf: ([top, number, ...rest]: ValuePath): ValuePath | undefined => {
      const origin = top === "edges" ? origins[Number(number)] : undefined;
      return origin === undefined ? undefined : [top ?? "", origin, ...rest];
    },
  };
}

function isSeveral(edge: unknown): boolean {
  if (typeof edge === "string") return edge.split("->", 3).length === 3;
  return isMap(edge) && (Array.isArray(edge.get("tail")) || Array.isArray(edge.get("head")));
}

/** The number of edges is known before they are made, because two long lists would give too many. */
function singleEdges(
  edge: unknown,
  at: ValuePath,
  tell: Tell,
): { readonly count: number; readonly edges: () => readonly unknown[] } {
  if (!isSeveral(edge)) return { count: 1, edges: () => [edge] };
  if (typeof edge === "string") {
    const names = edge.split("->").map((name) => name.trim());
    const edges = names.slice(1).map((head, place) => endsOf(names[place], head));
    return { count: edges.length, edges: () => edges };
  }
  const several = edge as AnyMap;
  const [tails, heads] = [listOf(several.get("tail")), listOf(several.get("head"))];
  for (const [field, names] of [["tail", tails] as const, ["head", heads] as const])
    if (names.length === 0) tell([...at, field], "Wanted at least one vertex, found an empty list.");
  return {
    count: tails.length * heads.length,
    edges: () => tails.flatMap((from) => heads.map((to) => new Map([...several, ...endsOf(from, to)]))),
  };
}

function endsOf(tail: unknown, head: unknown): AnyMap {
  return new Map([
    ["tail", tail],
    ["head", head],
  ]);
}

function listOf(names: unknown): readonly unknown[] {
  return Array.isArray(names) ? names : [names];
}

function isMap(value: unknown): value is AnyMap {
  return value instanceof Map;
}
