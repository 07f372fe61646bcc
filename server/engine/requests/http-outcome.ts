import { gatherOutputs } from "../expressions/gathered-outputs.ts";
import type { Json } from "../model/graph-content.ts";
import type { AttemptOutcome, PipelineFacts } from "../plan/pipeline-now.ts";
import type { PlanVertex } from "../plan/plan.ts";

/** The response of a server. */
export type HttpResponse = {
  readonly kind: "http";
  readonly status: number;
  /** The keys are the names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed value if the body is JSON, otherwise text. */
  readonly body: Json;
};

/** The timeout of a request, if the graph gives none. */
export const USUAL_REQUEST_MS = 60_000;

/** The longest body that becomes an output without a declaration, in characters of JSON. */
const MAX_OWN_OUTPUT = 65_536;

/**
 * The outcome of a track after a response. It succeeds if the status is expected (2xx, or the statuses in the graph) and
 * all declared outputs have values.
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
    : { to: "failed", reason: `the response does not fit: ${gathered.problem}`, exit: status, random };
}

function ownOutputs(status: number, body: Json): Record<string, Json> {
  return JSON.stringify(body).length > MAX_OWN_OUTPUT ? { status } : { status, body };
}
