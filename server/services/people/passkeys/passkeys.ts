import type { PasskeyView } from "#contract/people/passkeys.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Queries } from "#platform/database/db.ts";
import { hasIdentity } from "#repos/people/identity-rows.ts";
import {
  deletePasskey,
  deletePasskeysOf,
  listPasskeyRows,
  lockPasskeys,
} from "#repos/people/passkey-rows.ts";
import { findPerson } from "#repos/people/person-rows.ts";
import { refuse } from "../../refusals/refused.ts";
import type { Actor } from "../../rights/actor.ts";
import { endAllSessions } from "../sessions.ts";

/**
 * With what people can sign in besides a password: the issuer of the identity provider, null where there is none, and the host
 * names at which passkeys work, the best first: on another machine only the first works.
 */
export type WaysIn = { readonly issuer: string | null; readonly passkeyNames: readonly string[] };

/** The passkeys of a person, in the order in which they were added. */
export async function listPasskeys(tx: Queries, personId: number): Promise<PasskeyView[]> {
  const rows = await listPasskeyRows(tx, personId);
  return rows.map(({ id, name, createdAt, usedAt, isBackedUp, rpId }) => ({
    ...{ id, name, createdAt, usedAt, isBackedUp, rpId },
  }));
}

/**
 * Removes a passkey of a person who has just shown once more who they are. Sessions go on.
 *
 * @throws Refused `not-found`; `state-forbids` where nothing else would sign the person in.
 */
export async function removePasskey(
  tx: Queries,
  personId: number,
  id: number,
  { issuer, passkeyNames }: WaysIn,
): Promise<void> {
  const own = await lockPasskeys(tx, personId);
  const found = own.find((each) => each.id === id);
  const person = await findPerson(tx, personId);
  if (found === undefined || person === null)
    return refuse("not-found", "There is no such passkey: it was removed already.");
  const hasOther =
    // One of a former name signs nobody in: nothing is taken away with it.
    !passkeyNames.includes(found.rpId) ||
    own.some(({ id: each, rpId }) => each !== id && [passkeyNames[0], found.rpId].includes(rpId)) ||
    person.password !== null ||
    (issuer !== null && (await hasIdentity(tx, personId, issuer)));
  if (!hasOther)
    refuse("state-forbids", "Set a password or add another passkey first: nothing else would sign you in.");
  await deletePasskey(tx, id, personId);
  const { name, rpId } = found;
  noteForAudit(
    tx,
    { personId },
    {
      object: { kind: "person", id: personId, name: person.name },
      before: { passkey: name, address: rpId },
    },
  );
}

/**
 * Takes all passkeys of another person away. Their sessions end.
 *
 * @throws Refused `not-found`; `state-forbids` for the person who asks, and where there are none.
 */
export async function removePasskeysOf(tx: Queries, personId: number, actor: Actor): Promise<void> {
  if (actor.who === "person" && actor.id === personId)
    refuse("state-forbids", "Remove your own passkeys under Settings, Your account.");
  const person = (await findPerson(tx, personId)) ?? refuse("not-found", "There is no such person.");
  const count = await deletePasskeysOf(tx, personId);
  if (count === 0) refuse("state-forbids", "There are no passkeys: they were removed already.");
  await endAllSessions(tx, personId);
  noteForAudit(tx, actor, {
    object: { kind: "person", id: personId, name: person.name },
    before: { passkeys: count },
  });
}
