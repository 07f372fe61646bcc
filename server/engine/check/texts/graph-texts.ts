import { kindOf } from "../../kinds/kinds.ts";
import type { GraphContent, TodoSpec, VertexSpec } from "../../model/graph-content.ts";
import {
  mapEdgeExpressions,
  mapExpressions,
  mapVertexExpressions,
} from "../../references/expression-places.ts";

/** Gives the new form of a text. `what` says what it is, as part of a sentence: `the script`. */
export type ChangeText = (text: string, what: string) => string;

/** A vertex with `change` applied to each text that people write in it: scripts, messages, expressions, descriptions. */
export function mapVertexTexts(name: string, spec: VertexSpec, change: ChangeText): VertexSpec {
  let isChanged = false;
  const now = (text: string, what: string) => {
    const changed = change(text, what);
    isChanged ||= changed !== text;
    return changed;
  };
  const of = (spec.kind ?? "script") === "script" ? null : spec.kind;
  const inKind = kindOf(spec).mapTemplates(spec, ({ text }) =>
    now(text, of !== null ? `its ${of}` : text === spec.script ? "the script" : "the undo script"),
  );
  const inExpressions = mapVertexExpressions(name, inKind, (text) => now(text, "an expression"));
  const { description, todo } = spec;
  const inputs = mapDescriptions(inExpressions.inputs, now);
  const outputs = mapDescriptions(inExpressions.outputs, now);
  const changed: VertexSpec = {
    ...inExpressions,
    ...(description !== undefined && { description: now(description, "the description") }),
    ...(todo !== undefined && { todo: mapTodo(todo, now) }),
    ...(inputs !== undefined && { inputs }),
    ...(outputs !== undefined && { outputs }),
  };
  return isChanged ? changed : spec;
}

/** A graph with `change` applied to each text that belongs to no vertex. */
export function mapGraphTexts(content: GraphContent, change: ChangeText): GraphContent {
  const now = (text: string) => change(text, "an expression");
  const description =
    content.description === undefined ? undefined : change(content.description, "the description");
  const header = mapExpressions({ ...content, vertices: new Map(), edges: [] }, now);
  const params = mapDescriptions(header.params, change);
  const outputs = mapDescriptions(header.outputs, change);
  return {
    ...content,
    ...(description !== undefined && { description }),
    ...(content.todo !== undefined && { todo: mapTodo(content.todo, change) }),
    ...(params !== undefined && { params }),
    ...(outputs !== undefined && { outputs }),
    edges: content.edges.map((edge) => mapEdgeExpressions(edge, now)),
  };
}

function mapTodo(list: readonly TodoSpec[], change: ChangeText): readonly TodoSpec[] {
  return list.map((todo) => ({ ...todo, text: change(todo.text, "what is to do") }));
}

function mapDescriptions<Spec extends { readonly description?: string | undefined }>(
  specs: Readonly<Record<string, Spec>> | undefined,
  change: ChangeText,
): Readonly<Record<string, Spec>> | undefined {
  if (specs === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      spec.description === undefined
        ? spec
        : { ...spec, description: change(spec.description, `the description of ${name}`) },
    ]),
  );
}
