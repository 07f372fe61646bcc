import type { VertexField } from "../kinds/kind.ts";
import { KINDS, kindOf } from "../kinds/kinds.ts";
import { errorFinding } from "../model/finding.ts";
import type { Finding, GraphContent, VertexSpec } from "../model/graph-content.ts";

/** Two laws of what follows the end of an attempt would have to know of each other. */
const EXCLUDING = [
  ["poll", "retry"],
  ["repeat", "retry"],
  ["repeat", "poll"],
  ["repeat", "foreach"],
] as const;

/** Fields that not every kind has: where one would be left out in silence, check says so. */
const SOME: ReadonlySet<VertexField> = new Set(Object.values(KINDS).flatMap(({ fields }) => fields));

/** Findings about fields that a vertex's kind does not have, that say nothing alone, or that exclude each other. */
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
        { vertices: [name] },
      ),
    );
}

function unclearFields(name: string, spec: VertexSpec): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (code: string, text: string) => findings.push(errorFinding(code, text, { vertices: [name] }));
  const receives = kindOf(spec).received !== null;
  for (const [output, { from }] of Object.entries(spec.outputs ?? {}))
    if (from !== undefined && !receives)
      tell(
        "output-from",
        `The output ${output} of ${name} has \`from\`: that is for waits with a callback and for http. A script writes its outputs.`,
      );
  for (const [output, { type }] of Object.entries(spec.outputs ?? {}))
    if (type === "secret")
      tell(
        "output-secret",
        `The output ${output} of ${name} is of the type secret: outputs are kept and shown. Store it as a secret instead.`,
      );
  if (spec.onTimeout !== undefined && spec.timeout === undefined)
    tell("timeout-missing", `${name} says what happens on a timeout, and has none: add \`timeout: 10m\`.`);
  if (spec.onTimeout === "retry" && spec.retry === undefined)
    tell(
      "retry-missing",
      `${name} is retried on a timeout, and nothing says how often: add \`retry: { max: 2 }\`.`,
    );
  if (spec.revertFailed !== undefined && spec.revert === undefined)
    tell("revert-missing", `${name} is to be undone where it failed, and has no \`revert\` script.`);
  if (spec.foreach !== undefined && spec.retry?.each !== undefined)
    tell(
      "each-and-foreach",
      `${name} has \`foreach\` and \`retry.each\`: both say what \`item\` is. Remove one.`,
    );
  for (const [one, other] of EXCLUDING)
    if (spec[one] !== undefined && spec[other] !== undefined)
      tell(
        `${one}-and-${other}`,
        `${name} has \`${one}\` and \`${other}\`: both say when it is executed again. Remove one, or put one into a graph that this vertex runs.`,
      );
  return findings;
}
