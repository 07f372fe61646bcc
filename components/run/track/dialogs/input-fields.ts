import type { FormField } from "#components/values-form/form-field.ts";
import {
  type FormEntries,
  type FormReading,
  firstEntries,
  readForm,
} from "#components/values-form/form-values.ts";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { ownOf } from "#engine/json/json.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

/** The inputs of the track's vertex, filled with what its last attempt was given. */
export function inputFields(file: GraphFile, { vertex, inputs }: TrackView): readonly FormField[] {
  const specs = file.content.vertices.get(vertex)?.inputs ?? {};
  return Object.entries(specs).map(([name, spec]) => {
    const given = ownOf(inputs ?? {}, name);
    return { name, spec, prefill: given === undefined ? spec.default : given };
  });
}

const NO_VALUE =
  "An empty field takes no value away: it is worked out again from the launch, the graph or its default. Enter a value.";

/**
 * The values of a retry. What is left out is worked out anew, so a value that was cleared would come back: cleared text is
 * empty text, and of another type it is a problem.
 */
export function readInputs(fields: readonly FormField[], entries: FormEntries): FormReading {
  const begun = firstEntries(fields);
  const isCleared = ({ name }: FormField) => begun.get(name) !== "" && (entries.get(name) ?? "") === "";
  const asked = fields.map((field) => {
    const { name, spec } = field;
    const isText = spec.required !== true && spec.enum === undefined && isCleared(field);
    return isText ? { name, spec: { ...spec, default: begun.get(name) ?? "" } } : field;
  });
  const { values, problems } = readForm(asked, entries, "problem");
  const lost = fields.filter(
    (field) => isCleared(field) && !Object.hasOwn(values, field.name) && !problems.has(field.name),
  );
  return { values, problems: new Map([...problems, ...lost.map(({ name }) => [name, NO_VALUE] as const)]) };
}
