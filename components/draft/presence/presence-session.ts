import type { PresentPeople, ToldSelection } from "#contract/presence.ts";

/** How a tab reaches the server, and who shows what it is told. */
type PresencePorts = {
  /** `isLeaving`: it must be sent also where the page is left meanwhile. */
  readonly say: (
    state: "active" | "idle" | "closed",
    selection: ToldSelection,
    isLeaving: boolean,
  ) => Promise<PresentPeople>;
  readonly selection: () => ToldSelection;
  readonly onPeople: (people: PresentPeople["people"]) => void;
};

/** Among others, a tab says so often that it is there. */
const AMONG_OTHERS_MS = 3_000;
/** Alone, it says so before the server forgets it. */
const ALONE_MS = 5 * 60_000;
/** So long after another selection it is told. */
const CALM_MS = 300;
/** A page that is closed is hidden first: it is not called idle then. */
const HIDDEN_MS = 500;

/**
 * Tells the server that this tab has a draft open, and what is selected in it, and learns who else has. Alone, it says
 * hardly anything: the live stream tells that somebody came (`hear`).
 */
export class PresenceSession {
  private readonly ports: PresencePorts;
  private state: "active" | "idle" | "closed" = "active";
  private isAlone = true;
  /** What the server said last of who is there; null while that is not known. */
  private here: string | null = null;
  /** The selection that was told last. */
  private told = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What was changed is told soon. */
  private isSoon = false;
  private isAsking = false;
  private isWanted = false;

  constructor(ports: PresencePorts) {
    this.ports = ports;
    void this.say();
  }

  /** Something may be selected that was not, or a key was typed. */
  changed(): void {
    // Not begun anew with each key: else who types on and on would be called gone.
    if (this.state !== "active" || this.isAlone || this.isSoon) return;
    if (JSON.stringify(this.ports.selection()) === this.told) return;
    this.later(CALM_MS);
    this.isSoon = true;
  }

  /** The server says that others are there, or are so no more. */
  hear(here: string): void {
    if (this.state === "active" && here !== this.here) void this.say();
  }

  show(isShown: boolean): void {
    const state = isShown ? "active" : "idle";
    if (this.state === "closed" || state === this.state) return;
    this.state = state;
    this.later(isShown ? 0 : HIDDEN_MS);
  }

  /** The page is left. It may be shown again, by `reopen`. */
  close(): void {
    if (this.state === "closed") return;
    this.state = "closed";
    clearTimeout(this.timer);
    this.ports.say("closed", NOTHING_TOLD, true).catch(() => undefined);
  }

  reopen(): void {
    if (this.state !== "closed") return;
    this.state = "active";
    void this.say();
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.isSoon = false;
    this.timer = setTimeout(() => void this.say(), ms);
  }

  private async say(): Promise<void> {
    this.isWanted = this.isAsking;
    if (this.isAsking || this.state === "closed") return;
    clearTimeout(this.timer);
    this.isSoon = false;
    this.isAsking = true;
    try {
      const selection = this.ports.selection();
      this.told = JSON.stringify(selection);
      const told = await this.ports.say(this.state, selection, this.state === "idle");
      this.here = told.here;
      this.isAlone = told.isAlone;
      this.ports.onPeople(told.people);
    } catch {
      // The server is away, or the graph: nobody knows who is there. The next news is another try.
      this.here = null;
      this.isAlone = true;
      this.ports.onPeople([]);
    }
    this.isAsking = false;
    if (this.isWanted) await this.say();
    else if (this.state === "active" && this.here !== null)
      this.later(this.isAlone ? ALONE_MS : AMONG_OTHERS_MS);
  }
}

export const NOTHING_TOLD: ToldSelection = { vertices: [], edge: null, field: null };
