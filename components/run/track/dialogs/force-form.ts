import { type FormField, fieldOf } from "#components/values-form/form-field.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

/** What a person may have to enter when they mark a track as succeeded: its outputs, and which edges are taken. */
export function forceFormOf(
  file: GraphFile,
  vertex: string,
): { outputs: readonly FormField[]; heads: readonly string[]; chooses: boolean } {
  const { vertices, edges } = file.content;
  const outs = edges.filter(({ tail }) => tail === vertex);
  const spec = vertices.get(vertex);
  const isConditional = outs.some(
    ({ when, default: isDefault }) =>
      isDefault === true || (when !== undefined && when !== "failed" && when !== "always"),
  );
  return {
    outputs: Object.entries(spec?.outputs ?? {}).map(([name, output]) => fieldOf(name, output)),
    heads: outs.map(({ head }) => head),
    chooses: isConditional || spec?.branch !== undefined,
  };
}
