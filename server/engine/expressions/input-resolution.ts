import { sharingCost } from "../cost/cost.ts";
import { ownOf } from "../json/json.ts";
import type { InputSpec, Json } from "../model/graph-content.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { checkValue, valueText } from "../values/input-values.ts";
import type { Facts } from "./expression.ts";
import { foundValue } from "./found-value.ts";

/** An input in a form. `prefill` is the value that the form shows first; null is a value of the type json. */
export type AskedInput = {
  readonly name: string;
  readonly prefill?: Json | undefined;
  /** The value is only shown: it does not come from the person who answers. */
  readonly isShown?: true;
};

export type Resolution =
  /** `values` does not contain unset inputs. */
  | { readonly kind: "ready"; readonly values: Readonly<Record<string, Json>> }
  | { readonly kind: "ask"; readonly ask: readonly AskedInput[] }
  | { readonly kind: "failed"; readonly reason: string };

/** An approval asks a person also where every value is known. */
export type FormResolution = Exclude<Resolution, { kind: "ready" }>;

export type InputSources = {
  readonly specs: Readonly<Record<string, InputSpec>>;
  /** Values that a person gave for this track, in their normal form. */
  readonly answers: Readonly<Record<string, Json>>;
  /** Values given at launch, in their normal form. */
  readonly launch: Readonly<Record<string, Json>>;
  /** What `from` may read. */
  readonly facts: Facts;
  /** The values go to a child graph: an input that finds nothing is left to the default of the graph's param. */
  readonly isForGraph?: boolean;
  /** A required input without a value is left out, because the track of an item asks for it. */
  readonly isAskedLater?: boolean;
};

type DeclaredValue =
  | { readonly kind: "value"; readonly value: Json }
  /** `problem` is null if the input has neither `from` nor `default`. */
  | { readonly kind: "nothing"; readonly problem: string | null }
  /** `isBroken`: the expression cannot be evaluated. Else its value does not fit. */
  | { readonly kind: "failed"; readonly reason: string; readonly isBroken: boolean };

/**
 * Linux allows 2 MiB for arguments and environment together (a quarter of the usual 8 MiB stack). Each value is in the
 * environment twice: under its plain name and as SIGNALBOX_INPUT_<name>.
 */
const MAX_VALUES_BYTES = 512 * 1024;

/**
 * Finds the value of each declared input. The first of these wins: an answer for this track, a value given at launch,
 * `from`, `default`. A required input without answer and launch value is asked for, prefilled with the value of `from` or
 * `default`; with `ask: never` it must have one of those. An optional input without `from` and without a value is unset. A
 * `from` that finds nothing and has no default is a failure, so that no script runs without a value that it expects.
 */
export function resolveInputs(sources: InputSources): Resolution {
  return sharingCost(() => resolved(sources));
}

function resolved(sources: InputSources): Resolution {
  const { specs, answers, launch, isAskedLater = false } = sources;
  const values: Record<string, Json> = {};
  const ask: AskedInput[] = [];
  for (const [name, spec] of Object.entries(specs)) {
    const given = ownValue(answers, name) ?? ownValue(launch, name);
    if (given !== null) {
      values[name] = given.value;
      continue;
    }
    const own = declaredValue(name, spec, sources.facts);
    const isRequired = spec.required === true && spec.ask !== "never";
    const isAsked = isRequired && !isAskedLater;
    if (own.kind === "failed" && (own.isBroken || !isAsked)) return { kind: "failed", reason: own.reason };
    if (isAsked) ask.push({ name, prefill: own.kind === "value" ? own.value : undefined });
    else if (own.kind === "value") values[name] = own.value;
    else if (!isRequired) {
      const reason = own.kind === "nothing" ? reasonOfNothing(name, spec, own.problem, sources) : null;
      if (reason !== null) return { kind: "failed", reason };
    }
  }
  if (ask.length > 0) return { kind: "ask", ask };
  const reason = oversize(specs, values);
  return reason === null ? { kind: "ready", values } : { kind: "failed", reason };
}

/**
 * The form of an approval: every input. Those with a value from the launch or from `from` are only shown, unless they are
 * required and a person is asked. An earlier answer is shown first in its field.
 */
export function resolveForm(sources: InputSources): FormResolution {
  return sharingCost(() => formOf(sources));
}

function formOf(sources: InputSources): FormResolution {
  const { specs, answers, launch, facts } = sources;
  const ask: AskedInput[] = [];
  for (const [name, spec] of Object.entries(specs)) {
    const answered = ownValue(answers, name);
    const given = ownValue(launch, name);
    const own = declaredValue(name, spec, facts);
    const isAsked = spec.required === true && spec.ask !== "never";
    if (answered !== null) ask.push({ name, prefill: answered.value });
    else if (given !== null) ask.push({ name, prefill: given.value, isShown: true });
    else if (own.kind === "failed" && (own.isBroken || !isAsked))
      return { kind: "failed", reason: own.reason };
    else {
      const reason =
        own.kind === "nothing" && !isAsked ? reasonOfNothing(name, spec, own.problem, sources) : null;
      if (reason !== null) return { kind: "failed", reason };
      const prefill = own.kind === "value" ? own.value : undefined;
      const isShown = !isAsked && (spec.from !== undefined || spec.ask === "never");
      if (!isShown) ask.push({ name, prefill });
      else if (prefill !== undefined) ask.push({ name, prefill, isShown });
    }
  }
  return { kind: "ask", ask };
}

/** Why an input cannot be without a value; null if it can be unset. */
function reasonOfNothing(
  name: string,
  spec: InputSpec,
  problem: string | null,
  { isForGraph = false }: InputSources,
): string | null {
  if (spec.required === true) {
    const why = problem === null ? "" : ` (${problem})`;
    return `the required input ${name} has no value${why}, and \`ask: never\` forbids asking for it`;
  }
  return problem === null || isForGraph ? null : `the input ${name} has no value and no default: ${problem}`;
}

/** The value is in an object, because null is a valid value of the type json. */
function ownValue(values: Readonly<Record<string, Json>>, name: string): { readonly value: Json } | null {
  const value = ownOf(values, name);
  return value === undefined ? null : { value };
}

function declaredValue(name: string, spec: InputSpec, facts: Facts): DeclaredValue {
  const found = foundValue(spec, facts);
  if (found.kind === "nothing") return found;
  if (found.kind === "broken")
    return { kind: "failed", reason: `the input ${name} has no value: ${found.problem}`, isBroken: true };
  const checked = checkValue(spec, found.value);
  if (checked.ok) return { kind: "value", value: checked.value };
  const reason = `the ${found.source} of input ${name} does not fit: ${checked.problem}`;
  return { kind: "failed", reason, isBroken: false };
}

function oversize(
  specs: Readonly<Record<string, InputSpec>>,
  values: Readonly<Record<string, Json>>,
): string | null {
  let bytes = 0;
  for (const [name, value] of Object.entries(values)) {
    const spec = ownOf(specs, name);
    if (spec !== undefined) bytes += utf8Length(valueText(spec, value)) + name.length;
  }
  if (bytes <= MAX_VALUES_BYTES) return null;
  return `its values have ${bytes.toLocaleString("en")} bytes together, and a script can be given at most ${MAX_VALUES_BYTES.toLocaleString("en")}`;
}
