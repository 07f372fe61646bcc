import type { TokenView } from "#contract/people.ts";
import { ACTS, type Act } from "#engine/rights/acts.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Queries } from "#platform/database/db.ts";
import {
  deleteApiToken,
  findApiToken,
  findApiTokenById,
  insertApiToken,
  listApiTokenRows,
  touchApiToken,
} from "#repos/people/api-token-rows.ts";
import { refuse } from "../pipeline-session/refused.ts";
import { type Actor, actsIn, mayAct } from "../rights/actor.ts";
import { randomToken, tokenDigest } from "./random-token.ts";

const DAY_MS = 24 * 3_600_000;
/** Its use is noted no more often than this. */
const STALE_MS = 60_000;
/** So that a token that was published by mistake is recognised. */
const PREFIX = "signalbox_";

/** All tokens, oldest first. What a program shows is never given out again. */
export async function listTokens(tx: Queries): Promise<TokenView[]> {
  const rows = await listApiTokenRows(tx);
  return rows.map(({ acts, ...row }) => ({ ...row, acts: actsIn(acts) }));
}

/**
 * Makes a token for a program.
 *
 * @returns the token itself, for this once.
 * @throws Refused `not-allowed` where it would have an act that its maker has not.
 */
export async function createToken(
  tx: Queries,
  { name, acts, days }: { name: string; acts: readonly Act[]; days: number },
  actor: Actor,
): Promise<{ readonly id: number; readonly token: string }> {
  const beyond = acts.find((act) => !mayAct(actor, act));
  if (beyond !== undefined)
    return refuse("not-allowed", `You may not "${beyond}" yourself, so no token of yours may.`);
  const { token, digest } = randomToken(PREFIX);
  const written = ACTS.filter((act) => acts.includes(act)).join(" ");
  const id = await insertApiToken(tx, { digest, name, acts: written, createdBy: actor.name }, days * DAY_MS);
  noteForAudit(tx, { object: { kind: "token", id, name }, after: { acts: written, days } });
  return { id, token };
}

/** @throws Refused `not-found`. */
export async function revokeToken(tx: Queries, id: number): Promise<void> {
  const token = await findApiTokenById(tx, id);
  if (token === null || !(await deleteApiToken(tx, id)))
    return refuse("not-found", "There is no such token: it was revoked already.");
  const { name, acts } = token;
  noteForAudit(tx, { object: { kind: "token", id, name }, before: { acts } });
}

/** The program that shows this token; null where it is over, was revoked or never was one. */
export async function actorOfToken(tx: Queries, token: string): Promise<Actor | null> {
  const found = await findApiToken(tx, tokenDigest(token), STALE_MS);
  if (found === null) return null;
  if (found.isStale) await touchApiToken(tx, found.id);
  return { who: "token", id: found.id, name: `token ${found.name}`, acts: actsIn(found.acts) };
}
