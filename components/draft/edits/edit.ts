import type { TidyFix } from "#engine/check/texts/tidied-texts.ts";
import type { RemoveValueFix } from "#engine/check/unused/without-value.ts";
import type { EdgeFieldChange, FindingFix, GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import type { LeftBehind } from "#engine/references/left-behind.ts";
import type { FileFields } from "#engine/shape/file-part.ts";

/** A point of the canvas, in its own coordinates. */
export type Point = { readonly x: number; readonly y: number };

/** An edge is known by its two ends. */
export type EdgeEnds = { readonly tail: string; readonly head: string };

/** How a new vertex hangs on what is there already. */
export type Hook =
  | { readonly by: "nothing" }
  | { readonly by: "tail"; readonly tail: string }
  | { readonly by: "head"; readonly head: string }
  /** Between the two ends of an edge, which gives way to two. */
  | { readonly by: "edge"; readonly edge: EdgeEnds };

type TextFix = Extract<FindingFix, { readonly change: "text" }>;

/** Everything that can be done to a draft. Each is one step back in the history. */
export type Edit =
  | {
      readonly do: "add";
      readonly name: string;
      readonly spec: FileFields;
      readonly at: Point;
      readonly hook: Hook;
      /** The places of vertices that give way. */
      readonly moved?: ReadonlyMap<string, Point>;
    }
  /** A vertex without edges goes between the two ends of an edge. */
  | {
      readonly do: "put-between";
      readonly name: string;
      readonly edge: EdgeEnds;
      readonly at: Point;
      readonly moved?: ReadonlyMap<string, Point>;
    }
  /** A vertex, or else a value, gets another name wherever it is read. */
  | { readonly do: "rename"; readonly from: string; readonly to: string }
  | { readonly do: "rename-param"; readonly from: string; readonly to: string }
  | {
      readonly do: "rename-input" | "rename-output";
      readonly vertex: string;
      readonly from: string;
      readonly to: string;
    }
  /** `notes`: the places of notes that are moved with them; `frameOf`: the frames (null: none) into which vertices go. */
  | {
      readonly do: "move";
      readonly places: ReadonlyMap<string, Point>;
      readonly notes?: ReadonlyMap<string, Point>;
      readonly frameOf?: ReadonlyMap<string, string | null>;
    }
  | { readonly do: "connect"; readonly edge: EdgeEnds }
  | { readonly do: "reconnect"; readonly edge: EdgeEnds; readonly to: EdgeEnds }
  /** The vertices of a frame that is removed stay. */
  | {
      readonly do: "remove";
      readonly vertices: readonly string[];
      readonly edges: readonly EdgeEnds[];
      readonly annotations?: readonly string[];
    }
  /** `frame` is the whole frame as in a graph file; a name that is free adds one. Its vertices leave other frames. */
  | { readonly do: "set-frame"; readonly name: string; readonly frame: FileFields }
  /** The vertices go into a frame, or (null) out of theirs. */
  | { readonly do: "put-in-frame"; readonly frame: string | null; readonly vertices: readonly string[] }
  /** `note` is the whole note as in a graph file; a name that is free adds one. */
  | { readonly do: "set-note"; readonly name: string; readonly note: FileFields }
  /** `spec` is the whole vertex as in a graph file. */
  | { readonly do: "set-vertex"; readonly name: string; readonly spec: FileFields }
  /** Parts of one text of a vertex are replaced. Refused where the text is not the one that the offsets are of. */
  | {
      readonly do: "correct-text";
      readonly name: string;
      readonly fix: Pick<TextFix, "field" | "of" | "edits">;
    }
  /** Several at once, by their names. Those that are not there any more are left out. */
  | { readonly do: "set-vertices"; readonly specs: ReadonlyMap<string, FileFields> }
  /** Vertices run other revisions, by the names of the vertices. */
  | { readonly do: "set-pins"; readonly pins: ReadonlyMap<string, NonNullable<VertexSpec["graph"]>> }
  /**
   * `when` is `default` for the edge that is taken where no other is. Without `rescue` the mark stays if the edge is still
   * there for a failure.
   */
  | { readonly do: "set-edge"; readonly edge: EdgeEnds; readonly when: string; readonly rescue?: boolean }
  /** One field of an edge gets a value, or (null) is taken away; the others stay. */
  | ({ readonly do: "set-edge-field"; readonly edge: EdgeEnds } & EdgeFieldChange)
  /** The edge starts its head after a time, such as `30m`, and has no condition any more. */
  | { readonly do: "set-timer"; readonly edge: EdgeEnds; readonly after: string }
  /** What the graph says of itself, whole. */
  | { readonly do: "set-graph"; readonly header: FileFields }
  /** `part` holds the vertices to add and the edges among them; `at` is where its upper left corner goes. */
  | { readonly do: "paste"; readonly part: GraphFile; readonly at: Point }
  /**
   * Vertices become one that runs a child graph, which was made as `child`. Refused where they have changed since then.
   * `notes` go along.
   */
  | {
      readonly do: "group";
      readonly vertices: readonly string[];
      readonly notes: readonly string[];
      readonly vertex: string;
      readonly child: GraphFile;
    }
  /** A vertex that runs a child graph becomes the vertices of that graph. Refused where they would do something else. */
  | { readonly do: "ungroup"; readonly vertex: string; readonly child: GraphFile }
  /** Texts get plain line ends, or lose characters that cannot be shown: those of a finding, or (null) all of them. */
  | { readonly do: "tidy"; readonly fix: TidyFix | null }
  /** A param of the graph, or an input or output of a vertex, is removed. */
  | { readonly do: "remove-value"; readonly fix: RemoveValueFix }
  /** An entry of `todo` is removed from a vertex, or (null) from the graph. */
  | { readonly do: "todo-done"; readonly vertex: string | null; readonly todo: string }
  | { readonly do: "replace"; readonly file: GraphFile };

/** What was renamed, as a sentence, and the places that may still mean an old name. */
export type Renaming = {
  readonly text: string;
  readonly left: readonly LeftBehind[];
  /** What is kept under the old name elsewhere than in the graph, and what to do, as sentences. */
  readonly elsewhere?: string | null;
};

/** What an edit gives: the graph as it then is, and what should be selected; or one sentence why it is not done. */
export type Edited =
  | {
      readonly ok: true;
      readonly file: GraphFile;
      readonly select?: readonly string[];
      /** Frames and notes to select, by `annotationId`. */
      readonly selectAnnotations?: readonly string[];
      /** Of an edit that gave something another name. */
      readonly renaming?: Renaming;
    }
  | { readonly ok: false; readonly text: string };

/** A refusal. */
export function refused(text: string): Edited {
  return { ok: false, text };
}

/** True where both are the same edge. */
export function isSameEdge(one: EdgeEnds, other: EdgeEnds): boolean {
  return one.tail === other.tail && one.head === other.head;
}

/** An edge's id on the canvas. Vertex names have no `>`, so it can be read back. */
export function edgeId({ tail, head }: EdgeEnds): string {
  return `${tail} -> ${head}`;
}

/** The edge of an id that `edgeId` made. */
export function edgeOf(id: string): EdgeEnds {
  const [tail = "", head = ""] = id.split(" -> ");
  return { tail, head };
}
