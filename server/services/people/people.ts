import type { AccountView, PersonView } from "#contract/people/people.ts";
import { passwordProblem } from "#contract/people/people.ts";
import { ACTS } from "#engine/rights/acts.ts";
import { folderText, ROOT } from "#engine/rights/folder-path.ts";
import { mayIn, type Rights } from "#engine/rights/policy.ts";
import type { Role } from "#engine/rights/roles.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { isDuplicateKey, type Queries } from "#platform/database/db.ts";
import type { ProviderSettings } from "#platform/settings/provider-settings.ts";
import { isNamedInApprovals } from "#repos/approvals/approval-rows.ts";
import { hasIdentity, listIdentityPeople } from "#repos/people/identity-rows.ts";
import { countPasskeys, listPasskeyRows } from "#repos/people/passkey-rows.ts";
import {
  countPeople,
  deletePerson,
  findPerson,
  insertPerson,
  listPersonRows,
  type PersonRow,
  updatePerson,
} from "#repos/people/person-rows.ts";
import {
  countRecoveryCodes,
  findConfirmedAt,
  listAuthenticatorPeople,
} from "#repos/people/second-factor-rows.ts";
import { insertSignInLink } from "#repos/people/sign-in-link-rows.ts";
import { deletePresetsOf } from "#repos/presets/preset-rows.ts";
import { lockFolders } from "#repos/rights/folder-rows.ts";
import { insertGrant, listGrantRows } from "#repos/rights/grant-rows.ts";
import { listGroupRows, listMembers } from "#repos/rights/group-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { folderAt } from "../rights/folders.ts";
import { keepingAdmin } from "../rights/grants.ts";
import { hashPassword, isPasswordOf } from "./hash-password.ts";
import { randomToken } from "./random-token.ts";

export const LINK_LIFE_MS: number = 15 * 60_000;

type Account = { readonly name: string; readonly email: string | null };

/** Who an actor is. */
export async function showAccount(
  tx: Queries,
  actor: Actor,
  provider: Pick<ProviderSettings, "name" | "issuer"> | null = null,
): Promise<AccountView> {
  const row = actor.who === "person" ? await findPerson(tx, actor.id) : null;
  const { who, name, rights } = actor;
  const since = row === null ? null : await findConfirmedAt(tx, row.id);
  return {
    who,
    personId: actor.who === "person" ? actor.id : null,
    name,
    rights,
    email: row?.email ?? null,
    hasPassword: row !== null && row.password !== null,
    secondFactor:
      row === null || since === null ? null : { since, recoveryCodes: await countRecoveryCodes(tx, row.id) },
    passkeys: row === null ? 0 : (await listPasskeyRows(tx, row.id)).length,
    provider:
      row === null || provider === null
        ? null
        : { name: provider.name, isLinked: await hasIdentity(tx, row.id, provider.issuer) },
  };
}

/** Everybody who may sign in, in the order in which they came. `issuer`: of the identity provider, if there is one. */
export async function listPeople(tx: Queries, issuer: string | null = null): Promise<PersonView[]> {
  const rows = await listPersonRows(tx);
  const grants = await listGrantRows(tx);
  const members = await listMembers(tx);
  const groups = new Map((await listGroupRows(tx)).map(({ id, name }) => [id, name]));
  const withSecondFactor = new Set(await listAuthenticatorPeople(tx));
  const passkeys = await countPasskeys(tx);
  const linked = new Set(issuer === null ? [] : await listIdentityPeople(tx, issuer));
  return rows.map(({ password, ...row }) => ({
    ...row,
    hasPassword: password !== null,
    hasSecondFactor: withSecondFactor.has(row.id),
    passkeys: passkeys.get(row.id) ?? 0,
    isLinked: linked.has(row.id),
    roles: grants.flatMap(({ personId, folder, role }) => (personId === row.id ? [{ folder, role }] : [])),
    groups: members.flatMap(({ groupId, id }) => (id === row.id ? (groups.get(groupId) ?? []) : [])),
  }));
}

/**
 * Adds somebody who may sign in, with their first role, if one is given.
 *
 * @throws Refused `conflict` where somebody has this email; `not-found` for the folder of the role.
 */
export async function addPerson(
  tx: Queries,
  {
    name,
    email,
    role,
    folder = ROOT,
  }: Account & { readonly role?: Role | undefined; readonly folder?: string },
  actor: Actor,
): Promise<{ id: number }> {
  // The folder of the role is not deleted meanwhile.
  if (role !== undefined) await lockFolders(tx);
  const place = await folderAt(tx, folder);
  return refuseTaken(email, async () => {
    const id = await insertPerson(tx, { name, email, createdBy: actor.name });
    const given = role === undefined ? {} : { role, folder: place.path };
    if (role !== undefined)
      await insertGrant(tx, {
        folderId: place.id,
        personId: id,
        groupId: null,
        role,
        createdBy: actor.name,
      });
    noteForAudit(tx, actor, { object: { kind: "person", id, name }, after: { name, email, ...given } });
    return { id };
  });
}

/** @throws Refused `not-found`; `state-forbids` for the person who asks: somebody must be left. */
export async function removePerson(tx: Queries, id: number, actor: Actor): Promise<void> {
  if (actor.who === "person" && actor.id === id)
    refuse("state-forbids", "You cannot remove yourself.", { todo: "Ask another person to do it." });
  await lockFolders(tx);
  const person = await findPerson(tx, id);
  if (person === null || !(await keepingAdmin(tx, actor, () => deletePerson(tx, id))))
    return refuse("not-found", "There is no such person.");
  await deletePresetsOf(tx, { personId: id });
  const { name, email } = person;
  noteForAudit(tx, actor, { object: { kind: "person", id, name }, before: { name, email } });
}

/**
 * Changes the name and the email of the person who asks.
 *
 * @throws Refused `conflict` where somebody else has this email; `not-allowed` where an approval names the person by what
 *   they would be called, or are called now, unless an admin of the root asks.
 */
export async function saveAccount(
  tx: Queries,
  { id, rights }: { readonly id: number; readonly rights: Rights },
  account: Account,
): Promise<void> {
  const row = await findPerson(tx, id);
  if (!mayIn(rights, "administer", ROOT)) {
    for (const path of ["name", "email"] as const)
      if (account[path] !== row?.[path]) await refuseIfNamed(tx, path, [account[path], row?.[path] ?? null]);
  }
  if (row?.password != null && account.email === null)
    refuse("state-forbids", "An account with a password needs an email to sign in with.");
  await refuseTaken(account.email, () => updatePerson(tx, id, account));
  noteForAudit(
    tx,
    { personId: id },
    {
      object: { kind: "person", id, name: row?.name ?? "" },
      before: { name: row?.name, email: row?.email },
      after: { ...account },
    },
  );
}

/**
 * Nobody becomes somebody whom an approval names by calling themselves so, and nobody leaves an approval without whom it
 * names.
 *
 * @param texts what somebody would be called, and what they are called now.
 */
async function refuseIfNamed(
  tx: Queries,
  path: "name" | "email",
  [taken, given]: readonly [string | null, string | null],
): Promise<void> {
  const isTaken = taken !== null && (await isNamedInApprovals(tx, taken));
  if (!isTaken && (given === null || !(await isNamedInApprovals(tx, given)))) return;
  const can = `so only an admin of ${folderText(ROOT)} can ${isTaken ? "take" : "change"} this ${path}.`;
  const why = `An approval names "${isTaken ? taken : given}", ${can}`;
  refuse("not-allowed", why, { kept: "Nothing was written.", problems: [{ path, text: why }] });
}

/** Whom a link is for: by id, email or name; with none of them: the only person. */
export type LinkFor = { readonly id?: number | undefined; readonly person?: string | undefined };

/** @throws Refused `not-found`; `bad-input` where it is not clear who is meant. */
function personIn(people: readonly PersonRow[], { id, person: text }: LinkFor): PersonRow | null {
  if (id !== undefined) {
    const byId = people.find((each) => each.id === id);
    return byId ?? refuse("not-found", "There is no such person: they were removed.");
  }
  if (text === undefined) {
    if (people.length <= 1) return people[0] ?? null;
    return refuse("bad-input", `There are ${people.length} people: who is the link for?`, {
      todo: "Say the email or the name: `npx signalbox sign-in ann@example.com`.",
    });
  }
  const wanted = text.trim();
  const found = people.filter(({ email, name }) => email === wanted.toLowerCase() || name === wanted);
  const [person] = found;
  if (person === undefined) return refuse("not-found", `There is no person "${wanted}".`);
  if (found.length > 1)
    return refuse(
      "bad-input",
      `There are ${found.length} people of the name "${wanted}": name one by the email.`,
    );
  return person;
}

/**
 * Makes a link that signs a person in once, within 15 minutes.
 *
 * @returns the link's token, and whom it signs in; null: the first person of all, who is made when it is opened.
 * @throws Refused `not-allowed` for an actor who may not do everything: whoever opens the link may. `not-found`;
 *   `bad-input` where it is not clear who is meant.
 */
export async function makeSignInLink(
  tx: Queries,
  whom: LinkFor,
  actor: Actor,
): Promise<{ readonly token: string; readonly name: string | null }> {
  if (!ACTS.every((act) => mayIn(actor.rights, act, ROOT)))
    return refuse("not-allowed", "A sign-in link may do everything, and this token may not.");
  const person = personIn(await listPersonRows(tx), whom);
  const { token, digest } = randomToken();
  const isOfOwner = actor.who === "command line";
  await insertSignInLink(tx, { digest, personId: person?.id ?? null, isOfOwner }, LINK_LIFE_MS);
  noteForAudit(tx, actor, {
    object:
      person === null
        ? { kind: "person", name: "the first person" }
        : { kind: "person", id: person.id, name: person.name },
  });
  return { token, name: person?.name ?? null };
}

/** Whether anybody has signed in yet. */
export async function hasPeople(tx: Queries): Promise<boolean> {
  return (await countPeople(tx)) > 0;
}

/** Whether `current` is the password of a person. Without a password, null is. */
export async function isCurrentPassword(tx: Queries, id: number, current: string | null): Promise<boolean> {
  const row = await findPerson(tx, id);
  if (row === null || row.password === null) return row !== null;
  return isPasswordOf(row.password, current ?? "");
}

/** Stores a new password of a person. @throws Refused `bad-input`, `state-forbids` without an email. */
export async function savePassword(tx: Queries, id: number, password: string): Promise<void> {
  const row = await findPerson(tx, id);
  if (row === null) return refuse("not-found", "There is no such person.");
  if (row.email === null)
    return refuse("state-forbids", "A password needs an email to sign in with: save that first.");
  const problem = passwordProblem(password, [row.name, row.email]);
  if (problem !== null)
    return refuse("bad-input", problem, { problems: [{ path: "password", text: problem }] });
  await updatePerson(tx, id, { password: await hashPassword(password) });
  noteForAudit(tx, { personId: id }, { object: { kind: "person", id, name: row.name } });
}

async function refuseTaken<Result>(email: string | null, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const text = `Somebody else has the email ${email ?? ""}.`;
    return refuse("conflict", text, { kept: "Nothing was written.", problems: [{ path: "email", text }] });
  }
}
