import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { lockGraphById } from "#repos/graphs/graph-rows.ts";
import { countBegunOf } from "#repos/pipelines/pipeline-queue-rows.ts";
import { PipelineSession } from "./pipeline-session.ts";
import { refuse } from "./refused.ts";

/**
 * Opens a pipeline for one act of a person, runs `act`, and writes what it changed.
 *
 * @throws Refused (`not-found`) where there is no such pipeline; whatever `act` refuses leaves everything as it was.
 */
export async function withPipeline<T>(
  database: Database,
  id: number,
  act: (open: PipelineSession, tx: Queries) => Promise<T>,
): Promise<T> {
  return transact(database, async (tx) => {
    const open = await PipelineSession.open(tx, id);
    if (open === null)
      return refuse("not-found", `There is no pipeline ${id}.`, { todo: "List them with `pipeline list`." });
    const result = await act(open, tx);
    if (open.runsAgain) await refuseIfFull(tx, open);
    await open.write();
    return result;
  });
}

/** A pipeline that had ended takes a place among those of its graph that may run at once. */
async function refuseIfFull(tx: Queries, { plan, row }: PipelineSession): Promise<void> {
  const most = plan.limits.pipelines;
  if (most === null) return;
  await lockGraphById(tx, row.graphId);
  if ((await countBegunOf(tx, row.graphId)) >= most)
    refuse(
      "state-forbids",
      `Of this graph ${most === 1 ? "one pipeline runs" : `${most} pipelines run`} at once, and as many do: pipeline ${row.id} cannot be taken up now.`,
      { todo: "Try again once one of them has ended." },
    );
}

/** The number of the vertex with this name; refuses where the pipeline's graph has none. */
export function numberOfVertex(open: PipelineSession, vertex: string): number {
  const found = open.plan.vertices.find((each) => each.name === vertex);
  if (found !== undefined) return found.number;
  const names = open.plan.vertices.slice(0, 12).map((each) => each.name);
  return refuse(
    "not-found",
    `Pipeline ${open.row.id} has no vertex "${vertex}". It has: ${names.join(", ")}${open.plan.vertices.length > 12 ? ", …" : ""}.`,
  );
}
