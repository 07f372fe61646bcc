import type { TokenView } from "#contract/people/people.ts";
import { ACTS, type Act } from "#engine/rights/acts.ts";
import { folderText, ROOT } from "#engine/rights/folder-path.ts";
import { mayAnywhere, mayIn } from "#engine/rights/policy.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Queries } from "#platform/database/db.ts";
import { isNamedInApprovals } from "#repos/approvals/approval-rows.ts";
import {
  deleteApiToken,
  findApiToken,
  findApiTokenById,
  insertApiToken,
  listApiTokenRows,
  touchApiToken,
} from "#repos/people/api-token-rows.ts";
import type { FolderRow } from "#repos/rights/folder-rows.ts";
import { refuse } from "../refusals/refused.ts";
import { type Actor, actsIn, mayAct } from "../rights/actor.ts";
import { keptFolderAt } from "../rights/folders.ts";
import { refuseUnknown } from "../rights/judge.ts";
import { rightsOfPerson } from "../rights/rights-of.ts";
import { randomToken, tokenDigest } from "./random-token.ts";

const DAY_MS = 24 * 3_600_000;
/** Its use is noted no more often than this. */
const STALE_MS = 60_000;
/** So that a token that was published by mistake is recognised. */
const PREFIX = "signalbox_";

/** The tokens of whoever asks; for an admin of the root, all; oldest first. What a program shows is never given out again. */
export async function listTokens(tx: Queries, actor: Actor): Promise<TokenView[]> {
  const rows = await listApiTokenRows(tx);
  return rows
    .filter(({ personId }) => isTheirs(actor, personId))
    .map(({ acts, personId: _personId, ...row }) => ({ ...row, acts: actsIn(acts) }));
}

/** Whether an actor may see and revoke the tokens of a person. */
function isTheirs(actor: Actor, personId: number | null): boolean {
  return mayIn(actor.rights, "administer", ROOT) || (actor.who === "person" && actor.id === personId);
}

/**
 * Makes a token for a program.
 *
 * @returns the token itself, for this once.
 * @throws Refused `not-allowed` where it would have an act that its maker has nowhere in that folder, for a program whose
 *   own token may not administer, and for a name that an approval names; `not-found` where there is no such folder.
 */
export async function createToken(
  tx: Queries,
  { name, acts, days, folder = ROOT }: { name: string; acts: readonly Act[]; days: number; folder?: string },
  actor: Actor,
): Promise<{ readonly id: number; readonly token: string }> {
  // A token that was found by somebody else must not live on by another one.
  if (actor.who === "token" && !mayIn(actor.rights, "administer", ROOT))
    return refuse("not-allowed", `The ${actor.name} may not make tokens.`);
  const place = await placeForToken(tx, { acts, folder }, actor);
  await refuseNamedToken(tx, name, actor);
  const { token, digest } = randomToken(PREFIX);
  const written = ACTS.filter((act) => acts.includes(act)).join(" ");
  const personId = actor.who === "person" ? actor.id : actor.who === "token" ? actor.personId : null;
  const row = { digest, name, acts: written, createdBy: actor.name, folderId: place.id, personId };
  const id = await insertApiToken(tx, row, days * DAY_MS);
  noteForAudit(tx, actor, {
    object: { kind: "token", id, name },
    after: { acts: written, days, folder: place.path },
  });
  return { id, token };
}

/**
 * The folder of a token, and in which it may do these acts.
 *
 * @throws Refused `not-found` where its maker may see nothing of the folder; `not-allowed` for an act that they have
 *   nowhere in it.
 */
export async function placeForToken(
  tx: Queries,
  { acts, folder }: { readonly acts: readonly Act[]; readonly folder: string },
  actor: Actor,
): Promise<FolderRow> {
  const place = await keptFolderAt(tx, folder);
  const { path } = place;
  const mayInside = (act: Act) => mayAnywhere({ ...actor.rights, limit: { acts: [act], folder: path } }, act);
  if (path !== ROOT && !mayInside("read")) return refuseUnknown({ kind: "folder", path: folder });
  const beyond = acts.find((act) => !mayAct(actor, act) || !mayInside(act));
  if (beyond === undefined) return place;
  return refuse(
    "not-allowed",
    `You may not "${beyond}" in ${folderText(path)} yourself, so no token of yours may.`,
  );
}

/**
 * No token becomes one that an approval names by its name alone.
 *
 * @throws Refused `not-allowed`, unless an admin of the root asks.
 */
export async function refuseNamedToken(tx: Queries, name: string, { rights }: Actor): Promise<void> {
  if (mayIn(rights, "administer", ROOT) || !(await isNamedInApprovals(tx, name, "token"))) return;
  const text = `An approval names the token "${name}", so only an admin of ${folderText(ROOT)} can make one of this name.`;
  refuse("not-allowed", text, { kept: "Nothing was written.", problems: [{ path: "name", text }] });
}

/** @throws Refused `not-found`, also for a token of somebody else, unless an admin of the root asks. */
export async function revokeToken(tx: Queries, id: number, actor: Actor): Promise<void> {
  const token = await findApiTokenById(tx, id);
  if (token === null || !isTheirs(actor, token.personId) || !(await deleteApiToken(tx, id)))
    return refuse("not-found", "There is no such token: it was revoked already.");
  const { name, acts } = token;
  noteForAudit(tx, actor, { object: { kind: "token", id, name }, before: { acts } });
}

/** Ends the token of the program that asks. @throws Refused `state-forbids` for whoever shows no token. */
export async function revokeOwnToken(tx: Queries, actor: Actor): Promise<void> {
  if (actor.who !== "token")
    return refuse("state-forbids", "Only a program with a token gives its token back.");
  const { id } = actor;
  const token = await findApiTokenById(tx, id);
  if (token === null || !(await deleteApiToken(tx, id)))
    return refuse("not-found", "There is no such token: it was revoked already.");
  noteForAudit(tx, actor, { object: { kind: "token", id, name: token.name }, before: { acts: token.acts } });
}

/** The program that shows this token; null where it is over, was revoked or never was one. */
export async function actorOfToken(tx: Queries, token: string): Promise<Actor | null> {
  const found = await findApiToken(tx, tokenDigest(token), STALE_MS);
  if (found === null) return null;
  if (found.isStale) await touchApiToken(tx, found.id);
  const { id, personId, folder } = found;
  const { grants } = await rightsOfPerson(tx, personId);
  const rights = { grants, limit: { acts: actsIn(found.acts), folder } };
  return { who: "token", id, personId, name: `token ${found.name}`, rights };
}
