import { z } from "zod";
import type { ContentDiff } from "#engine/graph-file/content-diff.ts";
import type { DrawingDiff } from "#engine/graph-file/drawing-diff.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import { fields, graphName, plainText } from "../fields.ts";
import { folderPath, inFolder } from "../folders.ts";
import type { SealedFacts } from "./revisions.ts";

/** A graph file as it stands in a file, with Maps for the names in it; the engine's `parseGraphFile` judges it. */
export type GraphFileJson = { readonly [key: string]: unknown };

const graphFileJson = z.custom<GraphFileJson>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "Wanted a graph file",
);
/** A sealed revision's number; left out, the draft is meant. */
const revisionNumber = z.int().min(1).optional();

export const MAX_LISTED_GRAPHS = 500;
/** The longest text that graphs are searched for, in characters. */
export const MAX_GRAPH_SEARCH = 200;
/**
 * `search`: a part of the name or the description. `folder`: only what is in it and below it. `names`: only these.
 * `isSealed`: only what has a revision that is not retired. `after`: only those that follow the one with this name.
 */
export const listGraphsInput = fields({
  search: plainText.max(MAX_GRAPH_SEARCH).optional(),
  folder: folderPath.optional(),
  names: z.array(graphName).max(MAX_LISTED_GRAPHS).optional(),
  isSealed: z.boolean().optional(),
  after: graphName.optional(),
  limit: z.int().min(1).max(MAX_LISTED_GRAPHS).optional(),
});
export const showGraphInput = fields({ name: graphName, revision: revisionNumber });
export const checkScriptsInput = fields({ name: graphName, revision: revisionNumber });
export const checkTransfersInput = fields({ name: graphName, revision: revisionNumber });
/** `file`: what its draft says; left out, it is empty. A graph that is there already is never changed. */
export const createGraphInput = fields({
  name: graphName,
  folder: inFolder,
  file: graphFileJson.optional(),
});
export const createExampleInput = fields({ folder: inFolder });
export const graphInput = fields({ name: graphName });
/** `version`: as the caller saw it in `GraphSummary`; absent: whatever is there is deleted. */
export const deleteGraphInput = fields({ name: graphName, version: z.int().min(1).optional() });
export const moveGraphInput = fields({ name: graphName, folder: folderPath });
/**
 * `text` is a graph file in YAML or JSON; the engine finds the places of characters in it that do not fit. `folder`: of a new
 * graph; absent: the root. A graph that is there already must be in it. `isNew`: a graph that is there already is not changed.
 * `version`: of the graph that is replaced, as the caller saw it in `GraphSummary`; absent: whatever is there is replaced.
 */
export const applyGraphInput = fields({
  text: z.string(),
  folder: folderPath.optional(),
  isNew: z.boolean().optional(),
  version: z.int().min(1).optional(),
});
/** Longer than any `personKey`. */
const MAX_PERSON_KEY = 100;

/**
 * One save = the whole draft. `edit` is the one the change started from. `person`: the `personKey` of who opened the page;
 * absent: whoever asks.
 */
export const saveGraphInput = fields({
  name: graphName,
  /** The graph that the draft was read from: another one that has its name by now is not written. */
  graphId: z.int().positive().optional(),
  edit: z.int().min(0),
  file: graphFileJson,
  person: plainText.max(MAX_PERSON_KEY).optional(),
});
export const graphIdInput = fields({ graphId: z.int().positive() });
export const renameGraphInput = fields({ name: graphName, to: plainText.max(1_000) });
export const diffGraphInput = fields({ name: graphName, a: revisionNumber, b: revisionNumber });

export type GraphSummary = {
  readonly name: string;
  /** The path of its folder; empty for the root. */
  readonly folder: string;
  readonly description: string | null;
  readonly vertexCount: number;
  /** The newest sealed revision that is not retired. */
  readonly latest: { readonly number: number; readonly digest: string } | null;
  /** True where the draft says something else than the newest sealed revision. */
  readonly hasUnsealedChanges: boolean;
  readonly errorCount: number;
  readonly warningCount: number;
  readonly savedAt: Date;
  readonly savedBy: string;
  /** When its draft was last saved or a revision sealed, in milliseconds: what a caller saw who has it deleted. */
  readonly version: number;
};

export type RevisionSummary = {
  readonly number: number;
  readonly digest: string;
  readonly sealedAt: Date;
  readonly sealedBy: string;
  readonly isRetired: boolean;
};

/** A graph is shown with so many of its newest revisions. */
export const MAX_SHOWN_REVISIONS = 100;

/** A draft (`revision` null) or a sealed revision, whole. */
export type GraphView = {
  /** Tells it from an earlier graph that had its name. */
  readonly graphId: number;
  readonly name: string;
  readonly folder: string;
  readonly revision: number | null;
  readonly edit: number;
  readonly digest: string;
  readonly file: GraphFileJson;
  readonly findings: readonly Finding[];
  /** Of a sealed revision; null for a draft. */
  readonly sealed: SealedFacts | null;
  /** The sealed revision that says the same, without its drawing: itself, or the one of a draft; null where there is none. */
  readonly sealedAs: number | null;
  /** The newest ones, newest first; `revisions.list` gives all of them by pages. */
  readonly revisions: readonly RevisionSummary[];
  readonly savedAt: Date;
  readonly savedBy: string;
};

/** Which save of a draft is the newest, without the draft. */
export type NewestSave = Pick<GraphView, "graphId" | "folder" | "edit" | "savedBy"> & {
  /** Another text once another tab has the draft open, or one was closed, is shown or is hidden. */
  readonly here: string;
};

export type SavedGraph = {
  readonly name: string;
  readonly edit: number;
  readonly digest: string;
  readonly findings: readonly Finding[];
  readonly isNew: boolean;
};

/** A draft that was saved from a graph file. */
export type AppliedGraph = SavedGraph & {
  /** How many schedules and triggers the file declares. They are applied in a step of its own, when somebody asks for it. */
  readonly declaredTriggers: number;
};

export type GraphDiff = {
  readonly a: string;
  readonly b: string;
  /** The edit of `b`. */
  readonly edit: number;
  readonly diff: ContentDiff;
  /** Beside the content: what is not sealed. */
  readonly drawing: DrawingDiff;
};
