import { type FormField, fieldOf } from "#components/values-form/form-field.ts";
import {
  type FormEntries,
  type FormReading,
  firstEntries,
  readForm,
} from "#components/values-form/form-values.ts";
import { ownOf } from "#engine/json/json.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";

type Params = Readonly<Record<string, Json>>;

export type ParamsForm = {
  readonly fields: readonly FormField[];
  readonly entries: FormEntries;
  readonly reading: FormReading;
  /** Values that the schedule has and the revision does not ask for: a save takes them away. */
  readonly dropped: readonly string[];
};

/**
 * The params of a schedule as a form. What stays empty is not stored: it has the default of the revision that is launched.
 *
 * @param stored the values that the schedule has. @param typed what was typed since.
 */
export function paramsForm(
  specs: Readonly<Record<string, InputSpec>>,
  stored: Params,
  typed: FormEntries,
): ParamsForm {
  const fields = Object.entries(specs).map(([name, spec]) => ({
    ...fieldOf(name, spec),
    prefill: ownOf(stored, name),
  }));
  const entries = new Map([...firstEntries(fields, "default"), ...typed]);
  const isGiven = (field: FormField) =>
    (entries.get(field.name) ?? "") !== "" ||
    (field.spec.required === true && field.spec.default === undefined);
  return {
    fields,
    entries,
    reading: readForm(fields.filter(isGiven), entries, "problem"),
    dropped: Object.keys(stored).filter((name) => !Object.hasOwn(specs, name)),
  };
}
