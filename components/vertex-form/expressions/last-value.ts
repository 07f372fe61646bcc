import type { PipelineView } from "#contract/pipelines/pipelines.ts";
import type { ExpressionPlace } from "#engine/check/readable/expression-place.ts";
import type { SeenOutputs } from "#engine/check/readable/readable-at.ts";
import { evaluateText, type Facts } from "#engine/expressions/expression.ts";
import { isJsonList, ownOf } from "#engine/json/json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { declaredTypes, typesOf } from "#engine/kinds/graph-declarations.ts";
import type { GraphContent, Json } from "#engine/model/graph-content.ts";
import { cutWithMark } from "#engine/text/cut-text.ts";

/** What an expression gives with the values of a run. */
export type LastValue = { readonly value: string } | { readonly problem: string };

const MAX_SHOWN = 200;

/**
 * Works an expression out with the values of a run, as the engine would. What a run does not keep, such as the call that a
 * wait received, is not known: then it is null.
 */
export function lastValue(
  content: GraphContent,
  place: ExpressionPlace,
  text: string,
  run: PipelineView,
): LastValue | null {
  const facts = text.trim() === "" ? null : factsOf(content, place, run);
  if (facts === null) return null;
  const evaluated = evaluateText(text, facts);
  return evaluated.ok ? { value: shownJson(evaluated.value) } : { problem: evaluated.problem };
}

/** The outputs of each vertex in a run, by name. */
export function seenOutputs(run: PipelineView | null): SeenOutputs {
  return new Map((run?.tracks ?? []).map(({ vertex, outputs }) => [vertex, Object.keys(outputs ?? {})]));
}

function factsOf(content: GraphContent, place: ExpressionPlace, run: PipelineView): Facts | null {
  const { id, name, revision, launchedBy, state } = run.pipeline;
  const isFinal = place.at === "vertex" && content.vertices.get(place.vertex)?.final !== undefined;
  const facts: Facts = {
    params: run.params,
    pipeline: { id, name, revision, launchedBy, ...(isFinal && { state }) },
    outputs: Object.fromEntries(
      run.tracks.flatMap(({ vertex, outputs }) => (outputs === null ? [] : [[vertex, outputs]])),
    ),
    callbacks: Object.fromEntries(
      run.tracks.flatMap(({ vertex, callback }) => (callback === null ? [] : [[vertex, callback]])),
    ),
    types: declaredTypes(content),
  };
  if (place.at === "edge") return withEnd(facts, place.tail, run);
  if (place.field === "received") return null;
  return withOwn(content, place, facts, isFinal);
}

function withEnd(facts: Facts, tail: string, run: PipelineView): Facts {
  const track = run.tracks.find(({ vertex }) => vertex === tail);
  const state = track?.state === "failed" ? "failed" : "succeeded";
  return { ...facts, end: { state, exit: track?.exitCode ?? null } };
}

/** With the names that only expressions at that place may read: the first item, the first round. */
function withOwn(
  content: GraphContent,
  { vertex, field }: Extract<ExpressionPlace, { at: "vertex" }>,
  facts: Facts,
  isFinal: boolean,
): Facts {
  const spec = content.vertices.get(vertex) ?? {};
  const outputs: Json = new Map(Object.entries(ownOf(facts.outputs, vertex) ?? {}));
  const ownTypes = typesOf(spec.outputs);
  if (field === "repeat") return { ...facts, ownTypes, more: { result: outputs, index: 0 } };
  if (field !== "inputs") return facts;
  if (isFinal) return { ...facts, more: { failures: [] } };
  if (spec.repeat !== undefined) return { ...facts, ownTypes, more: { last: new Map(), index: 0 } };
  const list = spec.foreach?.items ?? spec.retry?.each;
  if (list === undefined) return facts;
  const items = evaluateText(list, facts);
  const first = items.ok && isJsonList(items.value) ? items.value[0] : undefined;
  return { ...facts, more: { index: 0, ...(first !== undefined && { item: first }) } };
}

/** A value as JSON, cut where it is long. */
export function shownJson(value: Json): string {
  const text = writeJson(value);
  return cutWithMark(text, MAX_SHOWN);
}
