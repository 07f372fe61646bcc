import { inputsOfLocks } from "../../locks/locks.ts";
import { errorFinding, removalOfValue, warningFinding } from "../../model/finding.ts";
import type { Finding, VertexSpec } from "../../model/graph-content.ts";
import { mentionedVariables, readsEnvironment } from "../../placeholders/mentioned-variables.ts";
import { placeholderProblems, readingOf, reasonNotToRun } from "../../placeholders/placeholders.ts";
import { textDigest } from "../../text/text-digest.ts";
import { trackEnvironment } from "../../values/environment.ts";
import { parseOutputs } from "../../values/output-lines.ts";
import { isSettableVariable } from "../../values/reserved-names.ts";
import { type ExecutionEnd, failureOf } from "../kind/execution-end.ts";
import type { Ended, RunnerKind, TaskOrder, TaskRendered } from "../kind/kind.ts";
import { readShebang } from "./shebang.ts";

const MAX_OUTPUT_TEXT = "1 MiB";

/** A script that a runner executes. */
export const scriptKind: RunnerKind = {
  carriedOutBy: "runner",
  fields: [
    "inputs",
    "outputs",
    "script",
    "interpreter",
    "output",
    "fence",
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
  example: {
    inputs: { host: { type: "string", required: true } },
    script: "echo {host}",
    interpreter: "sh",
    output: "split",
    fence: "offline",
    revert: "echo undo {host}",
    revertFailed: true,
  },
  findings: findingsOfScript,
  mapTemplates: (spec, change) => {
    const { script, revert, interpreter: language = "bash" } = spec;
    return {
      ...spec,
      ...(script !== undefined && { script: change({ text: script, language }) }),
      ...(revert !== undefined && { revert: change({ text: revert, language }) }),
    };
  },
  received: null,
  mapConditions: (spec) => spec,
  changesSomething: () => true,
  undeclaredOutput: () => "string",
  usualTimeoutMs: null,
  render: renderScript,
  outcome: scriptOutcome,
  outputsBefore: outputsBeforeFailure,
  exampleEnd: { exitCode: 0, outputText: "" },
};

function findingsOfScript(name: string, spec: VertexSpec): readonly Finding[] {
  const { script = "", revert = "", inputs = {} } = spec;
  const place = { vertices: [name] };
  if (script.trim() === "")
    return [errorFinding("script-empty", `${name} has no script: there is nothing to execute.`, place)];
  const findings: Finding[] = [];
  for (const field of ["script", "revert"] as const)
    findings.push(...shebangFindings(name, field, spec), ...placeholderFindings(name, field, spec));
  const names = Object.keys(inputs);
  if (names.length === 0 || readsEnvironment(script) || readsEnvironment(revert)) return findings;
  const read = new Set([
    ...mentionedVariables(script),
    ...mentionedVariables(revert),
    ...inputsOfLocks(spec),
  ]);
  for (const input of names) {
    if (read.has(input) || isSettableVariable(input)) continue;
    const text = `The script of ${name} never reads its input ${input}: write ${readingOf(input, spec.interpreter ?? "bash")} where the value belongs, or remove it.`;
    findings.push(
      warningFinding("input-unused", text, { ...place, fix: removalOfValue(name, "inputs", input) }),
    );
  }
  return findings;
}

function shebangFindings(vertex: string, field: "script" | "revert", spec: VertexSpec): readonly Finding[] {
  const script = spec[field] ?? "";
  const { problem } = readShebang(script, spec.interpreter ?? "bash");
  if (problem === null) return [];
  const { text, fix } = problem;
  // Another interpreter would be for the script as well.
  const isOffered = fix !== null && (field === "script" || fix.change === "text");
  const offered = fix?.change === "text" ? { ...fix, of: textDigest(script) } : fix;
  const place = {
    vertices: [vertex],
    ...(isOffered && offered !== null && { fix: { vertex, field, ...offered } }),
  };
  return [errorFinding("shebang", `${field === "script" ? vertex : `${vertex}, revert`}: ${text}`, place)];
}

function placeholderFindings(
  vertex: string,
  field: "script" | "revert",
  spec: VertexSpec,
): readonly Finding[] {
  const { interpreter = "bash", inputs = {} } = spec;
  const script = spec[field] ?? "";
  const found = placeholderProblems({ script, interpreter, inputs });
  // Not the script itself: there may be a finding for each of its lines.
  const digest = found.length > 0 ? textDigest(script) : "";
  return found.map((problem) => {
    const { text, line, fix } = problem;
    const of = field === "script" ? vertex : `${vertex}, revert`;
    const place = {
      vertices: [vertex],
      line,
      field,
      ...(fix !== undefined && { fix: { change: "text", of: digest, ...fix, vertex, field } as const }),
    };
    const said = `${of}, line ${line}: ${text}`;
    return problem.level === "error"
      ? errorFinding(problem.code, said, place)
      : warningFinding(problem.code, said, place);
  });
}

function renderScript({ vertex, programs, values, undone, where, logBytes }: TaskOrder): TaskRendered {
  const { inputs = {}, interpreter = "bash", output = "merged", fence = "default" } = vertex.spec;
  const field = undone === null ? "script" : "revert";
  const compiled = programs.of(vertex.number, field);
  const { options } = readShebang(vertex.spec[field] ?? "", interpreter);
  const reason = reasonNotToRun(compiled, (input) => Object.hasOwn(values, input));
  if (reason !== null) return { reason };
  const { program } = compiled;
  const undo = undone && { ...undone, script: vertex.spec.revert ?? "" };
  return {
    text: program,
    taskOf: (attempt) => ({
      kind: "script",
      interpreter,
      options,
      output,
      fence,
      program,
      logBytes,
      env: trackEnvironment({ inputs, values, ...where, attempt, undone: undo }),
    }),
  };
}

/** The outputs that a script gave before it failed; null if none can be read. */
function outputsBeforeFailure(spec: VertexSpec, end: ExecutionEnd, successors: Ended["successors"]) {
  if (end.isOutputCut || end.outputText === null) return null;
  const declared = Object.entries(spec.outputs ?? {}).map(([name, { required: _required, ...type }]) => [
    name,
    type,
  ]);
  const parsed = parseOutputs(end.outputText, Object.fromEntries(declared), successors);
  return parsed.ok && Object.keys(parsed.outputs).length > 0 ? parsed.outputs : null;
}

/** People look for a broken disk where a script wanted to change what its fence does not let it change. */
function fenceHint({ fence }: VertexSpec, { lastLine, exitCode }: ExecutionEnd): string {
  const isLikely = fence !== "host" && exitCode !== null && /read-only file system/i.test(lastLine ?? "");
  return isLikely
    ? " (behind its fence a script can change its own directory and /tmp only: see `fence`)"
    : "";
}

function scriptOutcome({ vertex: { spec }, end, successors, random }: Ended) {
  const { exitCode: exit } = end;
  const given = () => {
    const outputs = outputsBeforeFailure(spec, end, successors);
    return outputs === null ? {} : { outputs };
  };
  const failed = (reason: string) => ({ to: "failed", reason, exit, random, ...given() }) as const;
  const failure = failureOf(end);
  if (failure !== null) return failed(`${failure}${fenceHint(spec, end)}`);
  if (end.isOutputCut) return failed(`its outputs are longer than ${MAX_OUTPUT_TEXT}`);
  if (end.outputProblem != null)
    return failed(`its outputs cannot be read from the file $SIGNALBOX_OUTPUT: ${end.outputProblem}`);
  const parsed = parseOutputs(end.outputText ?? "", spec.outputs ?? {}, successors);
  if (!parsed.ok) return failed(parsed.reason);
  const next =
    parsed.next === null
      ? null
      : successors.filter(({ name }) => parsed.next?.includes(name)).map(({ number }) => number);
  return { to: "succeeded", next, outputs: parsed.outputs, exit } as const;
}
