import type { Database, Queries } from "#platform/database/db.ts";
import { deleteOldDeviceSignIns } from "#repos/people/device-sign-in-rows.ts";
import { deleteOldDevices } from "#repos/people/known-device-rows.ts";
import { deleteOldPasskeyChallenges } from "#repos/people/passkey-challenge-rows.ts";
import { deleteOldPendingSignIns } from "#repos/people/pending-sign-in-rows.ts";
import { deleteOldSessions } from "#repos/people/session-rows.ts";
import { deleteOldTries } from "#repos/people/sign-in-limit-rows.ts";
import { deleteOldLinks } from "#repos/people/sign-in-link-rows.ts";
import { LIMIT_LIFE_MS } from "./limit-sign-in.ts";

/** So many rows of a table are deleted at a time. */
const MAX_DELETED = 1_000;

type DeleteSome = (tx: Queries, max: number) => Promise<number>;

const DELETIONS: readonly DeleteSome[] = [
  deleteOldSessions,
  deleteOldLinks,
  deleteOldPendingSignIns,
  deleteOldPasskeyChallenges,
  deleteOldDeviceSignIns,
  (tx, max) => deleteOldTries(tx, LIMIT_LIFE_MS, max),
  deleteOldDevices,
];

/**
 * Removes sessions, links, counts, known browsers and begun sign-ins that are over: all of them, since strangers can
 * have some made faster than any fixed number goes.
 */
export async function removeOldSignIns({ queries }: Database): Promise<void> {
  for (const deleteSome of DELETIONS) while ((await deleteSome(queries, MAX_DELETED)) >= MAX_DELETED);
}
