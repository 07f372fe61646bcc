import { inputJson } from "#engine/graph-file/graph-file-json.ts";
import type { InputSpec } from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import { inputNameProblem } from "#engine/shape/names/graph-names.ts";
import { reservedInputName } from "#engine/values/reserved-names.ts";

type Specs = Readonly<Record<string, InputSpec>>;

/** Why an input or a parameter cannot be called so. `own` is the one that would get the name. */
export function inputProblem(inputs: Specs, wanted: string, own?: string): string | null {
  const problem = inputNameProblem(wanted) ?? reservedInputName(wanted);
  if (problem !== null) return problem;
  return wanted !== own && Object.hasOwn(inputs, wanted)
    ? `There is ${wanted} already. Choose another name.`
    : null;
}

/** A name for a new input, or for a new output, that no other has. */
export function freeInputName(inputs: Specs, noun: "input" | "output" = "input"): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? noun : `${noun}${number}`;
    if (!Object.hasOwn(inputs, name)) return name;
  }
}

/** All inputs as a graph file has them, one of them changed; `spec` null takes it away. */
export function withInput(inputs: Specs, name: string, spec: FileFields | null): FileFields {
  const entries = Object.entries(inputs).map(([each, old]) => [each, inputJson(old)] as const);
  if (spec === null) return Object.fromEntries(entries.filter(([each]) => each !== name));
  if (!Object.hasOwn(inputs, name)) return Object.fromEntries([...entries, [name, spec]]);
  return Object.fromEntries(entries.map(([each, old]) => [each, each === name ? spec : old]));
}
