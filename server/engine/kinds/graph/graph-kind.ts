import { errorFinding } from "../../model/finding.ts";
import type { PipelineKind } from "../kind/kind.ts";

/** A sealed graph that runs as a child pipeline. */
export const graphKind: PipelineKind = {
  carriedOutBy: "pipeline",
  fields: [
    "inputs",
    "outputs",
    "graph",
    "timeout",
    "onTimeout",
    "retry",
    "locks",
    "revert",
    "foreach",
    "repeat",
  ],
  example: {
    kind: "graph",
    inputs: { version: { type: "string", default: "3" } },
    graph: { name: "deploy", revision: 3, digest: `sha256:${"0a".repeat(32)}` },
  },
  findings: (name, { graph }) =>
    graph !== undefined
      ? []
      : [
          errorFinding("graph-missing", `${name} needs a sealed graph to run: \`graph: deploy@3\`.`, {
            vertices: [name],
          }),
        ],
  mapTemplates: (spec) => spec,
  received: null,
  mapConditions: (spec) => spec,
  changesSomething: () => true,
  undeclaredOutput: () => "dyn",
  text: ({ graph }) => `runs ${graph?.name ?? "a graph"}@${graph?.revision ?? "?"}`,
};
