import { ALL_RIGHTS } from "#engine/rights/policy.ts";
import type { Actor } from "#services/rights/actor.ts";

/** A person as far as the API can tell. She is in no table. */
export const ANN = {
  who: "person",
  id: 1,
  name: "ann",
  sessionId: 1,
  rights: ALL_RIGHTS,
} as const satisfies Actor;

/** The part of a request's context that says who asks. */
export const ANN_ASKS = {
  actor: ANN,
  actorNow: async () => ANN,
  browser: { device: "a test", address: "127.0.0.1", deviceToken: null },
  sendSession: () => undefined,
  pendingToken: null,
  sendPendingToken: () => undefined,
  passkeyToken: null,
  sendPasskeyToken: () => undefined,
  provider: null,
  sendBegunSignIn: () => undefined,
  host: "localhost:3000",
} as const;
