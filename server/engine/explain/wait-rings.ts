import { isWithin } from "../rights/folder-path.ts";

/** Something that has not ended, and what must come first. A waiter without waits ends by itself. */
export type Waiter = {
  /** Unique among all waiters. */
  readonly key: string;
  /** Such as `pipeline 7`. */
  readonly name: string;
  /** The path of the folder that its graph is in. */
  readonly folder: string;
  /** It is to be undone, so that no cancel ends it. */
  readonly isUndo?: boolean;
  /** All of these must come before it can end. */
  readonly waits: readonly Wait[];
};

/** It is over once one of `holders` has ended. */
export type Wait = {
  /** Keys. One that is no waiter's key ends by itself. */
  readonly holders: readonly string[];
  /** What it waits for, such as `the lock db`; null where it waits for something that it launched itself. */
  readonly what: string | null;
};

/** Waiters each of which waits for the next, and the last for the first: none of them can ever go on by itself. */
export type WaitRing = {
  /** The keys of those that wait for something which another one holds. */
  readonly keys: readonly string[];
  /** Names all of them. */
  readonly text: string;
  /** Names only those of a folder and of folders below it: who may read that may read no other. */
  readonly textIn: (folder: string) => string;
};

/** How the text of every ring begins. */
const IN_A_RING = "waits in a ring: ";

/** Whether a reason says that its pipeline or track waits in a ring. */
export function isRing(reason: string | null): boolean {
  return reason?.startsWith(IN_A_RING) === true;
}

/**
 * Finds what waits for itself, through any number of others. Each ring is given once. What only waits for a ring is not
 * in it.
 */
export function waitRings(waiters: readonly Waiter[]): readonly WaitRing[] {
  const stuck = stuckOf(waiters);
  const rings = new Map<string, WaitRing>();
  for (const first of stuck.values()) {
    const steps = ringFrom(first, stuck);
    const keys = steps.filter(({ what }) => what !== null).map(({ waiter }) => waiter.key);
    const known = [...keys].sort().join(" ");
    if (!rings.has(known))
      rings.set(known, { keys, text: textOf(steps), textIn: (folder) => textIn(steps, folder) });
  }
  return [...rings.values()];
}

/** The waiters that can never end, whatever the others do. */
function stuckOf(waiters: readonly Waiter[]): ReadonlyMap<string, Waiter> {
  const stuck = new Map(waiters.map((waiter) => [waiter.key, waiter]));
  for (let before = -1; before !== stuck.size; ) {
    before = stuck.size;
    for (const [key, waiter] of stuck) if (blockingWait(waiter, stuck) === undefined) stuck.delete(key);
  }
  return stuck;
}

function blockingWait({ waits }: Waiter, stuck: ReadonlyMap<string, Waiter>): Wait | undefined {
  return waits.find(({ holders }) => holders.length > 0 && holders.every((holder) => stuck.has(holder)));
}

type Step = { readonly waiter: Waiter; readonly what: string | null; readonly holder: Waiter };

/** The ring at which one arrives from a stuck waiter: it begins with a waiter that is met twice. */
function ringFrom(first: Waiter, stuck: ReadonlyMap<string, Waiter>): readonly Step[] {
  const steps: Step[] = [];
  for (let waiter = first; ; ) {
    const start = steps.findIndex((step) => step.waiter === waiter);
    if (start >= 0) return steps.slice(start);
    const wait = blockingWait(waiter, stuck);
    const holder = stuck.get(wait?.holders[0] ?? "");
    if (wait === undefined || holder === undefined)
      throw new Error(`${waiter.name} is stuck without a reason.`);
    steps.push({ waiter, what: wait.what, holder });
    waiter = holder;
  }
}

function textOf(steps: readonly Step[]): string {
  return ringText(steps, ({ name }) => name);
}

function textIn(steps: readonly Step[], folder: string): string {
  const isHere = (waiter: Waiter) => isWithin(waiter.folder, folder);
  const others = steps.some(({ waiter, what }) => what !== null && !isHere(waiter));
  return ringText(
    steps.filter(({ waiter }) => isHere(waiter)),
    (holder) => (isHere(holder) ? holder.name : "a pipeline of another folder"),
    others ? ["what waits in another folder waits for them"] : [],
  );
}

function ringText(
  steps: readonly Step[],
  nameOf: (holder: Waiter) => string,
  more: readonly string[] = [],
): string {
  const waits = steps.flatMap(({ waiter, what, holder }) =>
    what === null ? [] : [`${waiter.name} waits for ${what}, which ${nameOf(holder)} has`],
  );
  const hasUndo = steps.some(({ waiter, what }) => what !== null && waiter.isUndo === true);
  const todo = hasUndo ? "Mark one of the undos as failed." : "Cancel one of them.";
  return `${IN_A_RING}${[...waits, ...more].join("; ")}. ${todo}`;
}
