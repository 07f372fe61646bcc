import { expect } from "vitest";
import type { StoreApi } from "zustand/vanilla";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import type { GraphFileJson, SavedGraph } from "#contract/graphs/graphs.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { type Decisions, decisionFor, type Side } from "#engine/merge/conflict.ts";
import { mergeFiles } from "#engine/merge/merge-files.ts";
import { createDraftStore, type DraftStore } from "../draft-store.ts";
import type { Edit } from "../edits/edit.ts";
import { DraftSession } from "./draft-session.ts";
import type { KeptDraft } from "./kept/kept-draft.ts";
import type { PendingMerge, Reached, SessionPorts } from "./session-ports.ts";

class Failed extends Error {
  readonly why: "away" | "refused" | "conflict";
  constructor(why: Failed["why"]) {
    super(why);
    this.why = why;
  }
}

/** A server with one draft, which may lose its answers, and the pages that edit it. */
export class Stage {
  graphId = 1;
  /** Under which name the server has it. */
  name = "g";
  edit = 1;
  savedBy = "nobody";
  file: GraphFileJson = {
    signalbox: 1,
    name: "g",
    description: "first",
    vertices: { A: { script: "a\n" }, B: {} },
    edges: ["A -> B"],
  };
  losesAnswers = false;
  /** A save is carried out, and its page is told that nobody knows. */
  isUnsure = false;
  isAway = false;
  /** A save is carried out at once, and answered after it. */
  answersAfter: Promise<void> = Promise.resolve();
  /** How long a request takes to arrive, and its answer to come back. */
  travel: () => Promise<void> = () => Promise.resolve();
  /** Null: a page was told that it was not carried out, so it never is. */
  private readonly outcomes = new Map<string, number | null>();
  private ids = 0;
  /** What became of a save is answered after it. */
  outcomesKnown: Promise<void> = Promise.resolve();

  /**
   * Opens the page, with what it kept when it was left.
   *
   * @param typed what is done while it is not known what was kept.
   * @param left what the page reaches that was left, while it still saves.
   */
  open(
    who: string,
    before: KeptDraft | null = null,
    typed: (store: StoreApi<DraftStore>) => void = () => undefined,
    left: Promise<Reached> | null = null,
  ) {
    const store = createDraftStore(placedFile(this.file), () => 0);
    const page = {
      kept: before,
      states: [] as string[],
      told: [] as string[],
      renamed: [] as (readonly [string, string])[],
      names: [] as string[],
      pending: null as PendingMerge | null,
      isFull: false,
      isGone: false,
      isStale: false,
    };
    const ports: SessionPorts = {
      newId: () => {
        this.ids += 1;
        return `${who} ${this.ids}`;
      },
      // A page that was killed sends nothing any more.
      save: (request, id) => (page.isGone ? new Promise(() => undefined) : this.save(who, request, id)),
      outcome: async (id) => {
        await this.outcomesKnown;
        await this.travel();
        const edit = this.outcomes.get(id) ?? null;
        this.outcomes.set(id, edit);
        await this.travel();
        return edit;
      },
      newest: async (name) => {
        await this.travel();
        if (this.isAway) throw new Failed("away");
        if (name !== this.name) throw new Failed("refused");
        const newest = { graphId: this.graphId, edit: this.edit, savedBy: this.savedBy, file: this.file };
        await this.travel();
        return newest;
      },
      nameNow: async (graphId) => (graphId === this.graphId ? this.name : null),
      failureOf: (error) => ({ why: (error as Failed).why, text: (error as Failed).message }),
      keep: (kept) => {
        if (!page.isFull && !page.isGone) page.kept = kept;
        return !page.isFull;
      },
      forget: () => {
        if (!page.isGone) page.kept = null;
      },
      left,
    };
    const opened = { graphId: this.graphId, edit: this.edit, file: store.getState().draft.file };
    typed(store);
    const session = new DraftSession(store, opened, before, ports, {
      onState: ({ is }) => page.states.push(is),
      onSaved: () => undefined,
      onPending: (pending) => {
        page.pending = pending;
      },
      onMerged: ({ savedBy, names }) => {
        page.told.push(savedBy);
        page.renamed.push(...names.vertices);
      },
      onKept: () => undefined,
      onRenamed: (name) => page.names.push(name),
      onStale: (isStale) => {
        page.isStale = isStale;
      },
    });
    const edit = (...edits: Edit[]) => {
      for (const each of edits) expect(store.getState().edit(each)).toBeNull();
    };
    return { store, session, page, edit };
  }

  /** What the server has of this graph, without places. */
  content(): object {
    const { layout: _, ...content } = graphFileJson(placedFile(this.file));
    return content;
  }

  private async save(
    who: string,
    { name, graphId, edit, file }: Parameters<SessionPorts["save"]>[0],
    id: string,
  ): Promise<SavedGraph> {
    await this.travel();
    if (this.isAway || this.outcomes.has(id)) throw new Failed("away");
    if (name !== this.name) throw new Failed("refused");
    if (graphId !== this.graphId || edit !== this.edit) throw new Failed("conflict");
    this.edit += 1;
    this.savedBy = who;
    this.file = file;
    this.outcomes.set(id, this.edit);
    // Others may save before the answer is there.
    const answer: SavedGraph = { name, edit: this.edit, digest: "", findings: [], isNew: false };
    await this.answersAfter;
    await this.travel();
    if (this.losesAnswers) await new Promise(() => undefined);
    if (this.isUnsure) throw new Failed("away");
    return answer;
  }
}

export const describeGraph = (description: string): Edit => ({ do: "set-graph", header: { description } });
export const script = (name: string, text: string): Edit => ({
  do: "set-vertex",
  name,
  spec: { script: text },
});
export const vertex = (name: string): Edit => ({
  do: "add",
  name,
  spec: {},
  at: { x: 0, y: 0 },
  hook: { by: "nothing" },
});

/** What somebody decides who keeps one side at each place that a page asks about now. */
export function allOf({ store, page }: ReturnType<Stage["open"]>, side: Side): Decisions {
  if (page.pending === null) return new Map();
  const { base, theirs } = page.pending;
  const { conflicts } = mergeFiles(base, store.getState().draft.file, theirs);
  return new Map(conflicts.map((each) => [each.id, decisionFor(each, side)]));
}
