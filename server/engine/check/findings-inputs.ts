import { errorFinding, type Place } from "../model/finding.ts";
import type { Finding, GraphContent, InputSpec } from "../model/graph-content.ts";
import { inputSpecProblems } from "../values/input-spec-problems.ts";
import { checkValue } from "../values/input-values.ts";
import { reservedInputName } from "../values/reserved-names.ts";

/** Findings about the declarations of inputs and params: names, defaults, ranges, allowed values. */
export function inputFindings({ vertices, params = {} }: GraphContent): readonly Finding[] {
  const ofParams = Object.entries(params).flatMap(([name, spec]) =>
    findingsOfInput(`The parameter ${name}`, name, spec, {}),
  );
  const ofVertices = [...vertices].flatMap(([vertex, { inputs = {} }]) =>
    Object.entries(inputs).flatMap(([name, spec]) =>
      findingsOfInput(`The input ${name} of ${vertex}`, name, spec, { vertices: [vertex] }),
    ),
  );
  return [...ofParams, ...ofVertices];
}

function findingsOfInput(what: string, name: string, spec: InputSpec, place: Place): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (code: string, text: string) => findings.push(errorFinding(code, `${what}: ${text}`, place));
  const reserved = reservedInputName(name);
  if (reserved !== null) tell("input-name-reserved", reserved);
  for (const { code, text } of inputSpecProblems(spec)) tell(code, text);
  const isEnumMissing = spec.type === "enum" && spec.enum === undefined;
  if (isEnumMissing)
    tell("input-enum-missing", "It is of type enum but lists no values. Add `enum: [first, second]`.");
  if (spec.min !== undefined && spec.max !== undefined && spec.min > spec.max)
    tell("input-range-empty", `No value is at least ${spec.min} and at most ${spec.max}. Swap min and max.`);
  else if (spec.default !== undefined && !isEnumMissing) {
    const checked = checkValue(spec, spec.default);
    if (!checked.ok) tell("input-default-invalid", `Its default does not fit. ${checked.problem}`);
  }
  return findings;
}
