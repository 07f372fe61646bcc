import type { Json } from "../../json/json.ts";
import { freeValueName } from "../../values/free-value-name.ts";
import type { DefinitionPart } from "../foreign/definition-part.ts";
import { outputExpression, typeOfValue, type Variable } from "../foreign/foreign-values.ts";
import type { GraphBuilder } from "../foreign/graph-builder.ts";

/** `${hosts}` is the variable `hosts`. */
export function variableName(key: string): string {
  return /^\$\{(.*)\}$/.exec(key)?.[1]?.trim() ?? key;
}

/** What a process gives, by the names of its variables: the name of the output here, and its type. */
export type GivenOutputs = ReadonlyMap<string, { readonly name: string; readonly type: string }>;

/** A process inside of another one: the graph that it became. */
export type Child = { readonly graph: string; readonly outputs: GivenOutputs };

/**
 * The variables of a process become params; those that an activity gives are its outputs.
 *
 * @param names the vertices of the activities, by their ids.
 * @param children the processes among them, by their ids. What is read of one is declared at its vertex.
 * @returns all variables by name, as expressions.
 */
export function addParams(
  builder: GraphBuilder,
  tree: DefinitionPart,
  names: ReadonlyMap<string, string>,
  children: ReadonlyMap<string, Child>,
): ReadonlyMap<string, Variable> {
  const variables = new Map<string, Variable>();
  const declared = new Map<string, Map<string, object>>();
  const params = new Map<string, object>();
  const groups = [tree.part("data")?.part("inputs"), tree.part("constants")];
  for (const group of groups)
    for (const key of group?.names() ?? []) {
      const part = group?.part(key);
      if (part === null || part === undefined) continue;
      const name = variableName(key);
      const source = sourceOf(builder, part, names, children);
      if (source !== null) {
        const { vertex, output, type, isOfChild } = source;
        variables.set(name, { expression: outputExpression(vertex, output), type });
        if (isOfChild)
          declared.set(vertex, new Map([...(declared.get(vertex) ?? []), [output, { type }] as const]));
        continue;
      }
      const param = freeValueName([name], params.keys());
      if (param !== name) builder.note(null, part.place, `the param was called ${JSON.stringify(name)}`);
      const value = part.value("value") ?? null;
      const type = typeOfValue(value);
      part.ignore("key", "is_param", "index");
      if (isSplice(part, value))
        builder.note(
          null,
          part.placeOf("value"),
          `the value of ${param} was worked out from other values there; here the text itself is its default`,
          true,
        );
      params.set(param, {
        type,
        ...(value !== null && { default: value }),
        description: part.text("desc") ?? part.text("name") ?? "",
      });
      variables.set(name, { expression: `params.${param}`, type });
    }
  if (params.size > 0) builder.set("params", params);
  for (const [vertex, outputs] of declared) builder.add(vertex, { outputs });
  return variables;
}

/** True if the text of a value has variables that the other system replaces. */
function isSplice(part: DefinitionPart, value: Json): boolean {
  const type = part.text("type");
  return (type === "splice" || type === "lazy") && typeof value === "string" && value.includes("${");
}

type Source = {
  readonly vertex: string;
  readonly output: string;
  readonly type: string;
  readonly isOfChild: boolean;
};

/** The output of an activity that a variable stands for. Of several the first counts, and the others are noted. */
function sourceOf(
  builder: GraphBuilder,
  part: DefinitionPart,
  names: ReadonlyMap<string, string>,
  children: ReadonlyMap<string, Child>,
): Source | null {
  if (!part.names().includes("source_act")) return null;
  const listed = part.all("source_act");
  const [source = part, ...others] = listed;
  for (const { place } of others)
    builder.note(null, place, "not carried over: the value has another source", true);
  for (const other of others) other.ignore(...other.names());
  const id = source.text("source_act");
  const output = source.text("source_key");
  const vertex = names.get(id ?? "");
  const child = children.get(id ?? "");
  // A process inside gives its variables, which have other names here.
  const given = output === null ? undefined : child?.outputs.get(variableName(output));
  if (vertex === undefined || output === null || (child !== undefined && given === undefined)) {
    if (id !== null)
      builder.note(
        null,
        source.place,
        `not carried over: its source, ${output ?? "?"} of ${id}, is not there`,
        true,
      );
    return null;
  }
  part.ignore("type", "value", "source_key");
  const { name, type } = given ?? { name: output, type: "string" };
  return { vertex, output: name, type, isOfChild: given !== undefined };
}

/** What a process gives: variables by name. @returns the names and types of the outputs. */
export function addOutputs(
  builder: GraphBuilder,
  tree: DefinitionPart,
  variables: ReadonlyMap<string, Variable>,
): GivenOutputs {
  const outputs = new Map<string, object>();
  const given = new Map<string, { name: string; type: string }>();
  const groups = [tree.part("data"), tree] as const;
  for (const group of groups)
    for (const key of group?.texts("outputs") ?? []) {
      const name = variableName(key);
      const variable = variables.get(name);
      if (variable === undefined)
        builder.note(
          null,
          group?.placeOf("outputs") ?? "",
          `not carried over: ${key} is no value of this process`,
          true,
        );
      else {
        const { type, expression: from } = variable;
        const output = freeValueName([name], outputs.keys());
        outputs.set(output, { type, from });
        given.set(name, { name: output, type });
      }
    }
  if (outputs.size > 0) builder.set("outputs", outputs);
  return given;
}
