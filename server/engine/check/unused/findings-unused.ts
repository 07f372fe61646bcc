import { hintFinding } from "../../model/finding.ts";
import type { Finding, GraphContent, OutputSpec, VertexSpec } from "../../model/graph-content.ts";
import { readsEnvironment } from "../../placeholders/mentioned-variables.ts";
import { type Reads, readsOfGraph } from "./reads-of-graph.ts";

/**
 * Hints about params and declared outputs that surely nothing in the graph reads. An output that is required is a
 * condition of success, so it has a use. Inputs that are not read are found by the kind of their vertex.
 */
export function unusedFindings(content: GraphContent): readonly Finding[] {
  const { vertices, params = {} } = content;
  const hasOutputs = [...vertices.values()].some(({ outputs }) => outputs !== undefined);
  if (!hasOutputs && Object.keys(params).length === 0) return [];
  const reads = readsOfGraph(content);
  return reads === null ? [] : [...unusedParams(content, reads), ...unusedOutputs(content, reads)];
}

function unusedParams({ params = {} }: GraphContent, reads: Reads): readonly Finding[] {
  if (reads.readsAllParams) return [];
  return Object.keys(params)
    .filter((name) => !reads.params.has(name))
    .map((name) => {
      const text = `Nothing in the graph reads the param ${name}: no track gets what is given for it. Read it as \`params.${name}\`. Before you remove it, look whether a schedule, a trigger or another graph gives it or reads it.`;
      const label = `Remove the param ${name}`;
      const fix = { change: "remove-value", label, of: "params", vertex: null, name } as const;
      return hintFinding("param-unused", text, { fix });
    });
}

function unusedOutputs({ vertices }: GraphContent, reads: Reads): readonly Finding[] {
  const scripts = [...vertices.values()].map(({ revert = "" }) => revert);
  // What failed, with its outputs, is told to final steps and to undo scripts.
  if (reads.readsFailures || scripts.some(readsFailures)) return [];
  return [...vertices].flatMap(([vertex, spec]) => {
    const read = reads.outputs.get(vertex);
    if (read === null || (spec.revert !== undefined && readsOwnOutputs(spec))) return [];
    return Object.entries(spec.outputs ?? {}).flatMap(([name, output]) => {
      if (output.required === true || isLimited(output) || read?.has(name) === true) return [];
      const text = `Nothing in the graph reads the output ${name} of ${vertex}: read it as \`outputs["${vertex}"].${name}\`, or leave it to people, triggers and graphs that run this one: they find it beside its track.`;
      return [hintFinding("output-unused", text, { vertices: [vertex], field: "outputs" })];
    });
  });
}

/** A value that does not fit fails the track: that is a use. */
function isLimited({ min, max, pattern, enum: choices }: OutputSpec): boolean {
  return [min, max, pattern, choices].some((limit) => limit !== undefined);
}

function readsFailures(revert: string): boolean {
  return revert.includes("SIGNALBOX_FAILURES") || readsAllVariables(revert);
}

/** An undo script finds the outputs of what it undoes in its environment. */
function readsOwnOutputs({ revert = "" }: VertexSpec): boolean {
  return revert.includes("SIGNALBOX_OUTPUT") || readsAllVariables(revert);
}

/** True if a script may go through its whole environment, or works out the names of variables. */
function readsAllVariables(script: string): boolean {
  return (
    readsEnvironment(script) ||
    /\b(?:env|printenv|declare|typeset|export|set|compgen|eval|source)\b|\$\{!|os\.environ|process\.env/.test(
      script,
    )
  );
}
