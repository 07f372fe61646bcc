import { gatherOutputs } from "../expressions/gathered-outputs.ts";
import { jsonFrom } from "../json/json.ts";
import { writeJson } from "../json/write-json.ts";
import type { Json, VertexSpec } from "../model/graph-content.ts";
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
  /** Why the body has no value, as a clause about the answer: its bytes are no text, or a value could not hold it. */
  readonly bodyProblem?: string;
};

/** The timeout of a request, if the graph gives none. */
export const USUAL_REQUEST_MS = 60_000;

/** The longest body that becomes an output without a declaration, in characters of JSON. */
const MAX_OWN_OUTPUT = 65_536;

const MEDIA_REASON = "its body is no text and was not kept";

/**
 * The outcome of a track after a response. It succeeds if the status is expected (2xx, or the statuses in the graph) and
 * all declared outputs have values.
 *
 * @param random from 0 to 1, for the delay of a retry.
 */
export function httpOutcome(
  { spec }: PlanVertex,
  { status, headers, body, bodyProblem }: HttpResponse,
  { params, pipeline, types }: Pick<PipelineFacts, "params" | "pipeline" | "types">,
  random: number,
): AttemptOutcome {
  const { expect } = spec.http ?? {};
  const isExpected = expect === undefined ? status >= 200 && status < 300 : expect.includes(status);
  if (!isExpected) return { to: "failed", reason: `status ${status}`, exit: status, random };
  if (bodyProblem !== undefined && readsBody(spec)) {
    if (spec.outputs === undefined && isMedia(headers))
      return { to: "succeeded", next: null, outputs: { status }, exit: status, reason: MEDIA_REASON };
    return { to: "failed", reason: `the response does not fit: ${bodyProblem}`, exit: status, random };
  }
  const facts = { params, pipeline, types, outputs: {}, more: { status, headers: jsonFrom(headers), body } };
  const gathered =
    spec.outputs === undefined
      ? ({ ok: true, outputs: ownOutputs(status, body) } as const)
      : gatherOutputs(spec.outputs, body, facts);
  return gathered.ok
    ? { to: "succeeded", next: null, outputs: gathered.outputs, exit: status }
    : { to: "failed", reason: `the response does not fit: ${gathered.problem}`, exit: status, random };
}

/** True if an output has the body or a part of it. */
function readsBody({ outputs }: VertexSpec): boolean {
  if (outputs === undefined) return true;
  return Object.values(outputs).some(({ from }) => from === undefined || /\bbody\b/.test(from));
}

/** True for pictures, archives and the like: nobody expects text. */
function isMedia({ "content-type": type = "" }: HttpResponse["headers"]): boolean {
  return (
    !/^(text\/|application\/x-www-form-urlencoded)|json|xml|javascript|yaml|charset/i.test(type) &&
    type !== ""
  );
}

function ownOutputs(status: number, body: Json): Record<string, Json> {
  return writeJson(body).length > MAX_OWN_OUTPUT ? { status } : { status, body };
}
