import { ownOf } from "../../json/json.ts";
import { inputsOfLocks } from "../../locks/locks.ts";
import { errorFinding, removalOf, removalOfValue, warningFinding } from "../../model/finding.ts";
import type { EmailSpec, Finding, FindingFix, VertexSpec } from "../../model/graph-content.ts";
import { emailText, renderEmail, templatesOf } from "../../requests/email-message.ts";
import { hasSecret, inputsOfTemplates, withSecretNames } from "../../requests/templates.ts";
import type { RuleOf } from "../../rules/rules.ts";
import { failureOf } from "../kind/execution-end.ts";
import type { RunnerKind, TaskOrder, TaskRendered } from "../kind/kind.ts";

/** An email that the runner sends by its SMTP server. */
export const emailKind: RunnerKind = {
  carriedOutBy: "runner",
  fields: [
    "inputs",
    "email",
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
  example: {
    kind: "email",
    inputs: {
      version: { type: "string", required: true },
      who: { type: "string", default: "ann" },
      password: { type: "secret", default: "smtp" },
    },
    email: {
      to: ["{who}@example.com", "team@example.com"],
      subject: "Version {version} is out",
      body: "Hello {who},\nversion {version} is out.\n",
      user: "releases",
      password: "{password}",
    },
  },
  findings: findingsOfEmail,
  mapTemplates: (spec, change) => {
    if (spec.email === undefined) return spec;
    const now = (text: string) => change({ text, language: "text" });
    const { to, ...texts } = spec.email;
    const changed = Object.entries(texts).map(([field, text]) => [field, now(text)]);
    return { ...spec, email: { to: to.map(now), ...Object.fromEntries(changed) } as EmailSpec };
  },
  received: null,
  mapConditions: (spec) => spec,
  // A sent email cannot be taken back, so no undo is expected of it.
  changesSomething: () => false,
  undeclaredOutput: () => "string",
  usualTimeoutMs: 60_000,
  render: renderTask,
  outcome: ({ end, random }) => {
    const { response, exitCode: exit } = end;
    if (response?.kind !== "email")
      return { to: "failed", reason: failureOf(end) ?? "no answer", exit, random };
    const { status, messageId } = response;
    return { to: "succeeded", next: null, outputs: { message_id: messageId }, exit: status };
  },
  exampleEnd: { response: { kind: "email", status: 250, messageId: "<1@example.com>" } },
};

function renderTask({ vertex: { spec: whole }, values }: TaskOrder): TaskRendered {
  const { email: spec, inputs = {} } = whole;
  if (spec === undefined) return { reason: "it has no `email` field" };
  const taskOf = () => ({ kind: "email", spec, inputs, values }) as const;
  // Only the runner knows secrets, so only it can check an address or a subject with a secret.
  if ([...spec.to, spec.subject].some((text) => hasSecret(text, inputs)))
    return { text: emailText(spec), taskOf };
  const rendered = renderEmail(spec, inputs, withSecretNames(inputs, values));
  return rendered.ok ? { text: emailText(rendered.message), taskOf } : { reason: rendered.problem };
}

function findingsOfEmail(name: string, spec: VertexSpec): readonly Finding[] {
  const { email, inputs = {}, retry } = spec;
  const place = { vertices: [name] };
  const findings: Finding[] = [];
  const tell = (code: RuleOf<"error">, text: string, fix?: FindingFix) =>
    findings.push(errorFinding(code, text, { ...place, ...(fix !== undefined && { fix }) }));
  if (email === undefined) {
    tell("email-missing", `${name} needs an email: \`email: { to: …, subject: … }\`.`);
    return findings;
  }
  const { user, password } = email;
  if ((user === undefined) !== (password === undefined))
    tell("email-login", `${name} has only one of \`user\` and \`password\`: a login needs both.`);
  const secret = /^\{(\w+)\}$/.exec(password ?? "")?.[1] ?? "";
  if (password !== undefined && ownOf(inputs, secret)?.type !== "secret")
    tell(
      "email-password",
      `The password of ${name} must be {name} of an input of the type secret, and nothing else.`,
    );
  if (retry?.onExit !== undefined)
    tell(
      "email-exit",
      `${name} is not a script and has no exit code, so \`onExit\` has no meaning. Remove it.`,
      removalOf(name, "retry", "onExit"),
    );
  const used = new Set([...inputsOfTemplates(templatesOf(email), inputs), ...inputsOfLocks(spec)]);
  for (const input of Object.keys(inputs))
    if (!used.has(input)) {
      const text = `The email of ${name} never uses its input ${input}: write {${input}} where the value belongs, or remove it.`;
      findings.push(
        warningFinding("input-unused", text, { ...place, fix: removalOfValue(name, "inputs", input) }),
      );
    }
  return findings;
}
