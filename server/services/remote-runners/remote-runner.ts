import type { RunnerIdentity } from "#contract/runners/runner-gateway.ts";
import { labelsKeys } from "#engine/shape/labels.ts";
import type { Queries } from "#platform/database/db.ts";
import { fencesOf, findRunner, insertRunner } from "#repos/fleet/runner-rows.ts";
import type { Claimant } from "../attempts/claim-tracks.ts";
import { refuse } from "../refusals/refused.ts";
import type { RunnerRights } from "./runner-tokens.ts";

/**
 * Registers a runner that came with a token.
 *
 * @throws Refused `not-allowed` for a name or a label that its token does not have.
 */
export async function registerRemote(
  tx: Queries,
  rights: RunnerRights,
  { leaseMs, ...identity }: RunnerIdentity & { readonly leaseMs: number },
): Promise<number> {
  if (!isNameFor(rights.name, identity.name))
    return refuse("not-allowed", `This token is for a runner ${rights.name}, not for ${identity.name}.`, {
      todo: `Set SIGNALBOX_RUNNER, or leave it out: then it is ${rights.name.replace(/\*$/, "…")}.`,
    });
  const foreign = identity.labels.filter((label) => !rights.labels.includes(label));
  if (foreign.length > 0)
    return refuse("not-allowed", `This token has no label ${foreign.join(", ")}.`, {
      todo: "Take it out of SIGNALBOX_LABELS, or add the runner again with it.",
    });
  return insertRunner(tx, { ...identity, tokenId: rights.tokenId }, leaseMs);
}

/** Whether a token for this name, or for names that begin like this, is for a runner of that name. */
export function isNameFor(wanted: string, name: string): boolean {
  return wanted.endsWith("*") ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
}

/**
 * The runner of a row, as it claims.
 *
 * @throws Refused `not-found` where there is no such row, or it came with another token.
 */
export async function remoteClaimant(tx: Queries, rights: RunnerRights, runnerId: number): Promise<Claimant> {
  const row = await findRunner(tx, runnerId);
  if (row === null || row.tokenId !== rights.tokenId)
    return refuse("not-found", `This token has no runner ${runnerId}.`);
  // A label that the token had when it registered may be gone since.
  const labels = row.labels.filter((label) => rights.labels.includes(label));
  return {
    runnerId,
    name: row.name,
    labels: labelsKeys(labels, fencesOf(row.fences)),
    ...(rights.folders !== null && { folders: rights.folders }),
  };
}

/** Whether a runner has this row, and came with this token. */
export async function isRowOf(tx: Queries, { tokenId }: RunnerRights, runnerId: number): Promise<boolean> {
  return (await findRunner(tx, runnerId))?.tokenId === tokenId;
}
