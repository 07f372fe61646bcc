import { gatherOutputs } from "../expressions/gathered-outputs.ts";
import type { Json } from "../model/graph-content.ts";
import type { AttemptOutcome, PipelineFacts } from "../plan/pipeline-now.ts";
import type { PlanVertex } from "../plan/plan.ts";

/** What a server answered. */
export type HttpResponse = {
  readonly kind: "http";
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A value where it is JSON, else text. */
  readonly body: Json;
};

/** A server that takes longer is taken to be away, where the graph does not say otherwise. */
export const USUAL_REQUEST_MS = 60_000;

/** The longest answer whose body is an output where none is declared, in characters of JSON. */
const MAX_OWN_OUTPUT = 65_536;

/**
 * What an answer makes of its track: it has succeeded where its status is expected (2xx, unless the graph says which) and
 * what it declares as outputs is there.
 *
 * @param random from 0 to 1, for the delay of a retry.
 */
export function httpOutcome(
  { spec }: PlanVertex,
  { status, headers, body }: HttpResponse,
  { params, pipeline }: Pick<PipelineFacts, "params" | "pipeline">,
  random: number,
): AttemptOutcome {
  const { expect } = spec.http ?? {};
  const isExpected = expect === undefined ? status >= 200 && status < 300 : expect.includes(status);
  if (!isExpected) return { to: "failed", reason: `status ${status}`, exit: status, random };
  const facts = { params, pipeline, outputs: {}, more: { status, headers, body } };
  const gathered =
    spec.outputs === undefined
      ? ({ ok: true, outputs: ownOutputs(status, body) } as const)
      : gatherOutputs(spec.outputs, body, facts);
  return gathered.ok
    ? { to: "succeeded", next: null, outputs: gathered.outputs, exit: status }
    : { to: "failed", reason: `the answer does not fit: ${gathered.problem}`, exit: status, random };
}

function ownOutputs(status: number, body: Json): Record<string, Json> {
  return JSON.stringify(body).length > MAX_OWN_OUTPUT ? { status } : { status, body };
}
