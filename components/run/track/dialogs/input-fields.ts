import type { FormField } from "#components/values-form/form-field.ts";
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
