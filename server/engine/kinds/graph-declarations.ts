import type { DeclaredTypes, OutputTypes, Types } from "../expressions/cel/cel-of-named.ts";
import type { GraphContent, InputSpec, OutputSpec, VertexSpec } from "../model/graph-content.ts";
import { kindOf } from "./kinds.ts";

/** The outputs of each approval, besides the values of its inputs. */
const SAID = { result: "string", by: "string", comment: "string" } as const;

const known = new WeakMap<GraphContent, DeclaredTypes>();

/** What a graph declares about the values that its expressions read. */
export function declaredTypes(content: GraphContent): DeclaredTypes {
  const types = known.get(content) ?? {
    params: typesOf(content.params),
    outputs: new Map([...content.vertices].map(([name, spec]) => [name, outputTypes(spec)])),
  };
  known.set(content, types);
  return types;
}

/** The types of declared inputs, params or outputs, by their names. */
export function typesOf(specs: Readonly<Record<string, InputSpec | OutputSpec>> | undefined): Types {
  return Object.fromEntries(Object.entries(specs ?? {}).map(([name, { type }]) => [name, type]));
}

function outputTypes(spec: VertexSpec): OutputTypes {
  const kind = kindOf(spec);
  return {
    declared: kind.carriedOutBy === "person" ? { ...typesOf(spec.inputs), ...SAID } : typesOf(spec.outputs),
    undeclared: kind.undeclaredOutput,
    isOfItems: spec.foreach !== undefined,
  };
}
