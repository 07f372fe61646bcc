import { RECEIVED_NAMES } from "../../expressions/own-names.ts";
import { inputsOfLocks } from "../../locks/locks.ts";
import { errorFinding, removalOf, removalOfValue, warningFinding } from "../../model/finding.ts";
import type { Finding, FindingFix, HttpSpec, VertexSpec } from "../../model/graph-content.ts";
import { httpOutcome, USUAL_REQUEST_MS } from "../../requests/http-outcome.ts";
import { inputsOfRequest, renderRequest, requestText, templateText } from "../../requests/http-request.ts";
import { hasSecret, withSecretNames } from "../../requests/templates.ts";
import type { RuleOf } from "../../rules/rules.ts";
import { failureOf } from "../kind/execution-end.ts";
import type { RunnerKind, TaskOrder, TaskRendered } from "../kind/kind.ts";

/** An HTTP request. The response becomes the outputs. */
export const httpKind: RunnerKind = {
  carriedOutBy: "runner",
  fields: [
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
    "revert",
    "foreach",
    "repeat",
  ],
  example: {
    kind: "http",
    inputs: { host: { type: "string", required: true } },
    outputs: { id: { type: "integer", from: "body.id" } },
    http: {
      method: "POST",
      url: "https://example.com/{host}",
      headers: { "x-host": "{host}" },
      body: '{"host": "{host}"}',
      expect: [201],
    },
  },
  findings: findingsOfRequest,
  mapTemplates: (spec, change) =>
    spec.http === undefined ? spec : { ...spec, http: changed(spec.http, change) },
  received: RECEIVED_NAMES.response,
  mapConditions: (spec) => spec,
  changesSomething: ({ http }) => http?.method !== undefined && http.method !== "HEAD",
  undeclaredOutput: (output) => (output === "status" ? "int" : "dyn"),
  usualTimeoutMs: USUAL_REQUEST_MS,
  render: renderHttp,
  outcome: ({ vertex, end, facts, random }) =>
    end.response?.kind === "http"
      ? httpOutcome(vertex, end.response, facts, random)
      : { to: "failed", reason: failureOf(end) ?? "no answer", exit: end.exitCode, random },
  exampleEnd: { response: { kind: "http", status: 201, headers: {}, body: new Map([["id", 7]]) } },
};

function changed(
  { url, headers, body, ...rest }: HttpSpec,
  change: Parameters<RunnerKind["mapTemplates"]>[1],
): HttpSpec {
  const now = (text: string) => change({ text, language: "text" });
  return {
    ...rest,
    url: now(url),
    ...(headers !== undefined && {
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, now(value)])),
    }),
    ...(body !== undefined && { body: now(body) }),
  };
}

function renderHttp({ vertex: { spec: whole }, values }: TaskOrder): TaskRendered {
  const { http: spec, inputs = {} } = whole;
  if (spec === undefined) return { reason: "it has no `http` field" };
  const taskOf = () => ({ kind: "http", spec, inputs, values }) as const;
  // Only the runner knows secrets, so only it can check an address with a secret.
  if (hasSecret(spec.url, inputs)) return { text: templateText(spec), taskOf };
  const rendered = renderRequest(spec, inputs, withSecretNames(inputs, values));
  return rendered.ok ? { text: requestText(rendered.request), taskOf } : { reason: rendered.problem };
}

function findingsOfRequest(name: string, spec: VertexSpec): readonly Finding[] {
  const { http, inputs = {}, retry } = spec;
  const findings: Finding[] = [];
  const place = { vertices: [name] };
  const tell = (code: RuleOf<"error">, text: string, fix?: FindingFix) =>
    findings.push(errorFinding(code, text, { ...place, ...(fix !== undefined && { fix }) }));
  if (http === undefined)
    return [errorFinding("http-missing", `${name} needs a request: \`http: { url: … }\`.`, place)];
  if (http.body !== undefined && (http.method === undefined || http.method === "HEAD"))
    tell("http-body", `${name} has a body, but ${http.method ?? "GET"} sends none. Write \`method: POST\`.`, {
      label: "Send it by POST",
      change: "field",
      vertex: name,
      path: ["http", "method"],
      value: "POST",
    });
  const twice = headersTwice(Object.keys(http.headers ?? {}));
  for (const [one, other] of twice)
    tell(
      "http-header",
      `${name} has the header ${one} and the header ${other}, which are one: only the second would be sent. Remove one of them.`,
      removalOf(name, "http", "headers", one),
    );
  if (retry?.onExit !== undefined)
    tell(
      "http-exit",
      `${name} is not a script and has no exit code, so \`onExit\` has no meaning. Remove it.`,
      removalOf(name, "retry", "onExit"),
    );
  const used = new Set([...inputsOfRequest(http, inputs), ...inputsOfLocks(spec)]);
  for (const input of Object.keys(inputs))
    if (!used.has(input)) {
      const text = `The request of ${name} never uses its input ${input}: write {${input}} where the value belongs, or remove it.`;
      findings.push(
        warningFinding("input-unused", text, { ...place, fix: removalOfValue(name, "inputs", input) }),
      );
    }
  return findings;
}

/** The names of headers that are one: the case of letters does not count. */
function headersTwice(names: readonly string[]): readonly (readonly [string, string])[] {
  const known = new Map<string, string>();
  return names.flatMap((name) => {
    const before = known.get(name.toLowerCase());
    known.set(name.toLowerCase(), name);
    return before === undefined ? [] : [[before, name] as const];
  });
}
