import { ownOf } from "../json/json.ts";
import { kindOf } from "../kinds/kinds.ts";
import type { InputSpec, OutputSpec, VertexSpec } from "../model/graph-content.ts";
import { reservedInputName } from "../values/reserved-names.ts";

/** What an approval says besides its inputs, with what it says in a test unless a person types something else. */
const OF_APPROVALS: Readonly<Record<string, string>> = { result: "approved", by: "test", comment: "" };

/** Writes each value that was given to the file of the outputs, whatever lines it has. */
const GIVE = `give() {
  signalbox_end=END
  while case "$2" in *"$signalbox_end"*) true ;; *) false ;; esac; do signalbox_end="$signalbox_end"_; done
  printf '%s<<%s\\n%s\\n%s\\n' "$1" "$signalbox_end" "$2" "$signalbox_end" >> "$SIGNALBOX_OUTPUT"
}`;

/**
 * A script that stands in for a vertex: its inputs are the vertex's outputs, and it gives what it was given. How it starts
 * and which edges it takes is as in the draft.
 *
 * @param names the outputs that are read; null among them: all that the vertex declares.
 * @param readsOn whether its inputs are worked out as those of the vertex are: for an approval whose upstream runs.
 */
export function standInFor(
  name: string,
  spec: VertexSpec,
  names: ReadonlySet<string | null>,
  readsOn: boolean,
): VertexSpec {
  const wanted = names.has(null) ? declaredOutputs(spec) : [...names].flatMap((each) => each ?? []);
  const specs = wanted.map((output) => [inputFor(output), specOf(spec, output, readsOn)] as const);
  const outputs = specs.map(([, { type, enum: words }], place): [string, OutputSpec] => [
    wanted[place] ?? "",
    { type, ...(words !== undefined && { enum: words }) },
  ]);
  return {
    description: `Stands in for ${name}: gives the values that were given for the test.`,
    ...(specs.length > 0 && { inputs: Object.fromEntries(specs), outputs: Object.fromEntries(outputs) }),
    script: specs.length === 0 ? "true\n" : `${GIVE}\n${wanted.map(givingLine).join("\n")}\n`,
    interpreter: "sh",
    ...routingOf(spec),
  };
}

function givingLine(output: string): string {
  const input = inputFor(output);
  return `if [ -n "\${${input}+given}" ]; then give ${output} "$${input}"; fi`;
}

/** The input that holds the value of an output. A few names are no names of inputs, because shells read them. */
function inputFor(output: string): string {
  return reservedInputName(output) === null ? output : `value_${output}`;
}

/** A vertex that is over at once and does nothing, with the join and the branch of the one that it stands for. */
export function nothingFor(name: string, spec: VertexSpec): VertexSpec {
  return {
    kind: "wait",
    description: `Stands for ${name}, which is no part of the test. It does nothing.`,
    wait: { for: 1 },
    ...routingOf(spec),
  };
}

function routingOf({ join, branch }: VertexSpec): Pick<VertexSpec, "join" | "branch"> {
  return { ...(join !== undefined && { join }), ...(branch !== undefined && { branch }) };
}

/** The outputs that are known of a vertex before it has run. */
function declaredOutputs(spec: VertexSpec): readonly string[] {
  if (kindOf(spec).carriedOutBy !== "person") return Object.keys(spec.outputs ?? {});
  return [...Object.keys(spec.inputs ?? {}), ...Object.keys(OF_APPROVALS)];
}

/** What an output must be like as an input that a person fills in. */
function specOf(spec: VertexSpec, output: string, readsOn: boolean): InputSpec {
  if (kindOf(spec).carriedOutBy === "person") return specOfAnswer(spec, output, readsOn);
  const own = ownOf(spec.outputs ?? {}, output);
  // The outputs of items are gathered: a list, or a map.
  if (spec.foreach !== undefined) return { type: "json", required: true };
  if (own !== undefined) {
    const { from: _from, ...rest } = own;
    return rest;
  }
  const undeclared = kindOf(spec).undeclaredOutput(output);
  const type = undeclared === "int" ? "integer" : undeclared === "string" ? "text" : "json";
  return { type, required: true };
}

function specOfAnswer({ inputs = {} }: VertexSpec, output: string, readsOn: boolean): InputSpec {
  const said = ownOf(OF_APPROVALS, output);
  if (said !== undefined) return { type: "string", ...(said !== "" && { default: said }) };
  const input = ownOf(inputs, output);
  if (input === undefined) return { type: "json", required: true };
  const { from, ask: _ask, ...rest } = input;
  return readsOn && from !== undefined ? { ...rest, from } : rest;
}
