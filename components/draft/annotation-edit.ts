import { annotationsJson } from "#engine/graph-file/annotations.ts";
import type { Annotations } from "#engine/model/graph-content.ts";
import type { FileFields, FilePart } from "#engine/shape/file-part.ts";
import { annotationOf } from "./edits/annotation-id.ts";
import type { Edit } from "./edits/edit.ts";
import { withChange } from "./use-vertex.ts";

type Change = { readonly [field: string]: FilePart | undefined };

/** The edit that changes fields of a frame or a note, as in a graph file; undefined removes one. Null where there is none. */
export function annotationEdit(
  annotations: Annotations | undefined,
  id: string,
  change: Change,
): Edit | null {
  const drawn = annotationOf(id);
  if (drawn === null) return null;
  const { kind, name } = drawn;
  const all = annotationsJson(annotations)[kind === "frame" ? "frames" : "notes"];
  const json = all instanceof Map ? (all.get(name) as FileFields | undefined) : undefined;
  if (json === undefined) return null;
  const changed = withChange(json, change);
  return kind === "frame"
    ? { do: "set-frame", name, frame: changed }
    : { do: "set-note", name, note: changed };
}
