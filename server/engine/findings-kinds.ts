import { errorFinding } from "./finding.ts";
import type { Finding, GraphContent, VertexKind, VertexSpec } from "./graph-content.ts";

type Field = keyof VertexSpec;

/** Fields that not every kind has: where one would be left out in silence, check says so. */
const FIELDS: Readonly<Record<VertexKind, readonly Field[]>> = {
  script: [
    "inputs",
    "outputs",
    "script",
    "interpreter",
    "timeout",
    "onTimeout",
    "retry",
    "poll",
    "onLost",
    "labels",
    "locks",
    "limit",
    "revert",
    "revertFailed",
  ],
  approval: ["inputs", "prompt"],
  wait: ["wait"],
  graph: ["inputs", "outputs", "graph", "retry"],
  http: [],
  transfer: [],
};
const SOME: ReadonlySet<Field> = new Set([...Object.values(FIELDS).flat(), "outputs"] as const);

/** Findings about fields that a vertex's kind does not have, that say nothing alone, or that exclude each other. */
export function kindFindings({ vertices }: GraphContent): readonly Finding[] {
  return [...vertices].flatMap(([name, spec]) => [
    ...foreignFields(name, spec),
    ...unclearFields(name, spec),
  ]);
}

function foreignFields(name: string, spec: VertexSpec): readonly Finding[] {
  const own = FIELDS[spec.kind ?? "script"];
  return (Object.keys(spec) as Field[])
    .filter((field) => SOME.has(field) && !own.includes(field))
    .map((field) =>
      errorFinding(
        "field-of-another-kind",
        `${name} is of the kind ${spec.kind ?? "script"}, which has no \`${field}\`. Remove it.`,
        { vertices: [name] },
      ),
    );
}

function unclearFields(name: string, { kind, wait = {}, ...spec }: VertexSpec): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (code: string, text: string) => findings.push(errorFinding(code, text, { vertices: [name] }));
  for (const [output, { type }] of Object.entries(spec.outputs ?? {}))
    if (type === "secret")
      tell(
        "output-secret",
        `The output ${output} of ${name} is of the type secret: outputs are kept and shown. Store it as a secret instead.`,
      );
  if (kind === "wait" && (wait.for === undefined) === (wait.until === undefined))
    tell(
      "wait-unclear",
      `${name} has to say how long it waits: \`for: 10m\` or \`until: "02:00"\`, one of the two.`,
    );
  if (wait.zone !== undefined && wait.until === undefined)
    tell("wait-unclear", `${name} names a time zone, and no \`until\` that it could be for.`);
  if (kind === "graph" && spec.graph === undefined)
    tell("graph-missing", `${name} has to say which sealed graph it runs: \`graph: deploy@3\`.`);
  if (spec.onTimeout !== undefined && spec.timeout === undefined)
    tell("timeout-missing", `${name} says what happens on a timeout, and has none: add \`timeout: 10m\`.`);
  if (spec.onTimeout === "retry" && spec.retry === undefined)
    tell(
      "retry-missing",
      `${name} is retried on a timeout, and nothing says how often: add \`retry: { max: 2 }\`.`,
    );
  if (spec.revertFailed !== undefined && spec.revert === undefined)
    tell("revert-missing", `${name} is to be undone where it failed, and has no \`revert\` script.`);
  if (spec.poll !== undefined && spec.retry !== undefined)
    tell(
      "poll-and-retry",
      `${name} has \`poll\` and \`retry\`: both say what follows a failure. Remove one.`,
    );
  return findings;
}
