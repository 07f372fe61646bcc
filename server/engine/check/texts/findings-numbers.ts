import { ExactNumber, numberText, plainNumberOf } from "../../json/exact-number.ts";
import { isJsonList, isJsonMap, isJsonNumber, type Json } from "../../json/json.ts";
import { hintFinding, warningFinding } from "../../model/finding.ts";
import type { Finding, GraphContent, InputSpec, OutputSpec } from "../../model/graph-content.ts";
import { cutWithMark } from "../../text/cut-text.ts";
import { checkValue, valueText } from "../../values/input-values.ts";

/** The most characters of a number in a sentence. */
const MAX_SHOWN = 40;

type Specs = Readonly<Record<string, InputSpec | OutputSpec>>;

/**
 * Warnings about numbers in lists and in JSON that are probably meant as text, such as the version `3.10`: scripts are
 * given them as they are written, but a program that reads them as numbers writes `3.1`. Hints about other numbers that
 * scripts are given in other digits, such as `1e3`.
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
  return Object.entries(specs ?? {}).flatMap(([name, spec]) => {
    if (spec.default === undefined) return [];
    const what = `the default of ${whose} ${name}`;
    if (spec.type === "list" || spec.type === "json") return inValue(spec.default, what, vertices);
    return inOtherDigits(spec, spec.default, what, vertices);
  });
}

function inOtherDigits(
  { type }: InputSpec | OutputSpec,
  value: Json,
  what: string,
  vertices: readonly string[],
): readonly Finding[] {
  if ((type !== "number" && type !== "integer") || !isJsonNumber(value)) return [];
  const checked = checkValue({ type }, value);
  if (!checked.ok) return [];
  const [written, given] = [numberText(value), valueText({ type }, checked.value)];
  if (given === written) return [];
  const text = `The number ${cutWithMark(written, MAX_SHOWN)} in ${what} is given to scripts as ${cutWithMark(given, MAX_SHOWN)}. Write it so, or declare the type string to keep the text.`;
  return [hintFinding("number-digits", text, { vertices })];
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
