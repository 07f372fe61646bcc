import { placed } from "#components/canvas/layout/tidy.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import type { KeptDraft } from "./kept-draft.ts";
import type { ServersDraft } from "./session-ports.ts";

type Save = Pick<ServersDraft, "graphId" | "edit">;

/** Where nobody knows what both began with, each difference is a conflict, and nothing was removed. */
const NOTHING: GraphFile = {
  content: { signalbox: 1, name: "unknown", vertices: new Map(), edges: [] },
  layout: new Map(),
};

/** What a draft that follows a save of `base` and another save began with. */
export function commonBase(base: GraphFile, follows: Save, theirs: Save): GraphFile {
  // Of another graph, and of a database that was restored, nobody knows it.
  return theirs.graphId !== follows.graphId || theirs.edit < follows.edit ? NOTHING : base;
}

/** What a draft that the browser kept began with, beside the newest save. */
export function baseOfKept({ base, edit }: KeptDraft, newest: { edit: number; file: GraphFile }): GraphFile {
  if (base !== null) return placed(base);
  return edit === newest.edit ? newest.file : NOTHING;
}
