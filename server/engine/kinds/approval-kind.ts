import type { PersonKind } from "./kind.ts";

/** A person approves or rejects. The values that they fill in become the outputs. */
export const approvalKind: PersonKind = {
  carriedOutBy: "person",
  fields: ["inputs", "prompt"],
  example: {
    kind: "approval",
    inputs: { note: { type: "string" } },
    prompt: { title: "Go live?", timeout: "2h", onTimeout: "reject" },
  },
  findings: () => [],
  mapTemplates: (spec) => spec,
  received: null,
  conditions: () => [],
  undeclaredOutput: () => "dyn",
  question: ({ prompt }) => ({ title: prompt?.title ?? null, timeoutMs: prompt?.timeout ?? null }),
};
