import { placed } from "#components/canvas/layout/tidy.ts";
import { isUnknownBase, UNKNOWN_BASE } from "#engine/merge/names.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import type { KeptDraft } from "./kept/kept-draft.ts";
import type { ServersDraft } from "./session-ports.ts";

type Save = Pick<ServersDraft, "graphId" | "edit">;

/** The newest save, as the page was opened with it. */
export type Newest = Save & { readonly file: GraphFile };

/** What a draft that follows a save of `base` and another save began with. */
export function commonBase(base: GraphFile, follows: Save, theirs: Save): GraphFile {
  // Of another graph, and of a database that was restored, nobody knows it.
  return theirs.graphId !== follows.graphId || theirs.edit < follows.edit ? UNKNOWN_BASE : base;
}

/** What a draft that the browser kept began with, beside the newest save. */
export function baseOfKept({ base, edit }: KeptDraft, newest: Newest): GraphFile {
  if (base !== null) return placed(base);
  return edit === newest.edit ? newest.file : UNKNOWN_BASE;
}

/** What the browser keeps of it. One that nobody knows is not known after a reload, either. */
export function keptBase(base: GraphFile): KeptDraft["base"] {
  return isUnknownBase(base) ? null : base;
}
