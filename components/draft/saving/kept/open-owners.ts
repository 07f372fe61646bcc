import type { DraftStorage } from "#components/draft/aside/draft-storage.ts";
import { lockName, otherOwners } from "./kept-draft.ts";

/** A page that was just left, as before a reload, gives its lock back within this time. */
const MAX_WAIT_MS = 500;

type Locks = Pick<LockManager, "request">;

/** Those of a browser; none where the page was not loaded over a connection that the browser trusts. */
function locksHere(): Locks | undefined {
  return navigator.locks as Locks | undefined;
}

/**
 * Tells other pages that a draft of the graph is open here: what this page keeps is not theirs to take up. Gives a function that
 * ends this.
 */
export function holdDraft(person: string, graphId: number, page?: string): () => void {
  let release: () => void = () => undefined;
  const isHeld = new Promise<void>((resolve) => {
    release = resolve;
  });
  // A lock that is not given says nothing: the draft is kept all the same.
  locksHere()
    ?.request(lockName(person, graphId, page), { mode: "shared" }, () => isHeld)
    .catch(() => undefined);
  return release;
}

/**
 * Which of the other pages that keep a draft of the graph have it open now.
 *
 * @returns asks those pages; null where there is none, or where they cannot be asked.
 */
export function openOwners(
  storages: readonly DraftStorage[],
  person: string,
  graphId: number,
): (() => Promise<ReadonlySet<string>>) | null {
  const others = otherOwners(storages, person, graphId);
  const locks = locksHere();
  if (others.length === 0 || locks === undefined) return null;
  return async () => {
    const asked = others.map(async (page) =>
      (await isHeld(locks, lockName(person, graphId, page))) ? [page] : [],
    );
    return new Set((await Promise.all(asked)).flat());
  };
}

async function isHeld(locks: Locks, name: string): Promise<boolean> {
  try {
    await locks.request(name, { signal: AbortSignal.timeout(MAX_WAIT_MS) }, () => undefined);
    return false;
  } catch (error) {
    return error instanceof DOMException && error.name === "TimeoutError";
  }
}
