import { inputsOfRequest } from "../kinds/http-request.ts";
import { errorFinding, warningFinding } from "../model/finding.ts";
import type { Finding, GraphContent, VertexKind, VertexSpec, WaitSpec } from "../model/graph-content.ts";

type Field = keyof VertexSpec;

/** Two laws of what follows the end of an attempt would have to know of each other. */
const EXCLUDING = [
  ["poll", "retry"],
  ["repeat", "retry"],
  ["repeat", "poll"],
  ["repeat", "foreach"],
] as const;

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
    "foreach",
    "repeat",
  ],
  approval: ["inputs", "prompt"],
  wait: ["wait", "outputs", "timeout", "onTimeout"],
  graph: ["inputs", "outputs", "graph", "retry", "foreach", "repeat"],
  http: [
    "inputs",
    "outputs",
    "http",
    "timeout",
    "onTimeout",
    "retry",
    "onLost",
    "labels",
    "locks",
    "limit",
    "foreach",
    "repeat",
  ],
};
/** Kinds that are given something from outside, which their outputs are taken from. */
const RECEIVERS: ReadonlySet<VertexKind> = new Set<VertexKind>(["wait", "http"]);
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
  const receives = RECEIVERS.has(kind ?? "script");
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
  if (kind === "wait") findings.push(...unclearWait(name, wait, spec));
  if (kind === "http") findings.push(...unclearRequest(name, spec));
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

/** Only a wait that is called can take too long, and be given anything. */
const OF_CALLBACKS = ["outputs", "timeout", "onTimeout"] as const;

function unclearWait(name: string, wait: WaitSpec, spec: Omit<VertexSpec, "wait">): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (text: string) => findings.push(errorFinding("wait-unclear", text, { vertices: [name] }));
  const ways = [wait.for, wait.until, wait.callback].filter((way) => way !== undefined);
  if (ways.length !== 1)
    tell(
      `${name} has to say what it waits for: \`for: 10m\`, \`until: "02:00"\` or \`callback: once\`, one of them.`,
    );
  if (wait.zone !== undefined && wait.until === undefined)
    tell(`${name} names a time zone, and no \`until\` that it could be for.`);
  if (wait.callback === undefined)
    for (const field of OF_CALLBACKS)
      if (spec[field] !== undefined)
        tell(`${name} has \`${field}\`, which only a wait with a \`callback\` can have. Remove it.`);
  return findings;
}

function unclearRequest(name: string, { http, inputs = {}, retry }: VertexSpec): readonly Finding[] {
  const findings: Finding[] = [];
  const place = { vertices: [name] };
  const tell = (code: string, text: string) => findings.push(errorFinding(code, text, place));
  if (http === undefined)
    return [
      errorFinding("http-missing", `${name} has to say what it requests: \`http: { url: … }\`.`, place),
    ];
  if (http.body !== undefined && (http.method === undefined || http.method === "HEAD"))
    tell("http-body", `${name} has a body, and ${http.method ?? "GET"} sends none. Say \`method: POST\`.`);
  if (retry?.onExit !== undefined)
    tell("http-exit", `${name} is no script: there is no exit code that \`onExit\` could mean.`);
  const used = inputsOfRequest(http, inputs);
  for (const input of Object.keys(inputs))
    if (!used.has(input)) {
      const text = `The request of ${name} never uses its input ${input}: write {${input}} where the value belongs, or remove it.`;
      findings.push(warningFinding("input-unused", text, place));
    }
  return findings;
}
