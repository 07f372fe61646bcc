import type { FormField } from "#components/values-form/form-field.ts";
import {
  type FormEntries,
  type FormReading,
  firstEntries,
  readForm,
} from "#components/values-form/form-values.ts";
import type { WhenEmpty } from "#components/values-form/when-empty.ts";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { ownOf } from "#engine/json/json.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

/**
 * The inputs of the track's vertex, filled with what its last attempt was given. What is not known stays empty: an expression,
 * the launch or a person may have given it, to each item another one, so it need not be the default.
 */
export function inputFields(file: GraphFile, { vertex, inputs }: TrackView): readonly FormField[] {
  const specs = file.content.vertices.get(vertex)?.inputs ?? {};
  return Object.entries(specs).map(([name, spec]) => ({ name, spec, prefill: ownOf(inputs ?? {}, name) }));
}

/** What an empty field of such a form comes to. */
export function whenEmptyOf({ prefill }: FormField): WhenEmpty {
  return prefill === undefined ? "kept" : "read";
}

const NO_VALUE =
  "An empty field takes no value away: it is worked out again from the launch, the graph or its default. Enter a value.";

/**
 * The values of a retry that a person changed: the others stay as they are. What is left out is worked out anew, so a value that
 * was cleared would come back: cleared text is empty text, and of another type it is a problem.
 */
export function readInputs(fields: readonly FormField[], entries: FormEntries): FormReading {
  const begun = firstEntries(fields);
  const changed = fields.filter(({ name }) => entries.get(name) !== begun.get(name));
  const isCleared = ({ name }: FormField) => (entries.get(name) ?? "") === "";
  const asked = changed.map((field) => {
    const { name, spec } = field;
    const isText = spec.required !== true && spec.enum === undefined && isCleared(field);
    return isText ? { name, spec: { ...spec, default: begun.get(name) ?? "" } } : field;
  });
  const { values, problems } = readForm(asked, entries, "problem");
  const lost = changed.filter(
    (field) => isCleared(field) && !Object.hasOwn(values, field.name) && !problems.has(field.name),
  );
  return { values, problems: new Map([...problems, ...lost.map(({ name }) => [name, NO_VALUE] as const)]) };
}
