import { placed } from "#components/canvas/layout/tidy.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import type { Autosave } from "./autosave.ts";
import { baseOfKept, type Newest } from "./common-base.ts";
import type { KeptDraft } from "./kept/kept-draft.ts";
import type { SessionPorts } from "./session-ports.ts";

type Ports = Pick<SessionPorts, "left" | "outcome">;

/** What the draft of a page follows. */
export class Followed {
  /** The draft of the server's. */
  base: GraphFile;
  /** The graph that the draft is of: another one may get its name. */
  graphId: number;
  /** The save that is under way, or the last one whose answer was lost: it may have been carried out. */
  sent: KeptDraft["sent"] = null;
  private readonly ports: Ports;
  private readonly stopped: AbortSignal;

  constructor({ file, graphId }: Omit<Newest, "edit">, ports: Ports, stopped: AbortSignal) {
    this.base = file;
    this.graphId = graphId;
    this.ports = ports;
    this.stopped = stopped;
  }

  /** Asks what became of a save whose answer was lost: its number where it was carried out. The draft follows it then. */
  async askForOutcome(): Promise<number | null> {
    const { sent } = this;
    const edit = sent && (await this.ports.outcome(sent.id, this.stopped));
    // Another one may be under way by now.
    if (sent === null || this.sent !== sent || this.stopped.aborted) return null;
    this.sent = null;
    if (edit !== null) this.base = placed(sent.file);
    return edit;
  }

  /**
   * Finds out what a draft follows that the browser kept when the page went away. Where a save was under way the server is
   * asked what became of it: one that was carried out is the page's own, though its answer never came. Until that is known
   * nothing is saved. A page before that still saves the same draft is waited for: this one goes on where that one ends.
   *
   * @returns the number of the save that it follows.
   */
  async takeUp(
    kept: KeptDraft,
    newest: Newest,
    saver: Pick<Autosave<GraphFile>, "hold" | "edit">,
  ): Promise<number> {
    this.base = baseOfKept(kept, newest);
    this.sent = kept.sent;
    saver.hold(kept.edit);
    const reached = await this.ports.left;
    if (reached !== null) {
      this.base = reached.base;
      this.sent = reached.sent;
      saver.hold(reached.edit);
    }
    return (await this.askForOutcome()) ?? saver.edit();
  }
}
