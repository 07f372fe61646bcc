import { approvalRules } from "#engine/kinds/approval/approval-rules.ts";
import type { Move } from "#engine/plan/pipeline-now.ts";
import type { PlanVertex } from "#engine/plan/plan.ts";
import type { ConcurrencyClaim } from "#engine/policies/concurrency-claims.ts";
import { cutText } from "#engine/text/cut-text.ts";
import { eventInserts, type NewEventRow } from "#repos/pipelines/events/event-rows.ts";
import {
  type AttemptUpdate,
  attemptInserts,
  attemptUpdates,
  type NewAttemptRow,
} from "#repos/tracks/attempt-rows.ts";
import { concurrencyClaimReplacement, slotReleases } from "#repos/tracks/concurrency-slot-rows.ts";
import { type NewPrompt, promptInserts, promptWithdrawals } from "#repos/tracks/prompt-rows.ts";
import type { Write } from "#repos/write-together.ts";

type NewEvent = Omit<NewEventRow, "pipelineId" | "rev" | "n">;

/** A reason that is too long for its column is cut with a mark, never refused: its state change must not be lost. */
const MAX_REASON = 1_000;

/** A text that fits into a reason's column. */
export function shortened(reason: string | null): string | null {
  if (reason === null || reason.length <= MAX_REASON) return reason;
  return `${cutText(reason, MAX_REASON - 1)}…`;
}

/** What a session writes besides the rows of its pipeline and tracks: events, prompts, attempts and slots. */
export class SessionWrites {
  private readonly events: NewEvent[] = [];
  private readonly prompts = new Map<number, Pick<NewPrompt, "asks" | "assignees">>();
  private readonly withdrawn = new Set<number>();
  private readonly released = new Set<number>();
  private readonly claims = new Map<number, readonly ConcurrencyClaim[]>();
  private readonly attempts: NewAttemptRow[] = [];
  private readonly attemptUpdates: AttemptUpdate[] = [];

  get hasEvents(): boolean {
    return this.events.length > 0;
  }

  /** True where a track gives back slots, or needs others: one that waits for them may be claimable now. */
  get hasReleases(): boolean {
    return this.released.size > 0 || this.claims.size > 0;
  }

  addEvent(event: NewEvent): void {
    this.events.push({ ...event, reason: shortened(event.reason ?? null) });
  }

  /** Opens a prompt for the track of this vertex. */
  openPrompt(number: number, { spec }: Pick<PlanVertex, "spec">, asks: Move["asks"]): void {
    this.prompts.set(number, { asks: asks ?? [], assignees: approvalRules(spec).assignees });
  }

  /** Removes a prompt again that was to be opened in this session. */
  keepPromptClosed(number: number): void {
    this.prompts.delete(number);
  }

  /** Closes the open prompt of this track. */
  withdrawPrompt(trackId: number): void {
    this.withdrawn.add(trackId);
  }

  /** Gives back every slot of locks and limits that this track has. */
  releaseSlots(trackId: number): void {
    this.released.add(trackId);
  }

  /** Replaces what this track must hold while it runs. */
  setClaims(trackId: number, claims: readonly ConcurrencyClaim[]): void {
    this.claims.set(trackId, claims);
  }

  addAttempt(attempt: NewAttemptRow): void {
    this.attempts.push(attempt);
  }

  endAttempt(attempt: AttemptUpdate): void {
    this.attemptUpdates.push({ ...attempt, reason: shortened(attempt.reason) });
  }

  /** The end of an attempt that is to be written; undefined where it did not end in this session. */
  endOfAttempt(trackId: number, number: number): AttemptUpdate | undefined {
    return this.attemptUpdates.findLast((each) => each.trackId === trackId && each.number === number);
  }

  /** The statements that write all of this under the given rev of the pipeline. */
  statements(pipelineId: number, rev: number): Write[] {
    const events = this.events.map((event, index) => ({ ...event, pipelineId, rev, n: index + 1 }));
    const prompts = [...this.prompts].map(([number, asked]) => ({ number, ...asked }));
    return [
      // Right behind the tracks: they carry the guard of these.
      ...eventInserts(events),
      ...attemptUpdates(this.attemptUpdates),
      ...attemptInserts(this.attempts),
      ...slotReleases([...this.released]),
      ...[...this.claims].flatMap(([id, claims]) => concurrencyClaimReplacement(id, claims)),
      ...promptWithdrawals([...this.withdrawn]),
      ...promptInserts(pipelineId, prompts),
    ];
  }
}
