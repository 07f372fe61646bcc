import { isTypeReadable } from "../expressions/is-readable.ts";
import { ownOf } from "../json/json.ts";
import { kindOf } from "../kinds/kinds.ts";
import { errorFinding, removalOfValue } from "../model/finding.ts";
import type { Finding, FindingFix, GraphContent, VertexSpec } from "../model/graph-content.ts";
import type { RuleOf } from "../rules/rules.ts";
import { RING_CODE } from "./findings-rings.ts";

/** The rule that says that a vertex runs no sealed revision. */
export const CHILD_UNKNOWN: RuleOf<"error"> = "child-unknown";

/** What a vertex that runs a graph must fit. */
type ChildFace = Pick<GraphContent, "params" | "outputs">;

/**
 * Findings about the graphs that vertices run: they must be sealed, and their params and outputs must match the vertex.
 * A graph names its children by digest and has no digest before it is sealed itself, so no graph can run itself, also not
 * through other graphs.
 *
 * @param children the sealed graphs, by digest. A digest that is missing here is not a sealed revision.
 */
export function childFindings(
  { vertices }: Pick<GraphContent, "vertices">,
  children: ReadonlyMap<string, ChildFace>,
): readonly Finding[] {
  return [...vertices].flatMap(([name, spec]) =>
    kindOf(spec).carriedOutBy === "pipeline" && spec.graph !== undefined
      ? findingsOfChild(name, spec, spec.graph, children)
      : [],
  );
}

/** Whether the text of a finding may say what is inside of a graph that a vertex runs. */
export function tellsOfChild({ code }: Pick<Finding, "code">): boolean {
  return /^child-(?:param|output)-/.test(code) || code === RING_CODE;
}

function findingsOfChild(
  vertex: string,
  { inputs = {}, outputs = {} }: VertexSpec,
  { name, revision, digest }: NonNullable<VertexSpec["graph"]>,
  children: ReadonlyMap<string, ChildFace>,
): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (code: RuleOf<"error">, text: string, fix?: FindingFix) =>
    findings.push(errorFinding(code, text, { vertices: [vertex], ...(fix !== undefined && { fix }) }));
  const child = digest === undefined ? undefined : children.get(digest);
  const called = `${name}@${revision}`;
  if (child === undefined) {
    const text = `${vertex} runs ${called}, but there is no such sealed revision. Seal it first, or choose another.`;
    tell(CHILD_UNKNOWN, text);
    return findings;
  }
  const params = child.params ?? {};
  for (const input of Object.keys(inputs))
    if (!Object.hasOwn(params, input))
      tell(
        "child-param-unknown",
        `The input ${input} of ${vertex} is not a param of ${called}; its params are ${listed(params)}.`,
        removalOfValue(vertex, "inputs", input),
      );
  for (const [param, { required, default: usual, type, enum: words }] of Object.entries(params))
    if (required === true && usual === undefined && !Object.hasOwn(inputs, param))
      tell(
        "child-param-missing",
        `${called} requires the param ${param}: add it to the inputs of ${vertex}.`,
        {
          change: "input",
          label: `Add the input ${param}`,
          vertex,
          name: param,
          input: { type, required: true, ...(type === "enum" && words !== undefined && { enum: words }) },
        },
      );
  for (const [name, { type }] of Object.entries(inputs)) {
    const param = ownOf(params, name)?.type;
    if (param !== undefined && !isTypeReadable(type, param))
      tell(
        "child-param-type",
        `The input ${name} of ${vertex} is of the type ${type}, and the param of ${called} of the type ${param}: it cannot be read.`,
      );
  }
  const given = child.outputs ?? {};
  for (const [output, { type }] of Object.entries(outputs)) {
    const made = ownOf(given, output)?.type;
    if (made === undefined)
      tell(
        "child-output-unknown",
        `${called} has no output ${output}; its outputs are ${listed(given)}.`,
        removalOfValue(vertex, "outputs", output),
      );
    else if (!isTypeReadable(made, type))
      tell(
        "child-output-type",
        `The output ${output} of ${vertex} is of the type ${type}, and that of ${called} of the type ${made}: it cannot be read.`,
      );
  }
  return findings;
}

function listed(record: object): string {
  const names = Object.keys(record);
  return names.length === 0 ? "none" : names.join(", ");
}
