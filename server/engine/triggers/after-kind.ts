import * as z from "zod";
import { ENDED_PIPELINE_STATES, type EndedPipelineState } from "../model/pipeline.ts";
import { defineTriggerKind } from "./trigger-kind.ts";

const USUAL_STATES: readonly EndedPipelineState[] = ["succeeded"];

/** What a trigger that launches after pipelines of a graph is set up with. */
const settings = z.strictObject({
  /** The graph. */
  graph: z.string().min(1, "Wanted the name of a graph.").max(100),
  /** After which ends. Absent: `succeeded`. */
  states: z.array(z.enum(ENDED_PIPELINE_STATES)).min(1, "Wanted at least one state.").optional(),
  /** Whether a pipeline that a track of another one launched counts, too. */
  children: z.boolean().optional(),
});

/** The settings as they are used: what is absent is as usual. */
export type AfterSettings = {
  readonly graph: string;
  readonly states: readonly EndedPipelineState[];
  readonly children: boolean;
};

/** The settings of a row, as they are used. @throws where they are none of this kind. */
export function readAfterSettings(stored: unknown): AfterSettings {
  const { graph, states = USUAL_STATES, children = false } = settings.parse(stored);
  return { graph, states, children };
}

/** Launches when a pipeline of another graph ends. */
export const AFTER_KIND = defineTriggerKind({
  label: "After a pipeline",
  names: {
    // The pipeline that ended.
    pipeline: {
      id: "int",
      name: "string",
      graph: "string",
      revision: "int",
      state: "string",
      reason: "dyn",
      launchedBy: "string",
      launchedAt: "string",
      finishedAt: "string",
      params: "map<string, dyn>",
      labels: "map<string, string>",
      outputs: "map<string, dyn>",
    },
  },
  settings,
  summary: ({ graph, states = USUAL_STATES, children = false }) =>
    `after ${graph} ${states.join(" or ")}${children ? ", also as a child" : ""}`,
  complete: ({ pipeline = new Map() }) => ({ pipeline }),
  example: `{
  "pipeline": {
    "id": 41, "name": "build", "graph": "build", "revision": 3, "state": "succeeded", "reason": null,
    "launchedBy": "ann", "launchedAt": "2026-01-01T08:00:00.000Z", "finishedAt": "2026-01-01T08:05:00.000Z",
    "params": {}, "outputs": { "push": { "url": "https://example.com/1" } }
  }
}`,
});
