import { isJsonMap, type Json } from "../../json/json.ts";
import type { DefinitionPart } from "../foreign/definition-part.ts";
import { DefinitionPart as Part } from "../foreign/definition-part.ts";
import { outputExpression, typeOfValue, type Variable } from "../foreign/foreign-values.ts";
import { type GraphBuilder, valueNameFrom } from "../foreign/graph-builder.ts";

/** `${hosts}` is the variable `hosts`. */
export function variableName(key: string): string {
  return /^\$\{(.*)\}$/.exec(key)?.[1]?.trim() ?? key;
}

/**
 * The variables of a process become params; those that an activity gives are its outputs.
 *
 * @returns all variables by name, as expressions.
 */
export function addParams(
  builder: GraphBuilder,
  tree: DefinitionPart,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, Variable> {
  const variables = new Map<string, Variable>();
  const params = new Map<string, object>();
  const groups = [tree.part("data")?.part("inputs"), tree.part("constants")];
  for (const group of groups)
    for (const key of group?.names() ?? []) {
      const part = group?.part(key);
      if (part === null || part === undefined) continue;
      const name = variableName(key);
      const source = sourceOf(part, names);
      if (source !== null) {
        variables.set(name, { expression: outputExpression(source.vertex, source.output), type: "string" });
        continue;
      }
      const param = freeValueName(name, params);
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
  return variables;
}

/** A name for a value that no other has. */
export function freeValueName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  const stem = valueNameFrom(wanted);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem.slice(0, 58)}_${number}`;
    if (!taken.has(name)) return name;
  }
}

/** True if the text of a value has variables that the other system replaces. */
function isSplice(part: DefinitionPart, value: Json): boolean {
  const type = part.text("type");
  return (type === "splice" || type === "lazy") && typeof value === "string" && value.includes("${");
}

/** The output of an activity that a variable stands for. */
function sourceOf(
  part: DefinitionPart,
  names: ReadonlyMap<string, string>,
): { readonly vertex: string; readonly output: string } | null {
  const list = part.value("source_act");
  const [first] = Array.isArray(list) ? (list as readonly Json[]) : [];
  const source =
    first !== undefined && isJsonMap(first) ? new Part(first, part.placeOf("source_act[0]")) : part;
  const vertex = names.get(source.text("source_act") ?? "");
  const output = source.text("source_key");
  if (vertex === undefined || output === null) return null;
  part.ignore("type", "value", "source_key");
  return { vertex, output };
}

/** What a process gives: variables by name. */
export function addOutputs(
  builder: GraphBuilder,
  tree: DefinitionPart,
  variables: ReadonlyMap<string, Variable>,
): void {
  const outputs = new Map<string, object>();
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
      else outputs.set(freeValueName(name, outputs), { type: variable.type, from: variable.expression });
    }
  if (outputs.size > 0) builder.set("outputs", outputs);
}
