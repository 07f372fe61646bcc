import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import type { ProviderSettings } from "#platform/settings/provider-settings.ts";
import { isNamedInApprovals } from "#repos/approvals/approval-rows.ts";
import { findIdentityPerson, insertIdentity, touchIdentity } from "#repos/people/identity-rows.ts";
import {
  findPerson,
  findPersonByEmail,
  insertPerson,
  type PersonRow,
  updatePerson,
} from "#repos/people/person-rows.ts";
import { rightsChanged } from "../../rights/rights-changed.ts";
import { beginSignIn, type SignInStep } from "../begin-sign-in.ts";
import type { Browser } from "../sessions.ts";
import type { Identity } from "./identity-provider.ts";
import { takeOverGroups } from "./provider-groups.ts";
import { ProviderProblem } from "./provider-problem.ts";

const MAX_NAME = 100;

/**
 * Signs a person in whom the identity provider knows. They are found by issuer and subject. An email counts only where
 * somebody here decided that it may, once. Their session ends after a while, however it is used, so that the provider is
 * asked again whether they still are somebody.
 *
 * @throws ProviderProblem `not-allowed`, `unknown` or `email-taken`.
 */
export async function signInByProvider(
  database: Database,
  identity: Identity,
  settings: ProviderSettings,
  browser: Browser,
): Promise<SignInStep> {
  if (!isAllowed(identity, settings)) throw new ProviderProblem("not-allowed");
  const step = await transact(database, async (tx) => {
    const person = await personOfIdentity(tx, identity, settings);
    await touchIdentity(tx, identity);
    if (settings.groupsClaim !== null) await takeOverGroups(tx, person.id, identity.groups);
    noteForAudit(tx, null, { after: { by: settings.name } });
    return beginSignIn(tx, person, browser, settings.sessionMs);
  });
  // Their groups may be others, and the session that the browser had is over.
  rightsChanged.ring();
  return step;
}

/** Links an identity with a person who is signed in. @throws ProviderProblem `not-allowed`, `linked`. */
export async function linkIdentity(
  database: Database,
  identity: Identity,
  settings: ProviderSettings,
  person: { readonly id: number; readonly name: string },
): Promise<void> {
  if (!isAllowed(identity, settings)) throw new ProviderProblem("not-allowed");
  await transact(database, async (tx) => {
    const owner = await findIdentityPerson(tx, identity);
    if (owner === person.id) return;
    if (owner !== null) throw new ProviderProblem("linked");
    await insertIdentity(tx, identity, person.id);
    const { id, name } = person;
    noteForAudit(
      tx,
      { personId: id },
      { object: { kind: "person", id, name }, after: { linkedWith: settings.name } },
    );
  });
}

function isAllowed({ email, groups }: Identity, { allow }: ProviderSettings): boolean {
  if (allow === null) return true;
  const domain = email?.split("@").at(-1);
  return (
    (domain !== undefined && allow.domains.includes(domain)) ||
    groups.some((group) => allow.groups.includes(group))
  );
}

async function personOfIdentity(
  tx: Queries,
  identity: Identity,
  settings: ProviderSettings,
): Promise<PersonRow> {
  const known = await findIdentityPerson(tx, identity);
  if (known !== null) return presentPerson(tx, known);
  const { email } = identity;
  const sameEmail = email === null ? null : await findPersonByEmail(tx, email);
  if (sameEmail?.isLinkable === true) {
    await insertIdentity(tx, identity, sameEmail.id);
    await updatePerson(tx, sameEmail.id, { isLinkable: false });
    return sameEmail;
  }
  // Without a list of who may sign in, nobody becomes a person here by themself.
  if (settings.allow === null) throw new ProviderProblem("unknown");
  if (sameEmail !== null) throw new ProviderProblem("email-taken");
  return newPerson(tx, identity, settings.name);
}

async function newPerson(tx: Queries, identity: Identity, provider: string): Promise<PersonRow> {
  const { email, subject } = identity;
  const shown = (identity.name ?? email ?? subject).replace(/\p{C}/gu, "").trim();
  const said = [...shown].slice(0, MAX_NAME).join("") || "no name";
  // A name that people give themselves elsewhere makes nobody an approver here.
  const name = (await isNamedInApprovals(tx, said)) ? (email ?? subject).slice(0, MAX_NAME) : said;
  try {
    const id = await insertPerson(tx, { name, email, createdBy: provider });
    await insertIdentity(tx, identity, id);
    return await presentPerson(tx, id);
  } catch (error) {
    // Two first sign-ins at the same time: the other one made the person.
    if (isDuplicateKey(error)) throw new ProviderProblem("email-taken", error);
    throw error;
  }
}

async function presentPerson(tx: Queries, id: number): Promise<PersonRow> {
  const person = await findPerson(tx, id);
  if (person === null) throw new Error("The person of an identity is not there.");
  return person;
}
