import type { ClaimedTrack } from "#contract/runners/runner-gateway.ts";

/** Starts attempts right after the transaction that claimed them. It does not wait for them. */
export type StartAttempts = (claimed: readonly ClaimedTrack[]) => void;
