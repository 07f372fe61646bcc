import type { Queries } from "#platform/database/db.ts";
import type { TraceSettings } from "#platform/settings/trace-settings.ts";
import {
  attemptCounts,
  type PlaceOfEnd,
  type TracedAttemptRow,
  type TracedPipelineRow,
  tracedAttempts,
  tracedPipelines,
} from "#repos/metrics/trace-rows.ts";
import { traceDocument } from "./trace-document.ts";

/** So many pipelines are sent at a time, and so many of their attempts in one document. */
const MAX_AT_ONCE = { pipelines: 200, attempts: 5_000 };
const MAX_SENDING_MS = 10_000;

/** The receiver did not take traces. The message has no address and no header in it. */
export class TracesRefused extends Error {
  constructor(why: string) {
    super(`The receiver of traces ${why}.`);
    this.name = "TracesRefused";
  }
}

/**
 * Sends the traces of pipelines that ended behind a place and before a time: as many as have no more attempts together than
 * one document takes. One that has more by itself is sent in several.
 *
 * @returns up to where they were sent: with `to` all were.
 * @throws TracesRefused
 */
export async function sendTraces(
  tx: Queries,
  settings: TraceSettings,
  from: PlaceOfEnd,
  to: Date,
  max: typeof MAX_AT_ONCE = MAX_AT_ONCE,
): Promise<PlaceOfEnd> {
  const found = await tracedPipelines(tx, from, to, max.pipelines);
  const pipelines = await thatFit(tx, found, max.attempts);
  const last = pipelines.at(-1);
  if (last === undefined) return { at: to, id: 0 };
  await sendPipelines(tx, settings, pipelines, max.attempts);
  const isAll = found.length < max.pipelines && pipelines.length === found.length;
  return isAll ? { at: to, id: 0 } : { at: last.finishedAt ?? to, id: last.id };
}

/** The first of these pipelines that have so many attempts together at most; one in any case. */
async function thatFit(
  tx: Queries,
  pipelines: readonly TracedPipelineRow[],
  maxAttempts: number,
): Promise<readonly TracedPipelineRow[]> {
  const counts = await attemptCounts(
    tx,
    pipelines.map(({ id }) => id),
  );
  let sum = 0;
  const tooMany = pipelines.findIndex(({ id }, place) => {
    sum += counts.get(id) ?? 0;
    return place > 0 && sum > maxAttempts;
  });
  return tooMany < 0 ? pipelines : pipelines.slice(0, tooMany);
}

async function sendPipelines(
  tx: Queries,
  settings: TraceSettings,
  pipelines: readonly TracedPipelineRow[],
  maxAttempts: number,
): Promise<void> {
  const ids = pipelines.map(({ id }) => id);
  for (let after: TracedAttemptRow | undefined; ; ) {
    const attempts = await tracedAttempts(tx, ids, maxAttempts, after);
    const isMore = after !== undefined;
    if (isMore && attempts.length === 0) return;
    await post(settings, traceDocument(pipelines, attempts, settings.serviceName, isMore));
    if (attempts.length < maxAttempts) return;
    after = attempts.at(-1);
  }
}

async function post({ url, headers }: TraceSettings, document: object): Promise<void> {
  let status: number;
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(document),
      redirect: "error",
      signal: AbortSignal.timeout(MAX_SENDING_MS),
    });
    await answer.body?.cancel();
    status = answer.status;
  } catch (error) {
    throw new TracesRefused(`was not reached (${error instanceof Error ? error.name : "error"})`);
  }
  if (status < 200 || status > 299) throw new TracesRefused(`answered with status ${status}`);
}
