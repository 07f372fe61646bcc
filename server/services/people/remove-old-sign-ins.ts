import type { Database } from "#platform/database/db.ts";
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

/** Removes sessions, links, counts, known browsers and begun sign-ins that are over. */
export async function removeOldSignIns({ queries }: Database): Promise<void> {
  await deleteOldSessions(queries, MAX_DELETED);
  await deleteOldLinks(queries, MAX_DELETED);
  await deleteOldPendingSignIns(queries, MAX_DELETED);
  await deleteOldPasskeyChallenges(queries, MAX_DELETED);
  await deleteOldDeviceSignIns(queries, MAX_DELETED);
  await deleteOldTries(queries, LIMIT_LIFE_MS, MAX_DELETED);
  await deleteOldDevices(queries, MAX_DELETED);
}
