import type { GraphContent } from "#engine/model/graph-content.ts";
import { contentOf, SimulatedPipeline } from "./simulated-pipeline.ts";

/** A pipeline of a graph that is made of these parts of a graph file. */
export function pipelineOf(
  vertices: object,
  edges: readonly unknown[],
  more: object = {},
): SimulatedPipeline {
  const content: GraphContent = contentOf(vertices, edges, more);
  return new SimulatedPipeline(content);
}

/** Claims and settles every pending track and every undo; the named vertices fail. */
export function runAll(run: SimulatedPipeline, failing: readonly string[] = []): SimulatedPipeline {
  for (;;) {
    const [number] = run.in("pending", "reverting");
    if (number === undefined) return run;
    run.claim(number);
    run.end(number, failing.includes(run.plan.vertices[number]?.name ?? "") ? "failed" : "succeeded");
  }
}
