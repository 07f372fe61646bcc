import { ownOf } from "../../json/json.ts";
import { errorFinding, warningFinding } from "../../model/finding.ts";
import type { Finding, VertexSpec } from "../../model/graph-content.ts";
import { inputsOfTemplates } from "../../requests/templates.ts";
import type { PersonKind } from "../kind/kind.ts";

/** A person approves or rejects. The values that they fill in become the outputs. */
export const approvalKind: PersonKind = {
  carriedOutBy: "person",
  fields: ["inputs", "prompt"],
  example: {
    kind: "approval",
    inputs: { host: { type: "string", default: "web-1" }, note: { type: "string" } },
    prompt: { title: "Restart {host}?", timeout: "2h", onTimeout: "reject" },
  },
  findings: (name, spec) => [...findingsOfNames(name, spec), ...findingsOfTitle(name, spec)],
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

function findingsOfTitle(name: string, { prompt, inputs = {} }: VertexSpec): readonly Finding[] {
  return [...inputsOfTemplates([prompt?.title ?? ""], inputs)].flatMap((input) => {
    const spec = ownOf(inputs, input);
    if (spec === undefined || spec.from !== undefined || spec.default !== undefined) return [];
    const text = `The title of ${name} shows {${input}}, which may have no value before somebody answers. Give the input ${input} a \`from\` or a \`default\`.`;
    return [warningFinding("title-without-value", text, { vertices: [name] })];
  });
}
