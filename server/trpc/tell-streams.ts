import type { Actor } from "#services/rights/actor.ts";
import { rightsChanged } from "#services/rights/rights-changed.ts";

/** Change what somebody may see. */
const CHANGES_RIGHTS = /^(?:folders|groups|people|tokens|grants)\.|^graphs\.(?:move|delete)$/;
/** End sessions. */
const ENDS_SESSIONS =
  /^(?:signIn\.out|account\.(?:endSession|setPassword|unlinkProvider)|secondFactor\.(?:confirm|turnOff|renewCodes))$/;
/** End the session that the browser has, where it has one. */
const SIGNS_IN = /^signIn\.by/;

/**
 * Has the live streams of this process ask again who may see them, once a procedure that may have changed it is through.
 *
 * @param actor who called it.
 */
export function tellStreams(path: string, actor: Actor | null): void {
  const endsOwn = SIGNS_IN.test(path) && actor?.who === "person";
  if (endsOwn || CHANGES_RIGHTS.test(path) || ENDS_SESSIONS.test(path)) rightsChanged.ring();
}
