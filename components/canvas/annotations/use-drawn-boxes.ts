import { useMemo, useState } from "react";
import type { Point } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { sharedBoxes } from "./boxes-in-view.ts";
import { drawnBoxes } from "./drawn-boxes.ts";

/** The open frames and the notes of a file; those that are drawn as before are the very same objects. */
export function useDrawnBoxes(
  file: GraphFile,
  moved?: ReadonlyMap<string, Point>,
  selected?: ReadonlySet<string>,
) {
  const now = useMemo(
    () => drawnBoxes(file, { ...(moved && { moved }), ...(selected && { selected }) }),
    [file, moved, selected],
  );
  const [drawn, setDrawn] = useState({ now, boxes: now });
  if (drawn.now === now) return drawn.boxes;
  // State set while rendering: React renders again at once, before anything below.
  const boxes = sharedBoxes(drawn.boxes, now);
  setDrawn({ now, boxes });
  return boxes;
}
