import type { Overview, RunnerView } from "#contract/runners/fleet.ts";
import { type FolderIds, mayIn, type Rights } from "#engine/rights/policy.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Queries } from "#platform/database/db.ts";
import {
  countReadyRunners,
  fencesOf,
  findRunner,
  findRunnerAlive,
  listRunners,
  type RunnerRow,
  setRunnerState,
} from "#repos/fleet/runner-rows.ts";
import { countGraphs } from "#repos/graphs/graph-rows.ts";
import { countLostTracks, countPipelinesIn } from "#repos/pipelines/pipeline-list-rows.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { findStop } from "#repos/schedules/fire-rows.ts";
import { countOpenPrompts } from "#repos/tracks/prompt-rows.ts";
import { runningTracksOf } from "#repos/tracks/track-rows.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";

/** Runners that are alive, and after them those that were within a day, with what they execute of the pipelines that may be read. */
export async function listRunnerViews(tx: Queries, rights: Rights): Promise<RunnerView[]> {
  return viewsOf(tx, await listRunners(tx), rights);
}

async function viewsOf(tx: Queries, rows: readonly RunnerRow[], rights: Rights): Promise<RunnerView[]> {
  const running = await runningTracksOf(
    tx,
    rows.map(({ id }) => id),
  );
  const named = await Promise.all(
    running.map(async ({ pipelineId, number, runnerId, startedAt }) => {
      const found = await findPipeline(tx, pipelineId);
      const plan = found === null ? null : (await planOfPipeline(tx, found.pipeline)).plan;
      return {
        runnerId,
        folder: found?.folder ?? null,
        pipeline: pipelineId,
        vertex: plan?.vertices[number]?.name ?? String(number),
        startedAt,
      };
    }),
  );
  const seen = named.filter(({ folder }) => folder !== null && mayIn(rights, "read", folder));
  return rows.map((row) => runnerView(row, seen));
}

function runnerView(
  { leaseUntil: _leaseUntil, ...row }: RunnerRow,
  running: readonly { runnerId: number | null; pipeline: number; vertex: string; startedAt: Date | null }[],
): RunnerView {
  return {
    ...row,
    fences: fencesOf(row.fences),
    running: running.flatMap(({ runnerId, pipeline, vertex, startedAt }) =>
      runnerId === row.id && startedAt !== null ? [{ pipeline, vertex, startedAt }] : [],
    ),
  };
}

/** Asks a runner to claim nothing more; what it executes goes on. A second request changes nothing. */
export async function drainRunner(tx: Queries, name: string, actor: Actor): Promise<RunnerView> {
  const runner = await findRunnerAlive(tx, name);
  if (runner === null)
    return refuse("not-found", `There is no runner "${name}" alive.`, {
      command: { verb: "runner list" },
    });
  await setRunnerState(tx, runner.id, ["ready"], "draining");
  noteForAudit(tx, actor, {
    object: { kind: "runner", id: runner.id, name },
    before: { state: runner.state },
    after: { state: "draining" },
  });
  const row = await findRunner(tx, runner.id);
  const [view] = row === null ? [] : await viewsOf(tx, [row], actor.rights);
  if (view === undefined) throw new Error(`The row of the runner ${name} is gone.`);
  return view;
}

/** The numbers of the home page: pipelines, prompts and runners by state. And whether all schedules are stopped. */
export async function overviewOf(tx: Queries, folders: FolderIds): Promise<Overview> {
  const [openPrompts, runningPipelines, lostTracks, readyRunners, graphs, scheduleStop] = await Promise.all([
    countOpenPrompts(tx, folders),
    countPipelinesIn(tx, "running", folders),
    countLostTracks(tx, folders),
    countReadyRunners(tx),
    countGraphs(tx, folders),
    findStop(tx),
  ]);
  return { openPrompts, runningPipelines, lostTracks, readyRunners, hasGraphs: graphs > 0, scheduleStop };
}
