import { useState } from "react";
import { drawnAfter } from "./elements/drawn-after.ts";
import type { Drawing } from "./elements/flow-elements.ts";

/** Vertices and edges as the canvas takes them; those that are drawn as before are the very same objects. */
export function useDrawing(drawing: Drawing) {
  const [drawn, setDrawn] = useState(() => drawnAfter(null, drawing));
  if (drawn.drawing === drawing) return drawn;
  // State set while rendering: React renders again at once, before anything below.
  const next = drawnAfter(drawn, drawing);
  setDrawn(next);
  return next;
}
