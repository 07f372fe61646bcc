import { HALF_ENTRY } from "#components/ui/fields/half-entry.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { type CheckedValue, checkValue, emptyMeansUnset } from "#engine/values/input-values.ts";
import { entryOf, type FormField } from "./form-field.ts";
import { EMPTY_TEXT, entryOfEmptyText, type WhenEmpty } from "./when-empty.ts";

/** The texts of the fields, by name. */
export type FormEntries = ReadonlyMap<string, string>;

/**
 * What an empty required field means: an answer must have it (`problem`); a launch may leave it out, since it is asked
 * for when its track is ready (`ask-later`).
 */
export type WhenMissing = "problem" | "ask-later";

export type FormReading = {
  /** The values that were given and fit, in their normal form. What is unset is left out. */
  readonly values: Readonly<Record<string, Json>>;
  /** By field: a sentence why its entry does not do. */
  readonly problems: ReadonlyMap<string, string>;
};

/** The entries that a form begins with. `when`: what an empty field of it comes to. */
export function firstEntries(fields: readonly FormField[], when: WhenEmpty = "read"): FormEntries {
  return new Map(
    fields.map(({ name, spec, prefill }) => [
      name,
      prefill === "" ? entryOfEmptyText(spec, when) : entryOf(spec, prefill),
    ]),
  );
}

/** Judges every field with the one validator that the server uses too. */
export function readForm(
  fields: readonly FormField[],
  entries: FormEntries,
  whenMissing: WhenMissing,
): FormReading {
  const values: [string, Json][] = [];
  const problems = new Map<string, string>();
  for (const { name, spec } of fields) {
    const entry = entries.get(name) ?? "";
    if (isEmptyEntry(spec, entry) && emptyMeansUnset(spec)) {
      if (spec.required === true && whenMissing === "problem") problems.set(name, "Required: enter a value.");
      continue;
    }
    const checked = checkEntry(spec, entry);
    if (checked.ok) values.push([name, checked.value]);
    else problems.set(name, checked.problem);
  }
  return { values: Object.fromEntries(values), problems };
}

/** Whether nothing was entered. Spaces alone are something where they are kept: a separator can be one. */
export function isEmptyEntry({ type }: Pick<FormField["spec"], "type">, entry: string): boolean {
  return (type === "string" || type === "text" || type === "enum" ? entry : entry.trim()) === "";
}

/** Judges what stands in the field of a value. Half a date is no value, and is called so. */
export function checkEntry(spec: FormField["spec"], entry: string): CheckedValue {
  if (entry === EMPTY_TEXT) return checkValue(spec, "");
  if (entry === HALF_ENTRY && spec.type === "date")
    return { ok: false, problem: "Enter the whole date, or clear it." };
  return checkValue(spec, entry);
}
