import { useShallow } from "zustand/react/shallow";
import { vertexJson } from "#engine/graph-file/graph-file-json.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { FileFields, FilePart } from "#engine/shape/file-part.ts";
import { useDraft, useDraftStore } from "./draft-context.ts";

type Change = { readonly [field: string]: FilePart | undefined };

/**
 * A vertex of the draft, and the way to change it.
 *
 * @param fields what of it is shown: the other fields are left out, and nothing is drawn again when they change. All of
 *   them where nothing is given.
 */
export function useVertex(
  name: string,
  fields?: readonly (keyof VertexSpec)[],
): {
  readonly spec: VertexSpec;
  /**
   * Changes fields of the vertex, as in a graph file; undefined removes one.
   *
   * @param field given while a person types: edits of one field in a row are one step.
   * @returns why it could not be done, or null.
   */
  readonly update: (change: Change, field?: string) => string | null;
} {
  const store = useDraftStore();
  const spec = useDraft(
    useShallow(({ draft }): VertexSpec => partOf(draft.file.content.vertices.get(name) ?? {}, fields)),
  );
  const update = (change: Change, field?: string) => {
    const now = store.getState().draft.file.content.vertices.get(name) ?? {};
    return store
      .getState()
      .edit(
        { do: "set-vertex", name, spec: withChange(vertexJson(now), change) },
        field === undefined ? undefined : `${field} of ${name}`,
      );
  };
  return { spec, update };
}

/** JSON with some fields changed; undefined takes one away. */
export function withChange(json: FileFields, change: Change): FileFields {
  const entries = Object.entries({ ...json, ...change });
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

function partOf(spec: VertexSpec, fields: readonly (keyof VertexSpec)[] | undefined): VertexSpec {
  if (fields === undefined) return spec;
  return Object.fromEntries(
    fields.flatMap((field) => (spec[field] === undefined ? [] : [[field, spec[field]]])),
  );
}
