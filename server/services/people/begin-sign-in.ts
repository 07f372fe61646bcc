import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Queries } from "#platform/database/db.ts";
import { insertPendingSignIn } from "#repos/people/pending-sign-in-rows.ts";
import type { PersonRow } from "#repos/people/person-rows.ts";
import { findConfirmedAt } from "#repos/people/second-factor-rows.ts";
import { randomToken } from "./random-token.ts";
import { type Browser, beginSession, endFormerSession, type NewSession } from "./sessions.ts";

/** How long somebody may look for their code. */
const PENDING_MS = 5 * 60_000;

/** Somebody who is signed in. */
export type SignedIn = { readonly person: PersonRow; readonly session: NewSession };

/** A sign-in so far. Until the second factor is shown there is no session, only a token for the browser to go on with. */
export type SignInStep =
  | ({ readonly isComplete: true } & SignedIn)
  | { readonly isComplete: false; readonly pendingToken: string };

/**
 * What follows when somebody has shown their first factor: a session, or the question for a code.
 *
 * @param endsInMs after which the session is over, however it is used; null where it goes on with its use.
 */
export async function beginSignIn(
  tx: Queries,
  person: PersonRow,
  browser: Browser,
  endsInMs: number | null = null,
): Promise<SignInStep> {
  if ((await findConfirmedAt(tx, person.id)) === null) return completeSignIn(tx, person, browser, endsInMs);
  const { token, digest } = randomToken();
  await insertPendingSignIn(tx, { digest, personId: person.id }, PENDING_MS, endsInMs);
  // Nobody is signed in yet, so the entry is not theirs.
  const { id, name } = person;
  noteForAudit(tx, null, { object: { kind: "person", id, name }, after: { waitsFor: "second factor" } });
  return { isComplete: false, pendingToken: token };
}

/** Begins the session of somebody who has shown all that is asked of them. The one that the browser had ends with it. */
export async function completeSignIn(
  tx: Queries,
  person: PersonRow,
  browser: Browser,
  endsInMs: number | null = null,
): Promise<SignInStep & { readonly isComplete: true }> {
  const { id, name } = person;
  await endFormerSession(tx, browser);
  const session = await beginSession(tx, id, browser, endsInMs);
  noteForAudit(tx, null, { person: { id, name }, object: { kind: "session", id: session.id } });
  return { isComplete: true, person, session };
}
