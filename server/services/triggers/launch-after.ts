import { cutText } from "#engine/text/cut-text.ts";
import { afterEvent, readsOutputs } from "#engine/triggers/after-event.ts";
import { type AfterSettings, readAfterSettings } from "#engine/triggers/after-kind.ts";
import { MAX_CHAIN } from "#engine/triggers/after-rings.ts";
import { keptEvent, type TriggerEvent } from "#engine/triggers/kept-event.ts";
import {
  type Database,
  inTransaction,
  isConnectionLost,
  type Queries,
  transact,
} from "#platform/database/db.ts";
import { errorWords } from "#platform/database/error-words.ts";
import { failpoint } from "#platform/failpoint.ts";
import { findPipeline, type NamedPipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { chainOf, lockTriggerById, outputsOfTracks, putTriggerError } from "#repos/triggers/after-rows.ts";
import {
  type AfterSignalRow,
  dueAfterSignals,
  postponeAfterSignal,
  removeAfterSignal,
} from "#repos/triggers/after-signal-rows.ts";
import { findDelivery, putDelivery } from "#repos/triggers/delivery-rows.ts";
import type { TriggerRow } from "#repos/triggers/trigger-rows.ts";
import { holdAuditEntry } from "../audit/audit-entry.ts";
import { sealedPlan } from "../pipeline-session/read/revision-content.ts";
import { launcherFor, type RuleLauncher } from "../pipelines/launch-by-rule.ts";
import { judge } from "../rights/judge.ts";
import { deliverTo, sourceOfTrigger } from "./deliver.ts";

const AT_ONCE = 50;
/** So long an end is put off that could not be worked on. */
const PUT_OFF_MS = 30_000;

/**
 * Launches what is to be launched after pipelines that ended. The launch, the delivery and the removal of the signal are one
 * transaction, so an end launches once, however many processes do this. One that fails by an error is put off, with the
 * error on the row of its trigger, and holds back no other.
 *
 * @param onError told of an error that is no refusal.
 * @returns whether there may be more.
 */
export async function launchAfterEnds(
  database: Database,
  onError: (error: unknown) => void,
): Promise<boolean> {
  const signals = await dueAfterSignals(database.queries, AT_ONCE);
  for (const signal of signals)
    try {
      await transact(database, (tx) => launchAfter(database, tx, signal));
    } catch (error) {
      if (isConnectionLost(error)) throw error;
      onError(error);
      const text = errorWords(error);
      await postponeAfterSignal(database.queries, signal.id, PUT_OFF_MS);
      await putTriggerError(database.queries, signal.triggerId, cutText(text, 1_000));
    }
  return signals.length === AT_ONCE;
}

async function launchAfter(database: Database, tx: Queries, signal: AfterSignalRow): Promise<void> {
  const row = await lockTriggerById(tx, signal.triggerId);
  if (!(await removeAfterSignal(tx, signal.id))) return;
  const found = await findPipeline(tx, signal.pipelineId);
  // It was removed, or launches after other pipelines now.
  if (row === null || found === null || row.state === "removed") return;
  if (row.sourceGraphId !== found.pipeline.graphId) return;
  const settings = readAfterSettings(row.settings);
  if (!concerns(settings, signal, found)) return;
  const key = String(signal.pipelineId);
  const event = await eventOf(tx, row, signal, found);
  const chain = (await chainOf(tx, signal.pipelineId)) + 1;
  const refusal = refusalOf(row, chain);
  if (refusal !== null) {
    if ((await findDelivery(tx, row.id, key)) === null)
      await putDelivery(tx, {
        ...{ triggerId: row.id, eventKey: key, state: "refused", reason: refusal, chain },
        ...keptEvent(event),
      });
    return;
  }
  const { audit } = await deliverTo(
    inTransaction(database, tx),
    row,
    { key, event },
    {
      launcherOf: (inside) => launcherOf(inside, row, settings.graph),
      chain,
    },
  );
  if (audit !== null) holdAuditEntry(tx, sourceOfTrigger(row), "triggers.deliver", audit);
  await putTriggerError(tx, row.id, null);
  failpoint("in-after");
}

function concerns(
  { states, children }: AfterSettings,
  { state }: AfterSignalRow,
  { pipeline }: NamedPipelineRow,
): boolean {
  return states.includes(state) && (children || pipeline.parentId === null);
}

/** Why an end may not launch any more; null where it may. */
function refusalOf(row: TriggerRow, chain: number): string | null {
  if (row.state !== "active")
    return "The trigger was paused after the pipeline had ended, before this was launched.";
  return chain >= MAX_CHAIN
    ? `${MAX_CHAIN} pipelines were launched one after the other by triggers already: this may be a ring.`
    : null;
}

/** Whoever published it must be allowed to read what it launches after: its values go on. */
async function launcherOf(tx: Queries, row: TriggerRow, source: string): Promise<RuleLauncher> {
  const launcher = await launcherFor(tx, `trigger ${row.name}`, row.ownerId);
  await judge(tx, launcher, "read", { kind: "graph", name: source });
  return launcher;
}

async function eventOf(
  tx: Queries,
  row: TriggerRow,
  { state, at }: AfterSignalRow,
  { pipeline, graphName, revisionNumber }: NamedPipelineRow,
): Promise<TriggerEvent> {
  const { plan, file } = await sealedPlan(tx, pipeline.revisionId);
  const stored = readsOutputs(row) ? await outputsOfTracks(tx, pipeline.id) : [];
  const { id, name, reason, launchedBy, launchedAt, params } = pipeline;
  return afterEvent(
    {
      ...{ id, name, graph: graphName, revision: revisionNumber ?? 0, state, reason, launchedBy, launchedAt },
      ...{ finishedAt: at, params, labels: pipeline.labels ?? {} },
      outputs: stored.map(({ number, outputs }) => [
        plan.vertices[number]?.name ?? String(number),
        outputs ?? {},
      ]),
    },
    file.content.params ?? {},
  );
}
