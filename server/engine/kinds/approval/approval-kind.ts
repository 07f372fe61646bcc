import { ownOf } from "../../json/json.ts";
import { errorFinding, warningFinding } from "../../model/finding.ts";
import type { Finding, VertexSpec } from "../../model/graph-content.ts";
import { inputsOfTemplates } from "../../requests/templates.ts";
import type { PersonKind } from "../kind/kind.ts";
import { approvalRules, hasRules } from "./approval-rules.ts";

/** A person approves or rejects. The values that they fill in become the outputs. */
export const approvalKind: PersonKind = {
  carriedOutBy: "person",
  fields: ["inputs", "prompt"],
  example: {
    kind: "approval",
    inputs: { host: { type: "string", default: "web-1" }, note: { type: "string" } },
    prompt: { title: "Restart {host}?", timeout: "2h", onTimeout: "reject" },
  },
  findings: (name, spec) => [
    ...findingsOfNames(name, spec),
    ...findingsOfTitle(name, spec),
    ...findingsOfQuestion(name, spec),
    ...findingsOfRules(name, spec),
    ...findingsOfUnfilled(name, spec),
  ],
  mapTemplates: (spec, change) => {
    const { title } = spec.prompt ?? {};
    if (title === undefined) return spec;
    return { ...spec, prompt: { ...spec.prompt, title: change({ text: title, language: "text" }) } };
  },
  received: null,
  mapConditions: (spec) => spec,
  changesSomething: () => false,
  undeclaredOutput: () => "dyn",
  question: ({ prompt }) => ({ title: prompt?.title ?? null, timeoutMs: prompt?.timeout ?? null }),
};

/** What an approval says of itself, and what is kept with an answer: an input of that name would be lost. */
const TAKEN: ReadonlySet<string> = new Set(["result", "by", "comment", "verdict"]);

function findingsOfNames(name: string, { inputs = {} }: VertexSpec): readonly Finding[] {
  return Object.keys(inputs).flatMap((input) => {
    if (!TAKEN.has(input)) return [];
    const text = `The input ${input} of the approval ${name} needs another name: an approval says its ${input} itself.`;
    return [errorFinding("approval-input-name", text, { vertices: [name] })];
  });
}

/** What can be known before anybody is asked: that nobody ever could approve, or that nobody would have to. */
function findingsOfRules(name: string, spec: VertexSpec): readonly Finding[] {
  const rules = approvalRules(spec);
  const { assignees, quorum } = rules;
  const findings: Finding[] = [];
  const place = { vertices: [name] };
  const isCountable = assignees.every((text) => /^(?:person|token):/.test(text));
  if (assignees.length > 0 && isCountable && assignees.length < quorum)
    findings.push(
      errorFinding(
        "approval-quorum",
        `${quorum} different people must approve ${name}, and it names ${assignees.length}. Name more of them, or make the quorum smaller.`,
        place,
      ),
    );
  if (spec.prompt?.onTimeout === "approve" && hasRules(rules))
    findings.push(
      errorFinding(
        "approval-on-timeout",
        `${name} says who must approve, and \`onTimeout: approve\` would go on without them. Use fail or reject.`,
        place,
      ),
    );
  return findings;
}

/** What nobody fills in has no value after the time, so that nothing is approved. */
function findingsOfUnfilled(name: string, { prompt, inputs = {} }: VertexSpec): readonly Finding[] {
  if (prompt?.onTimeout !== "approve") return [];
  return Object.entries(inputs).flatMap(([input, { required, ask, from, default: usual }]) => {
    if (required !== true || ask === "never" || from !== undefined || usual !== undefined) return [];
    const text = `${name} is approved when its time is over, but nobody has filled in its required input ${input} then: it fails. Give ${input} a \`from\` or a \`default\`, or a value at launch.`;
    return [warningFinding("approval-unfilled", text, { vertices: [name] })];
  });
}

/** People are shown the title, or else what the vertex is described as. */
function findingsOfQuestion(name: string, { prompt, description }: VertexSpec): readonly Finding[] {
  if ([prompt?.title, description].some((text) => text !== undefined && text.trim() !== "")) return [];
  const text = `${name} asks no question: whoever is to approve sees only its name. Write what is to be approved as its question.`;
  return [warningFinding("approval-no-question", text, { vertices: [name], field: "prompt" })];
}

function findingsOfTitle(name: string, { prompt, inputs = {} }: VertexSpec): readonly Finding[] {
  return [...inputsOfTemplates([prompt?.title ?? ""], inputs)].flatMap((input) => {
    const spec = ownOf(inputs, input);
    if (spec === undefined || spec.from !== undefined || spec.default !== undefined) return [];
    const text = `The title of ${name} shows {${input}}, which may have no value before somebody answers. Give the input ${input} a \`from\` or a \`default\`.`;
    return [warningFinding("title-without-value", text, { vertices: [name] })];
  });
}
