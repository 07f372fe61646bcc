import type { GraphFileJson, GraphView, SavedGraph } from "#contract/graphs/graphs.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import type { DraftMerge } from "../merged-draft.ts";
import type { SaveFailure, SaveState } from "./autosave.ts";
import type { KeptDraft } from "./kept/kept-draft.ts";

/** A draft of the server's, and who saved it. */
export type ServersDraft = Pick<GraphView, "graphId" | "edit" | "savedBy" | "file">;

/** The save that a draft follows, its file, and a save whose outcome nobody knows: where a session ended. */
export type Reached = Pick<KeptDraft, "edit" | "sent"> & { readonly base: GraphFile };

/** How a session reaches the server, and what the browser keeps. */
export type SessionPorts = {
  readonly newId: () => string;
  /** Sends it also where the page is left meanwhile, unless it is too large for that. */
  readonly save: (
    request: {
      readonly name: string;
      readonly graphId: number;
      readonly edit: number;
      readonly file: GraphFileJson;
    },
    id: string,
  ) => Promise<SavedGraph>;
  /** The number that a save got; null where it was not carried out. Asks until it is known, or the page is left. */
  readonly outcome: (id: string, left: AbortSignal) => Promise<number | null>;
  readonly newest: (name: string) => Promise<ServersDraft>;
  /** The name that a graph has now; null where it was deleted. */
  readonly nameNow: (graphId: number) => Promise<string | null>;
  readonly failureOf: (error: unknown) => SaveFailure;
  /** False where nothing could be kept. */
  readonly keep: (kept: KeptDraft) => boolean;
  readonly forget: (graph: { readonly graphId: number; readonly name: string }) => void;
  /** Where the session before ends that keeps the same draft and still saves it; null where there is none. */
  readonly left: Promise<Reached> | null;
};

/** What somebody else saved, where both changed the same places. */
export type PendingMerge = {
  readonly base: GraphFile;
  readonly theirs: GraphFile;
  readonly graphId: number;
  readonly edit: number;
  readonly savedBy: string;
};

/** Changes of somebody else that are in the draft now: those from `base` to `theirs`, and what they did to the draft. */
export type Merged = Pick<PendingMerge, "base" | "theirs" | "savedBy"> &
  Pick<DraftMerge, "names" | "stopped">;

/** What a page tells of a session. */
export type SessionEvents = {
  readonly onState: (state: SaveState) => void;
  readonly onSaved: (saved: SavedGraph) => void;
  /** Null once it is decided. */
  readonly onPending: (pending: PendingMerge | null) => void;
  /** What somebody else saved is in the draft now. */
  readonly onMerged: (merged: Merged) => void;
  readonly onKept: (isKept: boolean) => void;
  /** Somebody gave the graph another name, which the draft has now. */
  readonly onRenamed: (name: string) => void;
  /** Somebody else saved something that is not here yet. */
  readonly onStale: (isStale: boolean) => void;
};
