import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, transact } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { deletePendingSignIn, findPendingSignIn } from "#repos/people/pending-sign-in-rows.ts";
import { findPerson } from "#repos/people/person-rows.ts";
import { Refused, refuse } from "../../refusals/refused.ts";
import { completeSignIn, type SignInStep } from "../begin-sign-in.ts";
import { tokenDigest } from "../random-token.ts";
import type { Browser } from "../sessions.ts";
import { checkCode } from "./check-code.ts";
import { isRecoveryCode } from "./recovery-codes.ts";

/**
 * Completes a sign-in by a code of the authenticator app, or by a recovery code.
 *
 * @param pendingToken what the browser was given after the first factor.
 * @throws Refused `not-signed-in` for a wrong code, and where no sign-in waits for one; `too-often`.
 */
export async function signInByCode(
  database: Database,
  box: SecretBox,
  { pendingToken, code }: { pendingToken: string | null; code: string },
  browser: Browser,
): Promise<SignInStep & { readonly isComplete: true }> {
  const digest = pendingToken === null ? null : tokenDigest(pendingToken);
  const pending = digest === null ? null : await findPendingSignIn(database.queries, digest);
  const person = pending === null ? null : await findPerson(database.queries, pending.personId);
  if (digest === null || pending === null || person === null) return refuseOver();
  if (!(await checkCode(database, box, person, code, browser))) {
    const text = "This code is wrong, or was used already.";
    throw new Refused(
      {
        code: "not-signed-in",
        text,
        todo: "Wait for the next code of your app, or use a recovery code.",
        problems: [{ path: "code", text }],
      },
      { kind: "person", id: person.id, name: person.name },
    );
  }
  return transact(database, async (tx) => {
    // Of two at the same time, one goes on.
    if (!(await deletePendingSignIn(tx, digest))) return refuseOver();
    noteForAudit(tx, null, { after: { by: isRecoveryCode(code) ? "recovery code" : "authenticator" } });
    return completeSignIn(tx, person, browser, pending.endsInMs);
  });
}

function refuseOver(): never {
  return refuse(
    "not-signed-in",
    "Your sign-in was begun more than five minutes ago, or not in this browser.",
    {
      todo: "Begin again with your password.",
    },
  );
}
