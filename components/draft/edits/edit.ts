import type { GraphFile, Json } from "#engine/model/graph-content.ts";

/** Where something stands on the canvas, in its own coordinates. */
export type Place = { readonly x: number; readonly y: number };

/** An edge is known by its two ends. */
export type Wire = { readonly tail: string; readonly head: string };

/** A part of a graph file as it stands in the file: `{ script: "echo A", timeout: "10m" }`. */
export type FileJson = { readonly [key: string]: Json };

/** How a new vertex hangs on what is there already. */
export type Hook =
  | { readonly by: "nothing" }
  | { readonly by: "tail"; readonly tail: string }
  | { readonly by: "head"; readonly head: string }
  /** Between the two ends of an edge, which gives way to two. */
  | { readonly by: "edge"; readonly wire: Wire };

/** Everything that can be done to a draft. Each is one step back in the history. */
export type Edit =
  | {
      readonly do: "add";
      readonly name: string;
      readonly spec: FileJson;
      readonly at: Place;
      readonly hook: Hook;
    }
  | { readonly do: "rename"; readonly from: string; readonly to: string }
  | { readonly do: "move"; readonly places: ReadonlyMap<string, Place> }
  | { readonly do: "connect"; readonly wire: Wire }
  | { readonly do: "reconnect"; readonly wire: Wire; readonly to: Wire }
  | { readonly do: "remove"; readonly vertices: readonly string[]; readonly wires: readonly Wire[] }
  /** `spec` is the whole vertex as it stands in a graph file. */
  | { readonly do: "say-vertex"; readonly name: string; readonly spec: FileJson }
  /** `when` is `default` for the edge that is taken where no other is. */
  | { readonly do: "say-edge"; readonly wire: Wire; readonly when: string }
  /** What the graph says of itself, whole. */
  | { readonly do: "say-graph"; readonly header: FileJson }
  /** `part` holds the vertices to add and the edges among them; `at` is where its upper left corner goes. */
  | { readonly do: "paste"; readonly part: GraphFile; readonly at: Place }
  | { readonly do: "replace"; readonly file: GraphFile };

/** What an edit gives: the graph as it then is, and what should be selected; or one sentence why it is not done. */
export type Edited =
  | { readonly ok: true; readonly file: GraphFile; readonly select?: readonly string[] }
  | { readonly ok: false; readonly text: string };

/** A refusal. */
export function refused(text: string): Edited {
  return { ok: false, text };
}

/** True where both are the same edge. */
export function isSameWire(one: Wire, other: Wire): boolean {
  return one.tail === other.tail && one.head === other.head;
}
