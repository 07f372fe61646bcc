import { and, asc, desc, eq, getTableColumns, gt, inArray, lt, lte, or, sql } from "drizzle-orm";
import { attempt } from "#drizzle/schema/pipelines/attempt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { runner } from "#drizzle/schema/runner.ts";
import type { Json } from "#engine/model/graph-content.ts";
import type { Queries } from "#platform/database/db.ts";
import type { SqlValue } from "#platform/database/statement.ts";
import { driverValue, InsertText } from "../text-of-columns.ts";
import type { Write } from "../write-together.ts";

export type AttemptRow = typeof attempt.$inferSelect;
export type NewAttemptRow = Pick<
  typeof attempt.$inferInsert,
  "trackId" | "number" | "undoes" | "token" | "runnerId" | "inputs" | "script" | "askedBy" | "askedWhy"
> &
  Pick<AttemptRow, "kind">;

const ROWS_A_STATEMENT = 50;

const { trackId, number, kind, undoes, token, runnerId, inputs, script, askedBy, askedWhy } = attempt;
const INSERT = new InsertText<keyof NewAttemptRow>(
  "attempt",
  { trackId, number, kind, undoes, token, runnerId, inputs, script, askedBy, askedWhy },
  { state: "'running'", started_at: "now(3)" },
);

export function attemptInserts(rows: readonly NewAttemptRow[]): Write[] {
  // Without a guard, which would be one more statement: rows that are not inserted are an error by themselves.
  return INSERT.statements(rows, ROWS_A_STATEMENT).map(({ text, values }) => ({ text, values }));
}

/** The columns that an attempt gets at its end. */
export type AttemptUpdate = {
  readonly trackId: number;
  readonly number: number;
  readonly state: AttemptRow["state"];
  readonly outputs: Readonly<Record<string, Json>> | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly reason: string | null;
  readonly logBytes: number;
  readonly isLogCut: boolean;
  /** It is lost, and its late result does not count any more. */
  readonly isOver?: true;
};

const endText = (finishedAt: string) =>
  `update attempt set state = ?, outputs = ?, exit_code = ?, \`signal\` = ?, reason = ?, log_bytes = ?,
  is_log_cut = ?, finished_at = ${finishedAt} where `;
const END = endText("now(3)");
const STILL_OPEN = endText("null");
const ONE = "(track_id = ? and number = ?)";

/** Attempts that end alike, as most that end together do, share a statement. */
export function attemptUpdates(updates: readonly AttemptUpdate[]): Write[] {
  const alike = new Map<string, { readonly values: SqlValue[]; readonly rows: AttemptUpdate[] }>();
  // Of two ends of one attempt the later one counts, in whatever order statements are carried out.
  const last = new Map(updates.map((row) => [`${row.trackId} ${row.number}`, row]));
  for (const row of last.values()) {
    const values = endValues(row);
    const key = updates.length === 1 ? "" : JSON.stringify([row.isOver, values]);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, { values, rows: [row] });
    else group.rows.push(row);
  }
  const writes: Write[] = [];
  for (const { values, rows } of alike.values())
    for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT)
      writes.push(endStatement(values, rows[0]?.isOver === true, rows.slice(at, at + ROWS_A_STATEMENT)));
  return writes;
}

function endValues(row: AttemptUpdate): SqlValue[] {
  const { exitCode, signal, reason, logBytes, isLogCut } = row;
  return [row.state, driverValue(attempt.outputs, row.outputs), exitCode, signal, reason, logBytes, isLogCut];
}

function endStatement(values: readonly SqlValue[], isOver: boolean, rows: readonly AttemptUpdate[]): Write {
  const [state] = values;
  const text = state === "running" || (state === "lost" && !isOver) ? STILL_OPEN : END;
  return {
    text: text + rows.map(() => ONE).join(" or "),
    values: [...values, ...rows.flatMap((row) => [row.trackId, row.number])],
  };
}

/** The attempt to which a token was given, in any state. */
export async function findAttemptByToken(tx: Queries, token: Buffer): Promise<AttemptRow | null> {
  const rows = await tx.select().from(attempt).where(eq(attempt.token, token));
  return rows[0] ?? null;
}

/** An attempt by its number. */
export async function findAttempt(tx: Queries, trackId: number, number: number): Promise<AttemptRow | null> {
  const isIt = and(eq(attempt.trackId, trackId), eq(attempt.number, number));
  const rows = await tx.select().from(attempt).where(isIt);
  return rows[0] ?? null;
}

/** What is listed of an attempt. What else there is may be long. */
type ListedAttemptRow = Omit<AttemptRow, "token" | "inputs" | "script" | "outputs">;

const {
  token: _token,
  inputs: _inputs,
  script: _script,
  outputs: _outputs,
  ...LISTED
} = getTableColumns(attempt);

/** The newest attempts of a track with a smaller number than `before`, at most `limit`, oldest first. */
export async function attemptsBefore(
  tx: Queries,
  trackId: number,
  before: number | null,
  limit: number,
): Promise<ListedAttemptRow[]> {
  const isEarlier = before === null ? undefined : lt(attempt.number, before);
  const rows = await tx
    .select(LISTED)
    .from(attempt)
    .where(and(eq(attempt.trackId, trackId), isEarlier))
    .orderBy(desc(attempt.number))
    .limit(limit);
  return rows.reverse();
}

/** The oldest attempts of a track with a larger number than `after`, at most `limit`, oldest first. */
export async function attemptsAfter(
  tx: Queries,
  trackId: number,
  after: number,
  limit: number,
): Promise<ListedAttemptRow[]> {
  return tx
    .select(LISTED)
    .from(attempt)
    .where(and(eq(attempt.trackId, trackId), gt(attempt.number, after)))
    .orderBy(asc(attempt.number))
    .limit(limit);
}

/** The newest execution of a track's script, not of its undo script; null where there is none. */
export async function lastRunAttempt(tx: Queries, trackId: number): Promise<AttemptRow | null> {
  const rows = await tx
    .select()
    .from(attempt)
    .where(and(eq(attempt.trackId, trackId), eq(attempt.kind, "run")))
    .orderBy(desc(attempt.number))
    .limit(1);
  return rows[0] ?? null;
}

/** The end of one execution of a vertex's script, not of its undo script. */
export type RunAttempt = Pick<AttemptRow, "trackId" | "number" | "outputs">;

const LAST_RUN = sql`(select newer.number from ${attempt} newer
  where newer.track_id = ${attempt.trackId} and newer.kind = 'run' order by newer.number desc limit 1)`;

/** The newest execution of each of these tracks' scripts, without those of their undo scripts. */
export async function lastRunAttemptsOf(tx: Queries, trackIds: readonly number[]): Promise<RunAttempt[]> {
  if (trackIds.length === 0) return [];
  return tx
    .select({ trackId: attempt.trackId, number: attempt.number, outputs: attempt.outputs })
    .from(attempt)
    .where(and(inArray(attempt.trackId, [...trackIds]), eq(attempt.number, LAST_RUN)));
}

/** The newest attempt of each of these tracks. */
export async function newestAttempts(tx: Queries, trackIds: readonly number[]): Promise<AttemptRow[]> {
  if (trackIds.length === 0) return [];
  const rows = await tx
    .select({ attempt })
    .from(track)
    .innerJoin(attempt, and(eq(attempt.trackId, track.id), eq(attempt.number, track.attempt)))
    .where(inArray(track.id, [...trackIds]));
  return rows.map((row) => row.attempt);
}

/** An attempt without a result, with the fields that settle it. */
type UnsettledAttemptRow = Pick<AttemptRow, "trackId" | "token" | "state"> & {
  readonly pipelineId: number;
  /** Of its track. */
  readonly number: number;
  readonly attempt: number;
};

/** The attempts of these runners that have no result: they are running or lost. */
export async function unsettledAttemptsOf(
  tx: Queries,
  runnerIds: readonly number[],
  olderThanMs = 0,
): Promise<UnsettledAttemptRow[]> {
  if (runnerIds.length === 0) return [];
  return tx
    .select({
      trackId: track.id,
      pipelineId: track.pipelineId,
      number: track.number,
      attempt: attempt.number,
      token: attempt.token,
      state: attempt.state,
    })
    .from(attempt)
    .innerJoin(track, eq(track.id, attempt.trackId))
    .where(
      and(
        inArray(attempt.runnerId, [...runnerIds]),
        inArray(attempt.state, ["running", "lost"]),
        lte(attempt.startedAt, sql`now(3) - interval ${olderThanMs * 1_000} microsecond`),
      ),
    );
}

/** What says to which runner an attempt belongs. */
export type OwnedAttempt = Pick<AttemptRow, "token" | "trackId" | "state" | "inputs" | "script"> & {
  readonly pipelineId: number;
  /** Of its track. */
  readonly number: number;
  readonly attempt: number;
  /** Of its runner; null where that has a database of its own. */
  readonly tokenId: number | null;
  readonly runnerState: "ready" | "draining" | "stopped" | "lost";
  /** The token of the attempt to which the track belongs now. */
  readonly trackToken: Buffer | null;
};

/** The attempts to which these tokens were given, in any state, with who has them. */
export async function ownedAttempts(tx: Queries, tokens: readonly Buffer[]): Promise<OwnedAttempt[]> {
  if (tokens.length === 0) return [];
  return tx
    .select({
      token: attempt.token,
      trackId: attempt.trackId,
      pipelineId: track.pipelineId,
      number: track.number,
      attempt: attempt.number,
      state: attempt.state,
      inputs: attempt.inputs,
      script: attempt.script,
      tokenId: runner.tokenId,
      runnerState: runner.state,
      trackToken: track.token,
    })
    .from(attempt)
    .innerJoin(track, eq(track.id, attempt.trackId))
    .innerJoin(runner, eq(runner.id, attempt.runnerId))
    .where(inArray(attempt.token, [...tokens]));
}

/** Those of these attempts, by track and number, that runners with this token execute or have executed. */
export async function attemptsOfToken(
  tx: Queries,
  tokenId: number,
  keys: readonly { readonly trackId: number; readonly attempt: number }[],
): Promise<{ trackId: number; attempt: number; pipelineId: number }[]> {
  if (keys.length === 0) return [];
  return tx
    .select({ trackId: attempt.trackId, attempt: attempt.number, pipelineId: track.pipelineId })
    .from(attempt)
    .innerJoin(runner, eq(runner.id, attempt.runnerId))
    .innerJoin(track, eq(track.id, attempt.trackId))
    .where(
      and(
        eq(runner.tokenId, tokenId),
        or(...keys.map((each) => and(eq(attempt.trackId, each.trackId), eq(attempt.number, each.attempt)))),
      ),
    );
}
