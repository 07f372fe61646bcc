import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { deleteIdentities } from "#repos/people/identity-rows.ts";
import { lockPasskeys } from "#repos/people/passkey-rows.ts";
import { findPerson, updatePerson } from "#repos/people/person-rows.ts";
import { refuse } from "../../refusals/refused.ts";
import type { Actor } from "../../rights/actor.ts";
import type { WaysIn } from "../passkeys/passkeys.ts";
import { confirmPerson, type ShownProof } from "../second-factor/confirm-person.ts";
import { type Browser, type NewSession, renewSession } from "../sessions.ts";
import type { IdentityProvider } from "./identity-provider.ts";

type UsedProvider = Pick<WaysIn, "passkeyNames"> & { readonly provider: IdentityProvider };

/**
 * Takes the account of the identity provider from a person. Their other sessions end.
 *
 * @param proof the password, a code, or a passkey.
 * @throws Refused `bad-input` for a wrong proof; `state-forbids` where nothing else signs them in, or nothing is linked.
 */
export async function unlinkProvider(
  database: Database,
  box: SecretBox,
  { provider, passkeyNames }: UsedProvider,
  personId: number,
  proof: ShownProof,
  browser: Browser,
): Promise<NewSession> {
  const { id, name, password } = await confirmPerson(database, box, personId, proof, browser);
  return transact(database, async (tx) => {
    const passkeys = await lockPasskeys(tx, id);
    if (password === null && !passkeys.some(({ rpId }) => rpId === passkeyNames[0]))
      refuse("state-forbids", "Set a password or add a passkey first: nothing else would sign you in.");
    if (!(await deleteIdentities(tx, id, provider.settings.issuer)))
      refuse("state-forbids", "Your account is not linked: it was unlinked already.");
    noteForAudit(
      tx,
      { personId },
      {
        object: { kind: "person", id, name },
        before: { linkedWith: provider.settings.name },
      },
    );
    return renewSession(tx, id, browser);
  });
}

/**
 * Decides whether an identity with the email of this person, verified by the provider, is linked with them once.
 *
 * @throws Refused `not-found`; `state-forbids` without an email.
 */
export async function allowProvider(
  tx: Queries,
  personId: number,
  isAllowed: boolean,
  actor: Actor,
): Promise<void> {
  const person = await findPerson(tx, personId);
  if (person === null) return refuse("not-found", "There is no such person.");
  if (person.email === null)
    refuse("state-forbids", "This person has no email by which they could be found.");
  const { id, name } = person;
  await updatePerson(tx, id, { isLinkable: isAllowed });
  noteForAudit(tx, actor, {
    object: { kind: "person", id, name },
    before: { isLinkable: person.isLinkable },
    after: { isLinkable: isAllowed },
  });
}
