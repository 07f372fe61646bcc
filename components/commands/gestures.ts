import type { Place } from "./command-table.ts";

/** What people do with the mouse in a part of the product. */
export type Gesture = {
  readonly label: string;
  /** Each is enough. On a Mac, Cmd is as good as Ctrl. */
  readonly by: readonly string[];
};

/** By the place where they work. Those of the canvas are about changing a graph. */
export const GESTURES: Readonly<Partial<Record<Place, readonly Gesture[]>>> = {
  canvas: [
    { label: "Add a vertex or a note there", by: ["Double click on the canvas"] },
    { label: "Add what the palette shows", by: ["Click on it", "Drag it to its place"] },
    { label: "Put a new vertex into an edge", by: ["Click on the + of an edge", "Drop it on an edge"] },
    { label: "Put a card without edges into an edge", by: ["Drop it on an edge"] },
    { label: "Connect two vertices", by: ["Drag from point to point"] },
    { label: "Add a vertex that is connected", by: ["Drop an edge on the canvas"] },
    { label: "Connect an edge elsewhere", by: ["Drag one of its ends"] },
    { label: "Add a graph file", by: ["Drop the file"] },
    { label: "Put a card into a frame, or take it out", by: ["Drag it"] },
    { label: "Edit a note, or the title of a frame", by: ["Double click on it"] },
    { label: "Open a collapsed frame", by: ["Double click on its card"] },
    { label: "Actions of what is there", by: ["Right click"] },
    { label: "Select more, or no longer", by: ["Ctrl click", "Shift click"] },
    { label: "Select what is in a rectangle", by: ["Shift drag"] },
    { label: "Move the view", by: ["Drag the canvas", "Middle button drag"] },
    { label: "Zoom", by: ["Wheel"] },
  ],
};
