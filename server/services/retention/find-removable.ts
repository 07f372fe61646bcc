import { isPipelineEnded } from "#engine/model/pipeline.ts";
import {
  cutoffOf,
  isOutOf,
  type KeptPipeline,
  type RetentionBounds,
  type RetentionPolicy,
} from "#engine/retention/retention-policy.ts";
import type { Queries } from "#platform/database/db.ts";
import {
  answeredVertices,
  lastSuccess,
  type MemberRow,
  membersOf,
  nthNewestEnded,
  type RootRow,
  rootsAfter,
  rootsWithLogs,
  withOpenPrompts,
  withOpenSignals,
} from "#repos/retention/removable-rows.ts";
import { answersBefore } from "#repos/tracks/inbox-rows.ts";

/** A pipeline with all below it: they are removed together. */
export type Removable = { readonly root: MemberRow; readonly members: readonly MemberRow[] };

/** So many pipelines are looked at together. */
const ROOTS_A_PAGE = 200;
/** Evidence looks through so many answers for an approval. */
const MAX_ANSWERS = 50;

/**
 * What a policy says now about the pipelines of a graph; null where it removes none.
 *
 * @param now the database's clock.
 */
export async function boundsOf(
  tx: Queries,
  graphId: number,
  { pipelineDays, pipelineLast }: RetentionPolicy,
  now: number,
): Promise<RetentionBounds | null> {
  if (pipelineDays === null && pipelineLast === null) return null;
  const idBelow = pipelineLast === null ? null : await nthNewestEnded(tx, graphId, pipelineLast);
  // There are not so many.
  if (pipelineLast !== null && idBelow === null) return null;
  return {
    endedBefore: pipelineDays === null ? null : cutoffOf(pipelineDays, now),
    idBelow,
    keptId: await lastSuccess(tx, graphId),
  };
}

/**
 * The pipelines of a graph that are removed now, in pages, the oldest first. Kept is also what runs below or above, what
 * waits for a person, whose end somebody has still to be told of, and the approval that is shown to whoever approves next.
 */
export async function* removableOf(
  tx: Queries,
  graphId: number,
  bounds: RetentionBounds,
): AsyncGenerator<readonly Removable[]> {
  const approvals = new Map<string, number | null>();
  const { endedBefore, idBelow } = bounds;
  const isBehind = (row: RootRow) =>
    (endedBefore !== null && row.launchedAt.getTime() >= endedBefore) ||
    (idBelow !== null && row.id >= idBelow);
  for await (const rows of pagesOf((after) => rootsAfter(tx, graphId, after, ROOTS_A_PAGE), isBehind)) {
    const trees = await treesOf(
      tx,
      rows.filter((row) => isOutOf(row, bounds)),
    );
    const ids = trees.flatMap(({ members }) => members.map(({ id }) => id));
    const kept = await approvedLast(tx, ids, approvals);
    const waiting = await stillNeeded(tx, ids);
    yield trees.filter(
      ({ members }) => isFree(members) && !members.some(({ id }) => waiting.has(id) || kept.has(id)),
    );
  }
}

/** The pipelines of a graph whose logs are removed now, in pages, the oldest first. */
export async function* withoutLogsOf(
  tx: Queries,
  graphId: number,
  logDays: number,
  now: number,
): AsyncGenerator<readonly Removable[]> {
  const endedBefore = cutoffOf(logDays, now);
  const isBehind = ({ launchedAt }: RootRow) => launchedAt.getTime() >= endedBefore;
  const bounds = { endedBefore, idBelow: null, keptId: null };
  for await (const rows of pagesOf((after) => rootsWithLogs(tx, graphId, after, ROOTS_A_PAGE), isBehind)) {
    const trees = await treesOf(
      tx,
      rows.filter((row) => isOutOf(row, bounds)),
    );
    yield trees.filter(({ members }) => isFree(members));
  }
}

/** Whether a pipeline and all below it have ended, and nobody above has to be told of it. */
export function isFree(members: readonly Pick<MemberRow, "state" | "isReopened">[]): boolean {
  return members.every(({ state, isReopened }) => isPipelineEnded(state) && !isReopened);
}

/** Of these pipelines those that a person, a trigger or a notice still needs. */
export async function stillNeeded(tx: Queries, ids: readonly number[]): Promise<ReadonlySet<number>> {
  return new Set([...(await withOpenPrompts(tx, ids)), ...(await withOpenSignals(tx, ids))]);
}

async function* pagesOf(
  read: (after: number) => Promise<readonly RootRow[]>,
  isBehind: (row: RootRow) => boolean,
): AsyncGenerator<readonly RootRow[]> {
  for (let after = 0; ; ) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < ROOTS_A_PAGE || isBehind(last)) return;
    after = last.id;
  }
}

async function treesOf(tx: Queries, roots: readonly KeptPipeline[]): Promise<Removable[]> {
  if (roots.length === 0) return [];
  const trees = new Map<number, MemberRow[]>();
  const rootIds = roots.map(({ id }) => id);
  for (const member of await membersOf(tx, rootIds))
    trees.set(member.rootId, [...(trees.get(member.rootId) ?? []), member]);
  return rootIds.flatMap((id) => {
    const members = trees.get(id) ?? [];
    const root = members.find((member) => member.id === id);
    return root === undefined ? [] : [{ root, members }];
  });
}

/** Of these pipelines those whose approval is the last one of its vertex. */
async function approvedLast(
  tx: Queries,
  ids: readonly number[],
  known: Map<string, number | null>,
): Promise<ReadonlySet<number>> {
  const kept = new Set<number>();
  for (const { pipelineId, graphId, vertex } of await answeredVertices(tx, ids)) {
    const key = `${graphId} ${vertex}`;
    if (!known.has(key)) known.set(key, await lastApproval(tx, graphId, vertex));
    if (known.get(key) === pipelineId) kept.add(pipelineId);
  }
  return kept;
}

async function lastApproval(tx: Queries, graphId: number, vertex: string): Promise<number | null> {
  const about = { promptId: Number.MAX_SAFE_INTEGER, graphId, vertex };
  const answers = await answersBefore(tx, about, MAX_ANSWERS);
  return answers.find(({ values }) => values["verdict"] === "approve")?.pipelineId ?? null;
}
