import type { FormField } from "#components/values-form/form-field.ts";
import type { GraphFileJson } from "#contract/graphs.ts";
import type { TrackView } from "#contract/pipelines.ts";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";

/** The inputs of the track's vertex, filled with what its last attempt was given. */
export function inputFields(file: GraphFileJson, { vertex, inputs }: TrackView): readonly FormField[] {
  const parsed = parseGraphFile(file);
  const specs = parsed.ok ? (parsed.file.content.vertices.get(vertex)?.inputs ?? {}) : {};
  return Object.entries(specs).map(([name, spec]) => ({
    name,
    spec,
    prefill: inputs?.[name] ?? spec.default ?? null,
  }));
}
