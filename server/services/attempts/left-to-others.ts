import type { Candidate } from "#contract/runners/runner-gateway.ts";
import { EQUAL_AGE_MS } from "#engine/policies/claim-order.ts";

/** So long a track is left to the runner that was told of it, or that made it ready. */
const LEFT_MS = 100;
/** So long it is known when a track was seen first. */
const FORGOTTEN_MS = 10_000;

type Found = {
  /** What this runner may claim. */
  readonly candidates: readonly Candidate[];
  /** In how many milliseconds it may claim some of the others; infinite where it leaves none. */
  readonly nextMs: number;
};

/**
 * What one runner leaves to others for a moment. Most wake-ups tell one runner, which takes all it can: so a small pipeline
 * stays with one runner, whose settlements then need no lock. A runner that is alone leaves nothing, and nothing is left
 * for longer than `LEFT_MS`, or while something younger is claimed.
 */
export class LeftToOthers {
  private readonly told = new Set<number>();
  private isAllTold = false;
  /** When a track was seen first, by its id. */
  private readonly firstSeen = new Map<number, number>();
  private readonly now: () => number;

  /** @param now milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** Notes that this runner was told to look; null: all runners were. */
  tell(pipelineId: number | null): void {
    if (pipelineId === null) this.isAllTold = true;
    else this.told.add(pipelineId);
  }

  /** Notes that it has looked with free slots: what it was told counts no more. */
  looked(): void {
    this.told.clear();
    this.isAllTold = false;
  }

  /**
   * Leaves out what others were told of.
   *
   * @param found ready tracks, in any order.
   * @param held the pipeline that this runner writes now: of that it leaves nothing.
   */
  from(found: readonly Candidate[], held: number | null = null): Found {
    const now = this.now();
    this.note(found, now);
    const isFresh = ({ id, pipelineId, isUndo, runners }: Candidate) =>
      runners > 1 &&
      isUndo === 0 &&
      !this.isAllTold &&
      pipelineId !== held &&
      !this.told.has(pipelineId) &&
      now - (this.firstSeen.get(id) ?? now) < LEFT_MS;
    const youngest = Math.max(...found.filter((each) => !isFresh(each)).map(ageOf));
    const isLeft = (each: Candidate) => isFresh(each) && ageOf(each) >= youngest;
    const left = found.filter(isLeft).map(({ id }) => (this.firstSeen.get(id) ?? now) + LEFT_MS - now);
    return { candidates: found.filter((each) => !isLeft(each)), nextMs: Math.min(...left) };
  }

  /** What is asked for later may come sooner, and lack some of it. So what is not found now is not forgotten at once. */
  private note(found: readonly Candidate[], now: number): void {
    for (const [id, at] of this.firstSeen) {
      if (now - at < FORGOTTEN_MS) break;
      this.firstSeen.delete(id);
    }
    for (const { id } of found) if (!this.firstSeen.has(id)) this.firstSeen.set(id, now);
  }
}

/** As `claimOrder` has it: what is older than another one must come before it. */
function ageOf({ isUndo, claimAt }: Candidate): number {
  return isUndo === 1 ? Number.NEGATIVE_INFINITY : Math.floor(claimAt / EQUAL_AGE_MS);
}
