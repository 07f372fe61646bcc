/**
 * What a wake-up says: `work`: there may be something to claim or to do for all; `kill`: a script may have to end;
 * `changed`: a pipeline or its tracks; `ended`: as `changed`, and the pipeline's own state is another one.
 */
export const WAKE_UP_KINDS = ["work", "kill", "changed", "ended"] as const;

/** A hint that it is worth to look at the database now. What is true, only the database says. */
export type WakeUp = {
  readonly kind: (typeof WAKE_UP_KINDS)[number];
  /** The number of the pipeline. */
  readonly pipeline: number;
  /** Only of `work` that any runner can do: one of them is told. Absent: all are. */
  readonly forOne?: ForOne;
};

/** Work for one runner, which may pass it on. */
export type ForOne = {
  /** How many tracks became ready. */
  readonly tracks: number;
  /**
   * How often it may still be passed on. It goes round twice: at first to find a runner that has room for all tracks, and
   * then any that has a free slot.
   */
  readonly passes: number;
};

const MAX_PASSES = 999;
const MAX_TRACKS = 999;

/** Work for one runner, as a session makes it. Each process that carries it limits how often it is passed on. */
export function workForOne(pipeline: number, tracks: number): WakeUp {
  return { kind: "work", pipeline, forOne: { tracks: Math.min(tracks, MAX_TRACKS), passes: MAX_PASSES } };
}

/** Those who are told. Each kind of wake-up is for one of them. */
export const AUDIENCES = ["web", "runner"] as const;
export type Audience = (typeof AUDIENCES)[number];

export function audienceOf({ kind }: WakeUp): Audience {
  return kind === "work" || kind === "kill" ? "runner" : "web";
}

/** Carries wake-ups between processes. One that is lost, late or doubled does no harm: every listener also polls. */
export type WakeUps = {
  /** Tells all listeners, also those of this process, and does not wait. It never throws. */
  send(wakeUps: readonly WakeUp[]): void;
  /** Tells the next process of a wake-up that this one was told, and can do nothing about. It never throws. */
  passOn(wakeUp: WakeUp): void;
  /**
   * @param hear gets those that are for this process; `isOwn` is true where this process sent it.
   * @returns a function that ends this.
   */
  listen(hear: (wakeUp: WakeUp, isOwn: boolean) => void): () => void;
  /** How many other processes with this audience are reached now. */
  reached(audience: Audience): number;
  close(): void;
};

/** Tells nobody. */
export const NO_WAKE_UPS: WakeUps = {
  send: () => undefined,
  passOn: () => undefined,
  listen: () => () => undefined,
  reached: () => 0,
  close: () => undefined,
};

const LINE = new RegExp(
  `^(${WAKE_UP_KINDS.join("|")}) ([1-9][0-9]{0,14})(?: one ([1-9][0-9]{0,2}) ([0-9]{1,3}))?$`,
);
const MAX_LINE = 64;

/**
 * Wake-ups as they are sent: a line each, `work 17`; `work 17 one 5 3` is for one runner, which
 * may have five tracks of it, and may be passed on three times.
 */
export function wakeUpText(wakeUps: readonly WakeUp[]): string {
  return wakeUps
    .map(({ kind, pipeline, forOne }) => `${kind} ${pipeline}${forOne === undefined ? "" : textOf(forOne)}\n`)
    .join("");
}

function textOf({ tracks, passes }: ForOne): string {
  return ` one ${tracks} ${passes}`;
}

/** Reads what one sender sends, in whatever pieces it comes. Lines that are no wake-up are passed over. */
export class WakeUpReader {
  private rest = "";

  /** The wake-ups that `piece` completes, each once. */
  read(piece: string): WakeUp[] {
    const lines = (this.rest + piece).split("\n");
    const last = lines.pop() ?? "";
    // A line that is too long for a wake-up stays one: its end is passed over as well.
    this.rest = last.length > MAX_LINE ? "x".repeat(MAX_LINE + 1) : last;
    return [...new Set(lines)].flatMap((line) => {
      const [, kind, pipeline, tracks, passes] = LINE.exec(line) ?? [];
      if (kind === undefined) return [];
      const wakeUp = { kind: kind as WakeUp["kind"], pipeline: Number(pipeline) };
      if (tracks === undefined) return [wakeUp];
      return [{ ...wakeUp, forOne: { tracks: Number(tracks), passes: Number(passes) } }];
    });
  }
}
