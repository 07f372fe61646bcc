import type { Problem } from "#contract/refusal.ts";
import type { Database } from "#platform/db.ts";
import { checkedValues, refuseProblems } from "./checked-values.ts";
import { numberOfVertex, withPipeline } from "./locked-pipeline.ts";
import { refuse } from "./refused.ts";

/**
 * Runs a failed or lost track again, and takes up what its failure kept from being reached.
 *
 * @param request `inputs` replaces the values that a person gave for this track before; with `downstream` it runs again
 *   whatever came of it, and so does everything behind it.
 * @throws Refused where the track's state forbids it, or a value does not fit.
 */
export async function retryTrack(
  database: Database,
  request: {
    id: number;
    vertex: string;
    inputs?: Readonly<Record<string, unknown>>;
    downstream?: boolean;
    reason: string;
  },
  actor: string,
): Promise<void> {
  await withPipeline(database, request.id, async (open) => {
    const number = numberOfVertex(open, request.vertex);
    await open.load("all");
    if (request.inputs !== undefined) {
      const problems: Problem[] = [];
      const specs = open.plan.vertices[number]?.spec.inputs ?? {};
      const answers = checkedValues(specs, request.inputs, "inputs", problems);
      refuseProblems(problems, request.vertex);
      open.adjust(number, { answers });
    }
    if (open.track(number).state === "lost" && !request.downstream)
      closeOpenAttempt(open, number, `run again by ${actor}`);
    const type = request.downstream === true ? "rerun" : "retried";
    const forbidden = await open.apply({ type, number }, actor);
    if (forbidden !== null) refuse("state-forbids", forbidden);
    open.adjust(number, { decidedBy: actor, decidedWhy: request.reason });
  });
}

/** A person decided about an attempt that runs or that nobody heard of: it is over, and a late report of it is refused. */
export function closeOpenAttempt(
  open: import("./open-pipeline.ts").OpenPipeline,
  number: number,
  decision: string,
): void {
  const { state, reason } = open.track(number);
  const isExecuted = state === "running" || (state === "reverting" && open.track(number).token !== null);
  if (state !== "lost" && !isExecuted) return;
  open.endAttempt(number, {
    state: "failed",
    outputs: null,
    exitCode: null,
    signal: null,
    reason: state === "lost" ? `${reason ?? "lost"}; ${decision}` : decision,
    logBytes: 0,
    isLogCut: false,
  });
}
