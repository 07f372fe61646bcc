import { sharingCost } from "../cost/cost.ts";
import { errorFinding, type Place } from "../model/finding.ts";
import type { Finding, GraphContent, InputSpec, OutputSpec } from "../model/graph-content.ts";
import type { RuleOf } from "../rules/rules.ts";
import { inputSpecProblems } from "../values/input-spec-problems.ts";
import { checkValue } from "../values/input-values.ts";
import { reservedInputName } from "../values/reserved-names.ts";

/** Findings about the declarations of inputs, outputs and params: names, defaults, ranges, allowed values. */
export function inputFindings(content: GraphContent): readonly Finding[] {
  return sharingCost(() => findingsIn(content));
}

function findingsIn({ vertices, params = {}, outputs = {} }: GraphContent): readonly Finding[] {
  const ofParams = Object.entries(params).flatMap(([name, spec]) =>
    findingsOfInput(`The parameter ${name}`, name, spec, {}),
  );
  const ofVertices = [...vertices].flatMap(([vertex, spec]) => {
    const place = { vertices: [vertex] };
    return [
      ...Object.entries(spec.inputs ?? {}).flatMap(([name, input]) =>
        findingsOfInput(`The input ${name} of ${vertex}`, name, input, place),
      ),
      ...Object.entries(spec.outputs ?? {}).flatMap(([name, output]) =>
        findingsOfValue(`The output ${name} of ${vertex}`, output, place),
      ),
    ];
  });
  const ofGraph = Object.entries(outputs).flatMap(([name, output]) =>
    findingsOfValue(`The graph's output ${name}`, output, {}),
  );
  return [...ofParams, ...ofVertices, ...ofGraph];
}

function findingsOfInput(what: string, name: string, spec: InputSpec, place: Place): readonly Finding[] {
  const reserved = reservedInputName(name);
  const ofName =
    reserved === null ? [] : [errorFinding("input-name-reserved", `${what}: ${reserved}`, place)];
  return [...ofName, ...findingsOfValue(what, spec, place)];
}

/** Findings about what a value must be like. */
function findingsOfValue(what: string, spec: InputSpec | OutputSpec, place: Place): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (code: RuleOf<"error">, text: string) =>
    findings.push(errorFinding(code, `${what}: ${text}`, place));
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
