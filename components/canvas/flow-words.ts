import type { AriaLabelConfig } from "@xyflow/react";

/** What screen readers are told about the canvas, in this product's words. */
export const EDIT_WORDS: Partial<AriaLabelConfig> = {
  "node.a11yDescription.default":
    "Press Enter or Space to select the vertex, Enter again to edit it, the arrow keys to move it, C to connect it, Delete to remove it, Escape to deselect.",
  "node.a11yDescription.keyboardDisabled": "Press Enter or Space to select the vertex.",
  "node.a11yDescription.ariaLiveMessage": ({ direction, x, y }) => `Moved ${direction}. Now at ${x}, ${y}.`,
  "edge.a11yDescription.default":
    "Press Enter or Space to select the edge, Enter again to edit it, Delete to remove it, Escape to deselect.",
  "controls.ariaLabel": "Zoom",
  "controls.zoomIn.ariaLabel": "Zoom in",
  "controls.zoomOut.ariaLabel": "Zoom out",
  "minimap.ariaLabel": "Overview of the whole graph",
};

/** The same for a canvas that only shows. */
export const SHOW_WORDS: Partial<AriaLabelConfig> = {
  ...EDIT_WORDS,
  "node.a11yDescription.default": "Press Enter or Space to select the vertex, Escape to deselect.",
  "edge.a11yDescription.default": "",
};
