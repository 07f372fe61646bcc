import { ExactNumber, plainNumberOf } from "../../json/exact-number.ts";
import { isJsonList, isJsonMap, type Json } from "../../json/json.ts";
import { warningFinding } from "../../model/finding.ts";
import type { Finding, GraphContent, InputSpec, OutputSpec } from "../../model/graph-content.ts";

type Specs = Readonly<Record<string, InputSpec | OutputSpec>>;

/**
 * Warnings about numbers in lists and in JSON that are probably meant as text, such as the version `3.10`. Scripts are
 * given them as they are written, but a program that reads them as numbers writes `3.1`.
 */
export function numberFindings(content: GraphContent): readonly Finding[] {
  return [
    ...inSpecs(content.params, "the param", []),
    ...inSpecs(content.outputs, "the graph's output", []),
    ...[...content.vertices].flatMap(([vertex, { inputs, outputs, foreach }]) => [
      ...inSpecs(inputs, `${vertex}'s input`, [vertex]),
      ...inSpecs(outputs, `${vertex}'s output`, [vertex]),
      ...inValue(foreach?.default ?? null, `the default of the items of ${vertex}`, [vertex]),
    ]),
  ];
}

function inSpecs(specs: Specs | undefined, whose: string, vertices: readonly string[]): readonly Finding[] {
  return Object.entries(specs ?? {}).flatMap(([name, { type, default: value }]) =>
    value === undefined || (type !== "list" && type !== "json")
      ? []
      : inValue(value, `the default of ${whose} ${name}`, vertices),
  );
}

function inValue(value: Json, what: string, vertices: readonly string[]): readonly Finding[] {
  const found = doubtfulNumber(value);
  if (found === null) return [];
  const text = `The number ${found.text} in ${what} is the same number as ${plainNumberOf(found)}: a program that reads it may lose how it is written. Put it in quotes if it is text, such as a version: "${found.text}".`;
  return [warningFinding("number-text", text, { vertices })];
}

/** The first number that is worth the same as one that is written in another way; null if there is none. */
function doubtfulNumber(value: Json): ExactNumber | null {
  if (value instanceof ExactNumber) return plainNumberOf(value) === null ? null : value;
  const inner = isJsonList(value) ? value : isJsonMap(value) ? [...value.values()] : [];
  for (const each of inner) {
    const found = doubtfulNumber(each);
    if (found !== null) return found;
  }
  return null;
}
