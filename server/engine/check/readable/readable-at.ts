import { PIPELINE_FACTS } from "../../expressions/expression-type.ts";
import { OWN_NAMES } from "../../expressions/own-names.ts";
import { ownOf } from "../../json/json.ts";
import { declaredTypes } from "../../kinds/graph-declarations.ts";
import { isGraph } from "../../kinds/kinds.ts";
import { isCallback } from "../../kinds/wait/callback.ts";
import type { GraphContent, VertexKind, VertexSpec } from "../../model/graph-content.ts";
import { reached } from "../../model/reached.ts";
import { CertainEnds } from "../analysis/certain-ends.ts";
import type { Scope } from "../analysis/expression-scopes.ts";
import { orderOf } from "../analysis/vertex-order.ts";
import { type ExpressionPlace, scopeAt } from "./expression-place.ts";
import { readingText } from "./reading-text.ts";
import { writtenOutputs } from "./written-outputs.ts";

/** Something that an expression may read. */
export type Readable = {
  /** As it is written in an expression. */
  readonly text: string;
  readonly group: "own" | "params" | "outputs" | "callbacks" | "pipeline";
  /** The vertex that it is of; null: of none. */
  readonly vertex: string | null;
  readonly name: string;
  readonly type: string;
  readonly description: string | null;
  /** False: there may be no value when it is read. */
  readonly isCertain: boolean;
};

/** Which outputs vertices gave in a run. They need not be declared. */
export type SeenOutputs = ReadonlyMap<string, readonly string[]>;

/** Which outputs of a vertex can be read that no graph declares. */
const OUTPUTS_OF_KINDS: Readonly<Partial<Record<VertexKind, readonly string[]>>> = {
  http: ["status", "body"],
};
/** The vertices about which one pass through the graph is asked. */
const BATCH = 30;

/**
 * Everything that an expression at a place of a graph may read, the nearest first. Check accepts each of them there, and
 * nothing that is declared and certain to be there is left out.
 */
export function readableAt(
  content: GraphContent,
  place: ExpressionPlace,
  seen: SeenOutputs = new Map(),
): readonly Readable[] {
  const scope = scopeAt(content, place);
  return [
    ...ownReadables(scope),
    ...paramReadables(content),
    ...(typeof scope === "object" || scope === "repeat" ? [] : outputReadables(content, place, seen)),
    ...(hasCallbacks(scope) ? callbackReadables(content) : []),
    ...pipelineReadables(scope),
  ];
}

/** The vertices whose outputs may be read at a place, the nearest first. */
export function upstreamOf({ vertices, edges }: GraphContent, place: ExpressionPlace): readonly string[] {
  const start = place.at === "edge" ? place.tail : place.vertex;
  if (vertices.get(start)?.final !== undefined)
    return [...vertices].flatMap(([name, { final }]) => (final === undefined ? [name] : []));
  const known = edges.filter(({ tail }) => vertices.has(tail));
  const nearest =
    place.at === "edge"
      ? [start].filter((name) => vertices.has(name))
      : known.flatMap(({ tail, head }) => (head === start ? [tail] : []));
  return [...reached({ edges: known }, nearest, "before")];
}

function ownReadables(scope: Scope): readonly Readable[] {
  const names = typeof scope === "object" ? scope.received : OWN_NAMES[scope];
  return Object.entries(names).map(([name, type]) => readable("own", name, name, { type }));
}

function paramReadables({ params = {} }: GraphContent): readonly Readable[] {
  return Object.entries(params).flatMap(([name, { type, description = null }]) =>
    written(["params", name], (text) => readable("params", text, name, { type, description })),
  );
}

function pipelineReadables(scope: Scope): readonly Readable[] {
  const facts = scope === "final" ? { ...PIPELINE_FACTS, state: "string" } : PIPELINE_FACTS;
  return Object.entries(facts).map(([name, type]) =>
    readable("pipeline", `pipeline.${name}`, name, { type }),
  );
}

function hasCallbacks(scope: Scope): boolean {
  return scope === "input" || scope === "item" || scope === "round" || scope === "final";
}

function callbackReadables({ vertices }: GraphContent): readonly Readable[] {
  return [...vertices].flatMap(([vertex, spec]) =>
    isCallback({ spec })
      ? written(["callbacks", vertex], (text) =>
          readable("callbacks", text, vertex, { type: "string", vertex, description: "The address to call" }),
        )
      : [],
  );
}

function outputReadables(
  content: GraphContent,
  place: ExpressionPlace,
  seen: SeenOutputs,
): readonly Readable[] {
  const types = declaredTypes(content).outputs;
  const upstream = upstreamOf(content, place);
  const certain = certainAt(content, place, upstream);
  return upstream.flatMap((vertex) => {
    const spec = content.vertices.get(vertex) ?? {};
    const known = types.get(vertex);
    if (known === undefined) return [];
    const { declared, undeclared, isOfItems } = known;
    const ofKind = OUTPUTS_OF_KINDS[spec.kind ?? "script"] ?? [];
    const more = [...ofKind, ...writtenOutputs(spec), ...(seen.get(vertex) ?? [])];
    return [...new Set([...Object.keys(declared), ...more])].flatMap((name) =>
      written(["outputs", vertex, name], (text) => {
        const type = ownOf(declared, name) ?? undeclared(name);
        return readable("outputs", text, name, {
          type: isOfItems ? "list" : type,
          vertex,
          description: ownOf(spec.outputs ?? {}, name)?.description ?? null,
          isCertain: certain.has(vertex) && isGiven(spec, name),
        });
      }),
    );
  });
}

/** Whether a vertex that succeeded gives the output. What a child graph or an item gives is its own matter. */
function isGiven(spec: VertexSpec, name: string): boolean {
  if (spec.foreach !== undefined || isGraph(spec)) return true;
  const output = ownOf(spec.outputs ?? {}, name);
  return output === undefined || output.required === true || output.default !== undefined;
}

/** Those of the vertices that are certain to have succeeded when the expression is evaluated. */
function certainAt(
  content: GraphContent,
  place: ExpressionPlace,
  upstream: readonly string[],
): ReadonlySet<string> {
  const at = place.at === "edge" ? place.tail : place.vertex;
  if (content.vertices.get(at)?.final !== undefined) return new Set();
  const certain = new Set(place.at === "edge" ? [place.tail] : []);
  const ends = new CertainEnds(content, orderOf(content));
  for (let from = 0; from < upstream.length; from += BATCH) {
    const batch = upstream.slice(from, from + BATCH);
    const { succeeded = 0 } = ends.before(new Map(batch.map((name, bit) => [name, 1 << bit]))).get(at) ?? {};
    batch.forEach((name, bit) => {
      if ((succeeded & (1 << bit)) !== 0) certain.add(name);
    });
  }
  return certain;
}

function written(path: readonly string[], make: (text: string) => Readable): readonly Readable[] {
  const text = readingText(path);
  return text === null ? [] : [make(text)];
}

function readable(
  group: Readable["group"],
  text: string,
  name: string,
  more: Partial<Readable> & Pick<Readable, "type">,
): Readable {
  return { text, group, name, vertex: null, description: null, isCertain: true, ...more };
}
