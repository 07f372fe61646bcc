import type { Queries } from "#platform/database/db.ts";
import type { TraceSettings } from "#platform/settings/trace-settings.ts";
import { tracedAttempts, tracedPipelines } from "#repos/metrics/trace-rows.ts";
import { traceDocument } from "./trace-document.ts";

/** So many pipelines, and so many of their attempts, are sent at a time. */
const MAX_PIPELINES = 200;
const MAX_ATTEMPTS = 5_000;
const MAX_SENDING_MS = 10_000;

/** The receiver did not take traces. The message has no address and no header in it. */
export class TracesRefused extends Error {
  constructor(why: string) {
    super(`The receiver of traces ${why}.`);
    this.name = "TracesRefused";
  }
}

/**
 * Sends the traces of pipelines that ended in a time.
 *
 * @returns until when they were sent: before `to` where there are more than are sent at a time.
 * @throws TracesRefused
 */
export async function sendTraces(tx: Queries, settings: TraceSettings, from: Date, to: Date): Promise<Date> {
  const pipelines = await tracedPipelines(tx, from, to, MAX_PIPELINES);
  if (pipelines.length === 0) return to;
  const attempts = await tracedAttempts(
    tx,
    pipelines.map(({ id }) => id),
    MAX_ATTEMPTS,
  );
  await post(settings, traceDocument(pipelines, attempts, settings.serviceName));
  const last = pipelines.at(-1)?.finishedAt ?? to;
  return pipelines.length < MAX_PIPELINES ? to : new Date(last.getTime() + 1);
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
