import { ownOf } from "../json/json.ts";
import { writeJson } from "../json/write-json.ts";
import type { InputSpec, Json } from "../model/graph-content.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { failuresText, type VertexFailure } from "./failures-text.ts";
import { valueText } from "./input-values.ts";
import { reservedInputName } from "./reserved-names.ts";

/** The name of the environment variable that holds the value of the input `name`. Placeholders refer to it. */
export function inputVariable(name: string): string {
  return `SIGNALBOX_INPUT_${name}`;
}

/** The environment variables of one input. */
export function inputEnvironment(name: string, text: string): Record<string, string> {
  const own = { [inputVariable(name)]: text };
  // Check refuses reserved names, but a graph may have been sealed before a name was reserved. Its value must not
  // replace a variable such as PATH.
  return reservedInputName(name) === null ? { ...own, [name]: text } : own;
}

/** Linux refuses a single `NAME=value` of 32 pages or more, with its closing NUL (MAX_ARG_STRLEN). */
export const MAX_VARIABLE_BYTES = 32 * 4_096 - 2;
/** Up to so many bytes of all variables, an undo script is given outputs that it does not name. Linux allows 2 MiB. */
const MAX_WITH_UNREAD_BYTES = 1.5 * 1_048_576;

/** What an undo script is given: the outputs of the attempt that it undoes, and the failures of the pipeline. */
export type Undone = {
  readonly outputs: Readonly<Record<string, Json>>;
  readonly failures: readonly VertexFailure[];
};

/**
 * The environment of a script, without secrets: each value under its plain name and as SIGNALBOX_INPUT_<name>, and
 * variables that describe the track. An unset input has no variable. SIGNALBOX_OUTPUT is added later, when its file is
 * created.
 */
export function trackEnvironment(track: {
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly values: Readonly<Record<string, Json>>;
  readonly pipeline: number | string;
  readonly pipelineName?: string;
  readonly graph?: string;
  readonly digest: string;
  readonly vertex: string;
  readonly attempt: number;
  /** Set if the script is the undo script of the track. */
  readonly undone?: (Undone & { readonly script: string }) | null;
}): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, spec] of Object.entries(track.inputs)) {
    const value = ownOf(track.values, name);
    if (value === undefined || spec.type === "secret") continue;
    Object.assign(environment, inputEnvironment(name, valueText(spec, value)));
  }
  environment["SIGNALBOX_PIPELINE"] = String(track.pipeline);
  if (track.pipelineName !== undefined) environment["SIGNALBOX_PIPELINE_NAME"] = track.pipelineName;
  if (track.graph !== undefined) environment["SIGNALBOX_GRAPH"] = track.graph;
  environment["SIGNALBOX_DIGEST"] = track.digest;
  environment["SIGNALBOX_VERTEX"] = track.vertex;
  environment["SIGNALBOX_ATTEMPT"] = String(track.attempt);
  if (track.undone != null) {
    const { outputs, failures, script } = track.undone;
    environment["SIGNALBOX_UNDO"] = "1";
    environment["SIGNALBOX_FAILURES"] = failuresText(failures);
    addOutputs(environment, outputs, script);
  }
  return environment;
}

/**
 * Adds the outputs that a script gave to the environment of its undo script. They may be longer than variables can be. One
 * that the undo script does not name is then left out: else nothing could be undone.
 */
function addOutputs(environment: Record<string, string>, outputs: Undone["outputs"], script: string): void {
  const named = [...script.matchAll(/SIGNALBOX_OUTPUT_(\w*)/g)].map(([, name = ""]) => name);
  let bytes = 0;
  for (const [name, value] of Object.entries(environment)) bytes += bytesOf(name, value);
  const unread: { variable: string; value: string; own: number }[] = [];
  for (const [name, output] of Object.entries(outputs)) {
    const variable = `SIGNALBOX_OUTPUT_${name}`;
    const value = typeof output === "string" ? output : writeJson(output);
    const own = bytesOf(variable, value);
    // The script may put the rest of the name together.
    if (named.some((beginning) => name.startsWith(beginning))) {
      environment[variable] = value;
      bytes += own;
    } else if (own <= MAX_VARIABLE_BYTES) unread.push({ variable, value, own });
  }
  for (const { variable, value, own } of unread.sort((one, other) => one.own - other.own)) {
    bytes += own;
    if (bytes > MAX_WITH_UNREAD_BYTES) return;
    environment[variable] = value;
  }
}

function bytesOf(name: string, value: string): number {
  return name.length + 1 + utf8Length(value);
}
