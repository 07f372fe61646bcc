import type { Reached } from "./session-ports.ts";

/** A draft that one session after the other edits in this tab. */
type DraftOfTab = {
  /** Where the session before ends, while it still saves; null where there is none. */
  readonly left: Promise<Reached> | null;
  /** False once another session has taken it up: what the browser keeps is of that one. */
  readonly isOwn: () => boolean;
  /** The page was left; its session saves until `end`. */
  readonly leave: (end: Promise<Reached>) => void;
};

type Holder = { left: Promise<Reached> | null };

/** The newest session of each draft, by person and graph: one that is open, or that still saves. */
const holders = new Map<string, Holder>();

/** A session takes up the draft that a person has of a graph. */
export function takeDraft(person: string, graphId: number): DraftOfTab {
  const key = JSON.stringify([person, graphId]);
  const own: Holder = { left: null };
  const left = holders.get(key)?.left ?? null;
  holders.set(key, own);
  const isOwn = () => holders.get(key) === own;
  const end = () => {
    if (isOwn()) holders.delete(key);
  };
  return {
    left,
    isOwn,
    leave: (reached) => {
      own.left = reached;
      reached.then(end, end);
    },
  };
}
