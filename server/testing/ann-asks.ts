import type { Actor } from "#services/rights/actor.ts";

/** A person as far as the API can tell. She is in no table. */
export const ANN = { who: "person", id: 1, name: "ann", sessionId: 1 } as const satisfies Actor;

/** The part of a request's context that says who asks. */
export const ANN_ASKS = {
  actor: ANN,
  isStillKnown: async () => true,
  browser: { device: "a test", address: "127.0.0.1", deviceToken: null },
  sendSession: () => undefined,
  pendingToken: null,
  sendPendingToken: () => undefined,
  host: "localhost",
} as const;
