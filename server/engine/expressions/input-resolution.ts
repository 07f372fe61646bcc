import type { InputSpec, Json } from "../model/graph-content.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { checkValue, valueText } from "../values/input-values.ts";
import { evaluateText, type Facts } from "./expression.ts";

/** An input that a person is asked for. `prefill` is the value that the form shows first; null if there is none. */
export type AskedInput = { readonly name: string; readonly prefill: Json | null };

export type Resolution =
  /** `values` does not contain unset inputs. */
  | { readonly kind: "ready"; readonly values: Readonly<Record<string, Json>> }
  | { readonly kind: "ask"; readonly ask: readonly AskedInput[] }
  | { readonly kind: "failed"; readonly reason: string };

export type InputSources = {
  readonly specs: Readonly<Record<string, InputSpec>>;
  /** Values that a person gave for this track, in their normal form. */
  readonly answers: Readonly<Record<string, Json>>;
  /** Values given at launch, in their normal form. */
  readonly launch: Readonly<Record<string, Json>>;
  /** What `from` may read. */
  readonly facts: Facts;
};

type SearchHit =
  | { readonly kind: "value"; readonly value: Json }
  | { readonly kind: "none" }
  | { readonly kind: "failed"; readonly reason: string };

/**
 * Linux allows 2 MiB for arguments and environment together (a quarter of the usual 8 MiB stack). Each value is in the
 * environment twice: under its plain name and as SIGNALBOX_INPUT_<name>.
 */
const MAX_VALUES_BYTES = 512 * 1024;

/**
 * Finds the value of each declared input. The first of these wins: an answer for this track, a value given at launch,
 * `from`, `default`. A required input without answer and launch value is asked for, prefilled with the value of `from` or
 * `default`; with `ask: never` it must have one of those. An optional input without a value is unset.
 */
export function resolveInputs({ specs, answers, launch, facts }: InputSources): Resolution {
  const values: Record<string, Json> = {};
  const ask: AskedInput[] = [];
  for (const [name, spec] of Object.entries(specs)) {
    const given = ownValue(answers, name) ?? ownValue(launch, name);
    if (given !== null) {
      values[name] = given.value;
      continue;
    }
    const own = declaredValue(name, spec, facts);
    const isAsked = spec.required === true && spec.ask !== "never";
    if (isAsked) ask.push({ name, prefill: own.kind === "value" ? own.value : null });
    else if (own.kind === "failed") return own;
    else if (own.kind === "value") values[name] = own.value;
    else if (spec.required === true)
      return {
        kind: "failed",
        reason: `the required input ${name} has no value, and \`ask: never\` forbids asking for it`,
      };
  }
  if (ask.length > 0) return { kind: "ask", ask };
  const reason = oversize(specs, values);
  return reason === null ? { kind: "ready", values } : { kind: "failed", reason };
}

/** The value is in an object, because null is a valid value of the type json. */
function ownValue(values: Readonly<Record<string, Json>>, name: string): { readonly value: Json } | null {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return value === undefined ? null : { value };
}

function declaredValue(name: string, spec: InputSpec, facts: Facts): SearchHit {
  if (spec.from !== undefined) {
    const result = evaluateText(spec.from, facts);
    if (!result.ok) return { kind: "failed", reason: `the input ${name} has no value: ${result.problem}` };
    return checkedValue(name, spec, result.value, "`from`");
  }
  return spec.default === undefined ? { kind: "none" } : checkedValue(name, spec, spec.default, "default");
}

function checkedValue(name: string, spec: InputSpec, value: unknown, source: string): SearchHit {
  const checked = checkValue(spec, value);
  if (checked.ok) return { kind: "value", value: checked.value };
  return { kind: "failed", reason: `the ${source} of input ${name} does not fit: ${checked.problem}` };
}

function oversize(
  specs: Readonly<Record<string, InputSpec>>,
  values: Readonly<Record<string, Json>>,
): string | null {
  let bytes = 0;
  for (const [name, value] of Object.entries(values)) {
    const spec = specs[name];
    if (spec !== undefined) bytes += utf8Length(valueText(spec, value)) + name.length;
  }
  if (bytes <= MAX_VALUES_BYTES) return null;
  return `its values have ${bytes.toLocaleString("en")} bytes together, and a script can be given at most ${MAX_VALUES_BYTES.toLocaleString("en")}`;
}
