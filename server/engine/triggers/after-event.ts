import type { InputSpec, Json } from "../model/graph-content.ts";
import type { EndedPipelineState } from "../model/pipeline.ts";
import type { LaunchLabels } from "../shape/launch-labels.ts";
import type { TriggerEvent } from "./kept-event.ts";

type Values = Readonly<Record<string, Json>>;

/** A pipeline that ended. */
export type EndedPipeline = {
  readonly id: number;
  readonly name: string;
  readonly graph: string;
  readonly revision: number;
  readonly state: EndedPipelineState;
  readonly reason: string | null;
  readonly launchedBy: string;
  readonly launchedAt: Date;
  readonly finishedAt: Date;
  readonly params: Values;
  /** Those of its launch. */
  readonly labels: LaunchLabels;
  /** By the vertices that have some. */
  readonly outputs: readonly (readonly [vertex: string, outputs: Values])[];
};

/**
 * The event that a pipeline ended. A param of the type secret is left out. Outputs hold no secrets: an attempt that would
 * give one fails.
 *
 * @param specs the params that its graph declares.
 */
export function afterEvent(
  { params, labels, outputs, launchedAt, finishedAt, ...plain }: EndedPipeline,
  specs: Readonly<Record<string, InputSpec>>,
): TriggerEvent {
  const open = Object.entries(params).filter(([name]) => specs[name]?.type !== "secret");
  return {
    pipeline: new Map<string, Json>([
      ...Object.entries(plain),
      ["launchedAt", launchedAt.toISOString()],
      ["finishedAt", finishedAt.toISOString()],
      ["params", new Map(open)],
      ["labels", new Map(Object.entries(labels))],
      ["outputs", new Map(outputs.map(([vertex, values]) => [vertex, new Map(Object.entries(values))]))],
    ]),
  };
}

/** Whether expressions may read outputs of the pipeline, which may be many. */
export function readsOutputs({
  filter,
  params,
}: {
  readonly filter: string | null;
  readonly params: Readonly<Record<string, string>>;
}): boolean {
  // Also `pipeline["outputs"]`, and a pipeline that is handed on as a whole.
  return [filter ?? "", ...Object.values(params)].some(
    (text) => text.includes("outputs") || /\bpipeline\b(?!\s*\.\s*[a-z])/.test(text),
  );
}
