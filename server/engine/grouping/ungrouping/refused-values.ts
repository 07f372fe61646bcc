import { canonicalJson } from "../../graph-file/canonical-json.ts";
import type { GraphContent, OutputSpec, VertexSpec } from "../../model/graph-content.ts";
import { nameList } from "../../text/name-list.ts";
import { handedSpec } from "../crossing/handed-values.ts";
import type { Grouped } from "../group-vertices.ts";
import { type InlinedValue, readPath } from "./inlined-values.ts";

/** A vertex that runs a child graph, and the values that would be read at their source without it. */
export type Declared = {
  readonly vertex: string;
  readonly spec: VertexSpec;
  readonly child: GraphContent;
  readonly into: readonly InlinedValue[];
  readonly out: readonly InlinedValue[];
};

/**
 * What is declared of the values that cross the border and would be lost. Both the vertex and its child declare them: each
 * field, such as a default or a limit, must be the one that grouping again gives.
 */
export function refusedValues(declared: Declared, again: Grouped, vertex: VertexSpec): readonly string[] {
  return [...refusedInputs(declared, again, vertex), ...refusedOutputs(declared, again, vertex)];
}

function refusedInputs(
  { vertex, spec, child, into }: Declared,
  again: Grouped,
  { inputs = {} }: VertexSpec,
): readonly string[] {
  const names = new Map(again.params.map((value) => [keyOf(value.path), value.name]));
  const nameOf = ({ path }: InlinedValue) => names.get(keyOf(path)) ?? "";
  const read = new Map(into.map((value) => [value.name, value]));
  return [
    ...into.flatMap((value) =>
      said(
        `The param ${value.name} of the child`,
        child.params?.[value.name],
        again.child.content.params?.[nameOf(value)],
      ),
    ),
    ...Object.entries(spec.inputs ?? {}).flatMap(([name, own]) => {
      const value = read.get(name);
      const title = `The input ${name} of ${vertex}`;
      if (value === undefined)
        return [`${title} is read by no vertex of the child, but checked. Remove it first.`];
      return said(title, own, inputs[nameOf(value)]);
    }),
  ];
}

function refusedOutputs(
  { vertex, spec, child, out }: Declared,
  again: Grouped,
  { outputs = {} }: VertexSpec,
): readonly string[] {
  const names = new Map(again.outputs.map((value) => [keyOf(value.path), value.name]));
  const read = new Map(out.map((value) => [value.name, names.get(keyOf(value.path)) ?? ""]));
  return [
    ...Object.entries(child.outputs ?? {}).flatMap(([name, own]) => {
      const title = `The output ${name} of the child`;
      const other = read.get(name);
      if (other !== undefined) return said(title, own, again.child.content.outputs?.[other]);
      return isSurelyGiven(child, own)
        ? []
        : [`${title} is read by nothing here, but checked. Remove it first.`];
    }),
    ...Object.entries(spec.outputs ?? {}).flatMap(([name, own]) => {
      const title = `The output ${name} of ${vertex}`;
      const other = read.get(name);
      if (other === undefined) return [`${title} is read by nothing here, but checked. Remove it first.`];
      return said(title, own, outputs[other]);
    }),
  ];
}

/** True for an output of a child that cannot make it fail: it is given as a vertex gives it, and nothing else is asked of it. */
function isSurelyGiven(child: GraphContent, { from, description: _forPeople, ...kind }: OutputSpec): boolean {
  const path = readPath(from);
  return (
    path?.[0] === "outputs" &&
    path.length === 3 &&
    canonicalJson(kind) === canonicalJson(handedSpec(child, path))
  );
}

/** Where a value comes from is compared where it is read. */
function said(title: string, own: object | undefined, other: object | undefined): readonly string[] {
  const [one, two] = [own, other].map((spec) => new Map(Object.entries(spec ?? {})));
  const fields = [...new Set([...(one?.keys() ?? []), ...(two?.keys() ?? [])])].filter(
    (field) =>
      field !== "from" && canonicalJson(one?.get(field) ?? null) !== canonicalJson(two?.get(field) ?? null),
  );
  if (fields.length === 0) return [];
  return [
    `${title} has another ${nameList(fields.map((field) => `\`${field}\``))} than the value would have without the child graph.`,
  ];
}

function keyOf(path: readonly string[]): string {
  return path.join("\n");
}
