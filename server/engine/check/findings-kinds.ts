import type { VertexField } from "../kinds/kind/kind.ts";
import { KINDS, kindOf } from "../kinds/kinds.ts";
import { errorFinding, removalOf } from "../model/finding.ts";
import type { Finding, FindingFix, GraphContent, VertexSpec } from "../model/graph-content.ts";
import type { RuleOf } from "../rules/rules.ts";

/** Pairs of fields that cannot be combined, and the rule that says so, because both decide whether a vertex runs again after an attempt. */
const EXCLUDING = [
  ["poll", "retry", "poll-and-retry"],
  ["repeat", "retry", "repeat-and-retry"],
  ["repeat", "poll", "repeat-and-poll"],
  ["repeat", "foreach", "repeat-and-foreach"],
] as const;

/** The fields that not every kind has. Check reports them on other kinds, where they would have no effect. */
const SOME: ReadonlySet<VertexField> = new Set(Object.values(KINDS).flatMap(({ fields }) => fields));

/** Findings about fields that the vertex's kind does not have, that need another field, or that exclude each other. */
export function kindFindings({ vertices }: GraphContent): readonly Finding[] {
  return [...vertices].flatMap(([name, spec]) => [
    ...foreignFields(name, spec),
    ...unclearFields(name, spec),
    ...kindOf(spec).findings(name, spec),
  ]);
}

function foreignFields(name: string, spec: VertexSpec): readonly Finding[] {
  const own = kindOf(spec).fields;
  return (Object.keys(spec) as VertexField[])
    .filter((field) => SOME.has(field) && !own.includes(field))
    .map((field) =>
      errorFinding(
        "field-of-another-kind",
        `${name} is of the kind ${spec.kind ?? "script"}, which has no \`${field}\`. Remove it.`,
        { vertices: [name], fix: removalOf(name, field) },
      ),
    );
}

function unclearFields(name: string, spec: VertexSpec): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (code: RuleOf<"error">, text: string, fix?: FindingFix) =>
    findings.push(errorFinding(code, text, { vertices: [name], ...(fix !== undefined && { fix }) }));
  const receives = kindOf(spec).received !== null;
  for (const [output, { from }] of Object.entries(spec.outputs ?? {}))
    if (from !== undefined && !receives)
      tell(
        "output-from",
        `The output ${output} of ${name} has \`from\`, which is only for waits with a callback and for http. A script writes its outputs.`,
        removalOf(name, "outputs", output, "from"),
      );
  for (const [output, { type }] of Object.entries(spec.outputs ?? {}))
    if (type === "secret")
      tell(
        "output-secret",
        `The output ${output} of ${name} is of the type secret: outputs are kept and shown. Store it as a secret instead.`,
      );
  if (spec.onTimeout !== undefined && spec.timeout === undefined)
    tell("timeout-missing", `${name} has \`onTimeout\` but no timeout: add \`timeout: 10m\`.`);
  if (spec.onTimeout === "retry" && spec.retry === undefined)
    tell(
      "retry-missing",
      `${name} is retried on a timeout, but has no number of retries: add \`retry: { max: 2 }\`.`,
    );
  if (spec.revertFailed !== undefined && spec.revert === undefined)
    tell(
      "revert-missing",
      `${name} has \`revertFailed\` but no \`revert\` script. Add one.`,
      removalOf(name, "revertFailed"),
    );
  if (spec.foreach !== undefined && spec.retry?.each !== undefined)
    tell("each-and-foreach", `${name} has \`foreach\` and \`retry.each\`: both define \`item\`. Remove one.`);
  for (const [one, other, code] of EXCLUDING)
    if (spec[one] !== undefined && spec[other] !== undefined)
      tell(
        code,
        `${name} has \`${one}\` and \`${other}\`: both decide whether the vertex is executed again. Remove one, or put one into a graph that this vertex runs.`,
      );
  return findings;
}
