import { ENROLMENT_MINUTES } from "#contract/runners/runner-calls.ts";
import type { RunnerTokenView } from "#contract/runners/runner-tokens.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Queries } from "#platform/database/db.ts";
import {
  enrolRunnerToken,
  findRunnerToken,
  foldersOfRunnerToken,
  insertRunnerToken,
  listRunnerTokenRows,
  revokeRunnerTokenRow,
  touchRunnerToken,
} from "#repos/fleet/runner-token-rows.ts";
import { randomToken, tokenDigest } from "../people/random-token.ts";
import { refuse } from "../refusals/refused.ts";
import { keptFolderAt } from "../rights/folders.ts";

const DAY_MS = 24 * 3_600_000;
/** Its use is noted no more often than this. */
const STALE_MS = 60_000;

/** What a token lets its runners do. */
export type RunnerRights = {
  readonly tokenId: number;
  /** A runner's name; with `*` at its end, the beginning of names. */
  readonly name: string;
  readonly labels: readonly string[];
  /** The folders whose graphs it may execute; null: all. */
  readonly folders: readonly number[] | null;
};

/** All tokens of runners, those that can be used no more included. */
export async function listRunnerTokens(tx: Queries): Promise<RunnerTokenView[]> {
  const rows = await listRunnerTokenRows(tx);
  return rows.map(({ isOver, isCodeOver, ...row }) => ({
    ...row,
    state:
      row.revokedAt !== null
        ? "revoked"
        : isOver
          ? "over"
          : row.enrolledAt !== null
            ? "enrolled"
            : isCodeOver
              ? "code-over"
              : "waiting",
  }));
}

/**
 * Allows one runner, or several with names that begin alike, to come through the web.
 *
 * @param wanted `days`: null: the token does not expire.
 * @returns the code that the runner shows once, for this once.
 * @throws Refused `not-found` for a folder that is not there.
 */
export async function addRunnerToken(
  tx: Queries,
  wanted: {
    readonly name: string;
    readonly labels: readonly string[];
    readonly folders: readonly string[];
    readonly days: number | null;
  },
  createdBy: string,
): Promise<{ readonly id: number; readonly code: string }> {
  const folderIds: number[] = [];
  for (const path of new Set(wanted.folders)) folderIds.push((await keptFolderAt(tx, path)).id);
  const { token: code, digest: codeDigest } = randomToken();
  const { name, labels } = wanted;
  const times = {
    codeMs: ENROLMENT_MINUTES * 60_000,
    lifeMs: wanted.days === null ? null : wanted.days * DAY_MS,
  };
  const id = await insertRunnerToken(tx, { name, labels, codeDigest, createdBy }, folderIds, times);
  const { folders, days } = wanted;
  noteForAudit(tx, createdBy, {
    object: { kind: "runner", name },
    after: { token: id, labels, folders, days },
  });
  return { id, code };
}

/**
 * Gives a runner the token that it has made, for a code. The same runner may ask again.
 *
 * @throws Refused `not-signed-in` for a code that is none, was used by another one, or is over.
 */
export async function enrolRunner(
  tx: Queries,
  { code, token }: { readonly code: string; readonly token: string },
): Promise<Pick<RunnerRights, "name" | "labels">> {
  const digest = tokenDigest(token);
  const isEnrolled = await enrolRunnerToken(tx, tokenDigest(code), digest);
  const found = isEnrolled ? await findRunnerToken(tx, digest, STALE_MS) : null;
  if (found !== null) {
    const { id, name, labels } = found;
    noteForAudit(tx, null, { object: { kind: "runner", name }, after: { token: id } });
    return { name, labels };
  }
  return refuse(
    "not-signed-in",
    `This code is not known here, was used already, or is older than ${ENROLMENT_MINUTES} minutes.`,
    { todo: "Make another one: Runners, Add a runner." },
  );
}

/** @throws Refused `not-found`. */
export async function revokeRunnerToken(tx: Queries, id: number, revokedBy: string): Promise<void> {
  const name = await revokeRunnerTokenRow(tx, id, revokedBy);
  if (name === null)
    return refuse("not-found", "There is no such token of a runner: it was revoked already.");
  noteForAudit(tx, revokedBy, { object: { kind: "runner", name }, before: { token: id } });
}

/**
 * What a token lets its runners do now.
 *
 * @throws Refused `not-signed-in` for a token that is none, is over or was revoked.
 */
export async function rightsOfToken(tx: Queries, token: string): Promise<RunnerRights> {
  const found = await findRunnerToken(tx, tokenDigest(token), STALE_MS);
  if (found === null)
    return refuse(
      "not-signed-in",
      "This runner's token is not known here: it was revoked, is over, or is of another server.",
      { todo: "Add the runner again: Runners, Add a runner." },
    );
  if (found.isStale) await touchRunnerToken(tx, found.id);
  const { id: tokenId, name, labels } = found;
  return { tokenId, name, labels, folders: await foldersOfRunnerToken(tx, tokenId) };
}
