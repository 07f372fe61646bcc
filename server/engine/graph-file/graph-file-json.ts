import type {
  EdgeSpec,
  GraphFile,
  GraphHeader,
  GraphOutputSpec,
  InputSpec,
  Json,
  OutputSpec,
  VertexSpec,
} from "../model/graph-content.ts";
import { durationText } from "../time/durations.ts";

type JsonMap = { readonly [key: string]: Json };

/**
 * A graph file as plain JSON, in the form that people write: durations as text, edges as `A -> B` where nothing else is
 * said of them, keys in one fixed order. `parseGraphFile` gives the same file again. The layout is left out where it is
 * empty or not wanted.
 */
export function graphFileJson(
  file: GraphFile,
  wants: { readonly layout: boolean } = { layout: true },
): JsonMap {
  const { content, layout } = file;
  const places = [...content.vertices.keys()].flatMap((name): [string, Json][] => {
    const place = layout.get(name);
    return place === undefined ? [] : [[name, [place.x, place.y]]];
  });
  return filledMap([
    ["signalbox", content.signalbox],
    ["name", content.name],
    ...Object.entries(headerJson(content)),
    ["vertices", Object.fromEntries([...content.vertices].map(([name, spec]) => [name, vertexJson(spec)]))],
    ["edges", content.edges.map(edgeJson)],
    ["layout", wants.layout && places.length > 0 ? Object.fromEntries(places) : undefined],
  ]);
}

/** What a graph says of itself, as it stands in a graph file. */
export function headerJson(header: GraphHeader): JsonMap {
  return filledMap([
    ["description", header.description],
    ["params", header.params && mapped(header.params, inputJson)],
    ["outputs", header.outputs && mapped(header.outputs, outputJson)],
    ["onFailure", header.onFailure],
    ["limits", header.limits && filledMap(Object.entries(header.limits))],
    ["timeout", durationJson(header.timeout)],
  ]);
}

/** One vertex as it stands in a graph file. */
export function vertexJson(spec: VertexSpec): JsonMap {
  return filledMap([
    ["kind", spec.kind],
    ["description", spec.description],
    ["inputs", spec.inputs && mapped(spec.inputs, inputJson)],
    ["outputs", spec.outputs && mapped(spec.outputs, outputJson)],
    ["script", spec.script],
    ["interpreter", spec.interpreter],
    ["timeout", durationJson(spec.timeout)],
    ["onTimeout", spec.onTimeout],
    ["retry", spec.retry && retryJson(spec.retry)],
    ["poll", spec.poll && pollJson(spec.poll)],
    ["onFailure", spec.onFailure],
    ["onLost", spec.onLost],
    ["revert", spec.revert],
    ["revertFailed", spec.revertFailed],
    ["labels", spec.labels],
    ["priority", spec.priority],
    ["locks", spec.locks],
    ["limit", spec.limit],
    ["foreach", spec.foreach && foreachJson(spec.foreach)],
    ["repeat", spec.repeat && repeatJson(spec.repeat)],
    ["join", spec.join],
    ["branch", spec.branch],
    ["prompt", spec.prompt && promptJson(spec.prompt)],
    ["wait", spec.wait && waitJson(spec.wait)],
    ["http", spec.http && httpJson(spec.http)],
    ["graph", spec.graph && childJson(spec.graph)],
  ]);
}

/** An input or parameter as it stands in a graph file. */
export function inputJson(spec: InputSpec): JsonMap {
  return filledMap([
    ["type", spec.type],
    ["required", spec.required],
    ["enum", spec.enum],
    ["default", spec.default],
    ["ask", spec.ask],
    ["from", spec.from],
    ["min", spec.min],
    ["max", spec.max],
    ["pattern", spec.pattern],
    ["description", spec.description],
  ]);
}

function childJson(child: NonNullable<VertexSpec["graph"]>): JsonMap {
  return filledMap([
    ["name", child.name],
    ["revision", child.revision],
    ["digest", child.digest],
  ]);
}

function outputJson(spec: OutputSpec | GraphOutputSpec): JsonMap {
  return filledMap([
    ["type", spec.type],
    ["required", spec.required],
    ["from", spec.from],
    ["description", spec.description],
  ]);
}

function retryJson(policy: NonNullable<VertexSpec["retry"]>): JsonMap {
  return filledMap([
    ["max", policy.max],
    ["each", policy.each],
    ["delay", durationJson(policy.delay)],
    ["factor", policy.factor],
    ["jitter", policy.jitter],
    ["onExit", policy.onExit],
  ]);
}

function pollJson(policy: NonNullable<VertexSpec["poll"]>): JsonMap {
  return filledMap([
    ["every", durationJson(policy.every)],
    ["factor", policy.factor],
    ["timeout", durationJson(policy.timeout)],
    ["onExit", policy.onExit],
  ]);
}

function callbackJson(policy: NonNullable<NonNullable<VertexSpec["wait"]>["callback"]>): Json {
  if (policy === "once") return policy;
  return filledMap([
    ["until", policy.until],
    ["fail", policy.fail],
  ]);
}

function waitJson(wait: NonNullable<VertexSpec["wait"]>): JsonMap {
  return filledMap([
    ["for", durationJson(wait.for)],
    ["until", wait.until],
    ["zone", wait.zone],
    ["callback", wait.callback && callbackJson(wait.callback)],
  ]);
}

function foreachJson(foreach: NonNullable<VertexSpec["foreach"]>): JsonMap {
  return filledMap([
    ["items", foreach.items],
    ["parallel", foreach.parallel],
  ]);
}

function repeatJson(policy: NonNullable<VertexSpec["repeat"]>): JsonMap {
  return filledMap([
    ["until", policy.until],
    ["max", policy.max],
    ["delay", durationJson(policy.delay)],
  ]);
}

function httpJson(http: NonNullable<VertexSpec["http"]>): JsonMap {
  return filledMap([
    ["method", http.method],
    ["url", http.url],
    ["headers", http.headers],
    ["body", http.body],
    ["expect", http.expect],
  ]);
}

function promptJson(prompt: NonNullable<VertexSpec["prompt"]>): JsonMap {
  return filledMap([
    ["title", prompt.title],
    ["assignees", prompt.assignees],
    ["quorum", prompt.quorum],
    ["excludeLauncher", prompt.excludeLauncher],
    ["timeout", durationJson(prompt.timeout)],
    ["onTimeout", prompt.onTimeout],
  ]);
}

function edgeJson(edge: EdgeSpec): Json {
  if (edge.when === undefined && edge.default === undefined) return `${edge.tail} -> ${edge.head}`;
  return filledMap([
    ["tail", edge.tail],
    ["head", edge.head],
    ["when", edge.when],
    ["default", edge.default],
  ]);
}

function durationJson(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : durationText(milliseconds);
}

function mapped<Value>(record: Readonly<Record<string, Value>>, jsonOf: (value: Value) => Json): JsonMap {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, jsonOf(value)]));
}

function filledMap(entries: readonly (readonly [string, Json | undefined])[]): JsonMap {
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}
