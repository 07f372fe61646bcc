import { ownOf } from "../json/json.ts";
import { lockOf } from "../locks/locks.ts";
import { errorFinding } from "../model/finding.ts";
import type { Finding, FindingFix, GraphContent, InputSpec, VertexSpec } from "../model/graph-content.ts";
import type { RuleOf } from "../rules/rules.ts";

/** The types whose values are one short text. */
const NAMING: ReadonlySet<InputSpec["type"]> = new Set<InputSpec["type"]>([
  "string",
  "enum",
  "integer",
  "number",
  "boolean",
  "date",
  "ip",
]);

/** Findings about locks: placeholders that give no name, and different numbers of slots for one lock. */
export function lockFindings({ vertices }: GraphContent): readonly Finding[] {
  return [
    ...[...vertices].flatMap(([name, spec]) => placeholderFindings(name, spec)),
    ...slotFindings(vertices),
  ];
}

function placeholderFindings(vertex: string, { locks = [], inputs = {} }: VertexSpec): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (code: RuleOf<"error">, text: string, fix?: FindingFix) =>
    findings.push(errorFinding(code, text, { vertices: [vertex], ...(fix !== undefined && { fix }) }));
  for (const { name } of locks.map(lockOf))
    for (const [, input = ""] of name.matchAll(/\{([A-Za-z_][A-Za-z0-9_]*)\}/g)) {
      const spec = ownOf(inputs, input);
      if (spec === undefined)
        tell(
          "lock-input-unknown",
          `The lock ${name} of ${vertex} names the input ${input}, which ${vertex} does not have. Add it to the inputs.`,
          {
            change: "input",
            label: `Add the input ${input}`,
            vertex,
            name: input,
            input: { type: "string", required: true },
          },
        );
      else if (!NAMING.has(spec.type))
        tell(
          "lock-input-type",
          `The lock ${name} of ${vertex} names the input ${input}, whose type is ${spec.type}. Use one of the types ${[...NAMING].join(", ")}.`,
        );
    }
  return findings;
}

function slotFindings(vertices: GraphContent["vertices"]): readonly Finding[] {
  const first = new Map<string, { readonly slots: number; readonly vertex: string }>();
  const findings: Finding[] = [];
  for (const [vertex, { locks = [] }] of vertices)
    for (const { name, slots } of locks.map(lockOf)) {
      const known = first.get(name);
      if (known === undefined) first.set(name, { slots, vertex });
      else if (known.slots !== slots)
        findings.push(
          errorFinding(
            "lock-slots-differ",
            `The lock ${name} has ${known.slots} slot${known.slots === 1 ? "" : "s"} in ${known.vertex} and ${slots} in ${vertex}. Write the same number in both.`,
            { vertices: [known.vertex, vertex] },
          ),
        );
    }
  return findings;
}
