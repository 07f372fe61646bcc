import type { StoreApi } from "zustand/vanilla";
import { placed } from "#components/canvas/layout/tidy.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import type { Decisions } from "#engine/merge/conflict.ts";
import { isSameFile, mergeFiles } from "#engine/merge/merge-files.ts";
import { NO_NAMES } from "#engine/merge/names.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import type { DraftStore } from "../draft-store.ts";
import type { Resolved } from "../merged-draft.ts";
import { type Autosave, createAutosave, type SaveOutcome } from "./autosave.ts";
import { keptBase, type Newest } from "./common-base.ts";
import { Followed } from "./followed.ts";
import { isRenamed, newestOf } from "./graph-by-number.ts";
import type { KeptDraft } from "./kept/kept-draft.ts";
import { pendingMerge, resolvedFile } from "./pending-merge.ts";
import type { PendingMerge, Reached, ServersDraft, SessionEvents, SessionPorts } from "./session-ports.ts";

/**
 * One page that edits one draft: it saves by itself, keeps what the server does not have, and takes in what others saved.
 * A draft is merged from three: what both began with, what is here, and what is on the server. Only where both changed the
 * same places a person is asked; until then nothing is written.
 */
export class DraftSession {
  private readonly store: StoreApi<DraftStore>;
  private readonly ports: SessionPorts;
  private readonly events: SessionEvents;
  private readonly saver: Autosave<GraphFile>;
  private readonly unfollow: () => void;
  /** Resolves once it is known what became of what the browser kept; null where it is. */
  private taken: Promise<void> | null = null;
  private readonly followed: Followed;
  private pending: PendingMerge | null = null;
  private readonly stopping = new AbortController();
  private isTakingIn = false;
  private isKept = true;
  private last: GraphFile;

  constructor(
    store: StoreApi<DraftStore>,
    opened: Newest,
    kept: KeptDraft | null,
    ports: SessionPorts,
    events: SessionEvents,
  ) {
    this.store = store;
    this.ports = ports;
    this.events = events;
    const { file, graphId } = opened;
    this.followed = new Followed({ file, graphId: kept?.graphId ?? graphId }, ports, this.stopping.signal);
    this.saver = createAutosave<GraphFile>({
      edit: opened.edit,
      save: (file, from) => this.save(file, from),
      onState: (state) => {
        if (state.is === "saved") {
          this.isKept = true;
          ports.forget(this.graph());
        }
        events.onState(state);
      },
    });
    this.last = file;
    this.unfollow = store.subscribe(() => this.changed());
    // Where the server is away meanwhile, the next look finds what is newer.
    if (kept !== null)
      this.taken = this.takeUp(kept, opened)
        .catch(() => undefined)
        .finally(() => {
          this.taken = null;
        });
    this.changed();
  }

  readonly edit = (): number => this.saver.edit();

  /** True while the draft on the screen is the one that the server has under `edit()`. */
  readonly isSaved = (): boolean => this.saver.isSaved();

  /** True where something is neither on the server nor kept by the browser. */
  readonly isOnlyHere = (): boolean => !this.isKept;

  readonly retry = (): void => this.saver.retry();

  /** Saves now what is unsaved, once it is known what was kept. True where everything is on the server afterwards. */
  async flush(): Promise<boolean> {
    const { taken } = this;
    // At once: what a page keeps while it goes away has to name the save that it sent.
    const isSaved = await this.saver.flush();
    if (taken === null) return isSaved;
    await taken;
    return await this.saver.flush();
  }

  /** This is the server's draft now: what somebody else saved is taken in. */
  async hear(newest: Pick<ServersDraft, "graphId" | "edit">): Promise<void> {
    // It may be the save that is under way, or one whose answer was lost.
    await this.taken;
    await this.saver.idle();
    if (this.stopping.signal.aborted) return;
    // It may have come in by another way meanwhile.
    if (this.isKnown(newest)) return this.events.onStale(false);
    // A lower number may be an old answer.
    if (newest.graphId !== this.followed.graphId || newest.edit > this.edit()) this.events.onStale(true);
    try {
      await this.refresh();
      this.events.onStale(false);
    } catch {
      // While the server is away the draft stays as it is, and is called stale until what is newer comes in.
    }
  }

  /** Looks for what others saved, and takes it in. @throws where the server does not answer. */
  async refresh(): Promise<void> {
    await this.taken;
    await this.look();
  }

  private async look(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.saver.idle();
      const before = this.edit();
      await this.followed.askForOutcome();
      const theirs = await newestOf(this.ports, this.graph(), this.rename);
      if (this.stopping.signal.aborted || this.isKnown(theirs)) return;
      // What was read may be what this page is saving, or what was there before its save.
      if (this.saver.isBusy() || this.edit() !== before) continue;
      this.adopt(theirs);
      return;
    }
  }

  /** A person chose, for each place that both changed. Where a place is not decided (any more), nothing is done. */
  resolve(decisions: Decisions): void {
    const { pending } = this;
    const resolved = pending && resolvedFile(pending, this.store.getState().draft.file, decisions);
    if (pending !== null && resolved !== null) this.settle(pending, resolved);
  }

  /** A person keeps all of one side, and nothing of the other. */
  keepOnly(side: "mine" | "theirs"): void {
    const { pending } = this;
    const file = side === "theirs" ? pending?.theirs : this.store.getState().draft.file;
    if (pending !== null && file !== undefined) this.settle(pending, { file, names: NO_NAMES });
  }

  /** Saves what is unsaved, and ends. */
  async stop(): Promise<Reached> {
    this.unfollow();
    this.stopping.abort();
    await Promise.all([this.saver.flush().finally(this.saver.stop), this.taken]);
    return { edit: this.edit(), base: this.followed.base, sent: this.followed.sent };
  }

  /** Whether it is what this page follows, or asks about. */
  private isKnown({ graphId, edit }: Pick<ServersDraft, "graphId" | "edit">): boolean {
    const { graphId: known, edit: at } = this.pending ?? {
      graphId: this.followed.graphId,
      edit: this.edit(),
    };
    return graphId === known && edit === at;
  }

  private readonly graph = () => ({
    graphId: this.followed.graphId,
    name: this.store.getState().draft.file.content.name,
  });

  /** The server renamed the graph: that is no change of the draft. */
  private readonly rename = (name: string): void => {
    // Whoever left the page has another address by now.
    if (this.stopping.signal.aborted) return;
    this.store.getState().renameGraph(name);
    this.events.onRenamed(name);
  };

  private changed(): void {
    const { file } = this.store.getState().draft;
    const before = this.last;
    this.last = file;
    if (file === before || this.isTakingIn) return;
    const { name } = file.content;
    // The server renamed it itself.
    if (name !== before.content.name)
      this.followed.base = { ...this.followed.base, content: { ...this.followed.base.content, name } };
    else {
      this.keep();
      this.saver.changed(file);
    }
  }

  private keep(edit = this.saver.edit()): void {
    const { file } = this.store.getState().draft;
    const { graphId, base, sent } = this.followed;
    this.isKept = this.ports.keep({ graphId, edit, file, base: keptBase(base), sent });
    this.events.onKept(this.isKept);
  }

  private async save(file: GraphFile, edit: number): Promise<SaveOutcome> {
    const id = this.ports.newId();
    const lost = this.followed.sent;
    this.followed.sent = { id, file };
    this.keep();
    try {
      const saved = await this.ports.save({ ...this.graph(), edit, file: graphFileJson(file) }, id);
      this.followed.base = file;
      this.followed.sent = null;
      this.events.onSaved(saved);
      if (this.store.getState().draft.file !== file) this.keep(saved.edit);
      return { ok: true, edit: saved.edit };
    } catch (error) {
      const failure = this.ports.failureOf(error);
      if (failure.why !== "away") this.followed.sent = lost;
      if (this.stopping.signal.aborted) return { ok: false, ...failure };
      if (failure.why === "conflict") return await this.takeIn(edit, failure.text);
      // It may be refused only because the graph has another name.
      const isRetried =
        failure.why === "refused" &&
        (await isRenamed(this.ports, this.graph(), this.rename).catch(() => false));
      if (!isRetried) return { ok: false, ...failure };
      this.saver.settle(edit, this.store.getState().draft.file);
      return { ok: false, why: "settled" };
    }
  }

  /** After a save that was refused because somebody else saved: takes in what they have. */
  private async takeIn(edit: number, text: string): Promise<SaveOutcome> {
    try {
      await this.followed.askForOutcome();
      const theirs = await newestOf(this.ports, this.graph(), this.rename);
      if (this.stopping.signal.aborted) return { ok: false, why: "conflict", text };
      // Nobody saved: only this request was given up.
      if (theirs.graphId === this.followed.graphId && theirs.edit === edit)
        this.saver.settle(edit, this.store.getState().draft.file);
      else this.adopt(theirs);
      return { ok: false, why: "settled" };
    } catch (error) {
      return { ok: false, ...this.ports.failureOf(error) };
    }
  }

  /** Merges what the server has into the draft, or asks. */
  private adopt(newest: ServersDraft): void {
    const pending = pendingMerge(
      this.followed.base,
      { graphId: this.followed.graphId, edit: this.edit() },
      newest,
    );
    const { base, theirs, savedBy } = pending;
    this.events.onStale(false);
    const { conflicts } = mergeFiles(base, this.store.getState().draft.file, theirs);
    if (conflicts.length > 0) {
      this.pending = pending;
      this.events.onPending(pending);
      this.saver.ask(`${savedBy} saved "${this.graph().name}" in between.`);
    } else this.settle(pending, null);
  }

  /** From here on the draft follows theirs. */
  private settle({ base, theirs, graphId, edit, savedBy }: PendingMerge, resolved: Resolved | null): void {
    const before = this.store.getState().draft.file;
    if (this.followed.graphId !== graphId) this.ports.forget(this.graph());
    this.followed.graphId = graphId;
    this.followed.base = theirs;
    if (this.pending !== null) this.events.onPending(null);
    this.pending = null;
    this.isTakingIn = true;
    const report = this.store.getState().merge(base, theirs, resolved);
    this.isTakingIn = false;
    const { file } = this.store.getState().draft;
    const isAll = isSameFile(file, theirs);
    // A save of this page whose answer was lost, or the same change by two, is no news.
    if (!isSameFile(file, before)) this.events.onMerged({ base, theirs, savedBy, ...report });
    if (!isAll) this.keep(edit);
    this.saver.settle(edit, isAll ? null : file);
  }

  /** Takes up the draft that the browser kept when the page went away. */
  private async takeUp(kept: KeptDraft, newest: Newest): Promise<void> {
    // What the browser keeps stays as it was: the page may be left again before it is known what the draft follows.
    this.isTakingIn = true;
    this.store.getState().restart(placed(kept.file));
    this.isTakingIn = false;
    const edit = await this.followed.takeUp(kept, newest, this.saver);
    if (this.stopping.signal.aborted) return;
    const { file } = this.store.getState().draft;
    const isAll = isSameFile(file, this.followed.base);
    this.saver.settle(edit, isAll ? null : file);
    // Else the save finds what others have.
    if (isAll && (this.followed.graphId !== newest.graphId || edit !== newest.edit)) await this.look();
  }
}
