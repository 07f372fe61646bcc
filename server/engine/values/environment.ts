import { ownOf } from "../json/json.ts";
import { writeJson } from "../json/write-json.ts";
import type { InputSpec, Json } from "../model/graph-content.ts";
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
  readonly undone?: Undone | null;
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
    const { outputs, failures } = track.undone;
    environment["SIGNALBOX_UNDO"] = "1";
    environment["SIGNALBOX_FAILURES"] = failuresText(failures);
    for (const [name, value] of Object.entries(outputs))
      environment[`SIGNALBOX_OUTPUT_${name}`] = typeof value === "string" ? value : writeJson(value);
  }
  return environment;
}
