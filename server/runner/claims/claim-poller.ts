import type { Database } from "#platform/database/db.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { claimTracks } from "#services/attempts/claim-tracks.ts";
import type { Slots } from "../attempts/slots.ts";
import type { StartAttempts } from "../attempts/start-attempts.ts";
import type { Registration } from "../lease/registration.ts";

/**
 * After a claim the next one follows at once. An idle runner asks twenty times a second, which reads one index entry.
 */
const MIN_POLL_MS = 25;
const MAX_POLL_MS = 50;
const POLL_GROWTH = 1.5;
const WORK = "claiming";

export type ClaimPollerParts = {
  readonly database: Database;
  readonly warnings: RepeatedWarnings;
  readonly registration: Registration;
  readonly slots: Slots;
  readonly startAttempts: StartAttempts;
};

/** Looks for pending tracks, claims as many as there are free slots, and starts them. */
export class ClaimPoller {
  private readonly parts: ClaimPollerParts;
  private pollMs = MIN_POLL_MS;
  private timer: NodeJS.Timeout | null = null;
  private claiming: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(parts: ClaimPollerParts) {
    this.parts = parts;
  }

  start(): void {
    this.claiming = this.poll();
  }

  /** Stops. Resolves when the claim that was under way has ended. */
  stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    return this.claiming;
  }

  private async poll(): Promise<void> {
    const claimed = await this.claim();
    this.pollMs = claimed > 0 ? MIN_POLL_MS : Math.min(MAX_POLL_MS, this.pollMs * POLL_GROWTH);
    if (this.isStopped) return;
    this.timer = setTimeout(() => this.start(), this.pollMs * (0.8 + Math.random() * 0.4));
  }

  private async claim(): Promise<number> {
    const { database, warnings, registration, slots, startAttempts } = this.parts;
    try {
      return await slots.reserve(async (free) => {
        if (free === 0) return 0;
        const claimed = await claimTracks(database, registration.claimant, free, startAttempts);
        warnings.worked(WORK);
        return claimed.length;
      });
    } catch (error) {
      warnings.failed(WORK, error);
      return 0;
    }
  }
}
