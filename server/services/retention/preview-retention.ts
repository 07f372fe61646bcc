import type { z } from "zod";
import type { previewRetentionInput, RemovableCount, RetentionPreview } from "#contract/retention.ts";
import { keepsAll, type RetentionPolicy } from "#engine/retention/retention-policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { HISTORY_KINDS, type HistoryKind } from "#repos/retention/history-rows.ts";
import { DEFAULT_POLICY } from "#repos/retention/policy-rows.ts";
import { logBytesOf } from "#repos/retention/removable-rows.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { boundsOf, type Removable, removableOf, withoutLogsOf } from "./find-removable.ts";
import { graphsToTidy } from "./graphs-to-tidy.ts";
import { oldHistoryOf } from "./remove-history.ts";
import { checkedPolicy, graphIdOf } from "./retention-settings.ts";
import { policiesNow, policyOf } from "./tidy-graph.ts";

/** So many pipelines are counted, and so many rows of each history. */
const MAX_COUNTED = 5_000;

class Counter {
  count = 0;
  bytes = 0;
  private oldest: Date | null = null;
  private newest: Date | null = null;

  add(at: Date, count = 1): void {
    this.count += count;
    if (this.oldest === null || at < this.oldest) this.oldest = at;
    if (this.newest === null || at > this.newest) this.newest = at;
  }

  get isFull(): boolean {
    return this.count >= MAX_COUNTED;
  }

  get counted(): RemovableCount {
    return { count: this.count, oldest: this.oldest, newest: this.newest };
  }
}

/**
 * What would be removed now: of a graph, or of all; by the policies that are set, or by the one that is given. Nothing is
 * written. It finds the same as the removal itself, up to a number.
 *
 * @throws Refused `not-found`; `bad-input`.
 */
export async function previewRetention(
  tx: Queries,
  { graph, policy: given }: z.output<typeof previewRetentionInput>,
): Promise<RetentionPreview> {
  const graphId = await graphIdOf(tx, graph);
  const now = await databaseNow(tx);
  const asked = given === undefined ? null : checkedPolicy(given);
  const counts = new Preview(tx, now);
  const { own, others } = await policiesNow(tx);
  const shown = asked ?? (graph === undefined ? others : await policyOf(tx, graphId));
  if (graph !== undefined) await counts.addGraph(graphId, shown);
  else
    for await (const { id } of graphsToTidy(tx, { own, others: shown }, DEFAULT_POLICY)) {
      await counts.addGraph(id, own.get(id) ?? shown);
      if (counts.hasMore) break;
    }
  if (graph === undefined) await counts.addHistory("folders", shown);
  return { graph: graph ?? null, policy: shown, ...counts.result() };
}

class Preview {
  hasMore = false;
  private readonly tx: Queries;
  private readonly now: number;
  private readonly pipelines = new Counter();
  private readonly logs = new Counter();
  private readonly history: Readonly<Record<HistoryKind, Counter>> = {
    fires: new Counter(),
    deliveries: new Counter(),
    notices: new Counter(),
  };

  constructor(tx: Queries, now: number) {
    this.tx = tx;
    this.now = now;
  }

  async addGraph(graphId: number, policy: RetentionPolicy): Promise<void> {
    if (keepsAll(policy)) return;
    const bounds = await boundsOf(this.tx, graphId, policy, this.now);
    const going = new Set<number>();
    if (bounds !== null)
      for await (const trees of removableOf(this.tx, graphId, bounds)) {
        for (const { root } of trees) going.add(root.id);
        if (await this.addTrees(this.pipelines, trees)) break;
      }
    if (policy.logDays !== null)
      for await (const trees of withoutLogsOf(this.tx, graphId, policy.logDays, this.now)) {
        const kept = trees.filter(({ root }) => !going.has(root.id));
        if (await this.addTrees(this.logs, kept)) break;
      }
    await this.addHistory(graphId, policy);
  }

  private async addTrees(counter: Counter, trees: readonly Removable[]): Promise<boolean> {
    for (const { root, members } of trees) counter.add(root.finishedAt ?? root.launchedAt, members.length);
    const ids = trees.flatMap(({ members }) => members.map(({ id }) => id));
    counter.bytes += await logBytesOf(this.tx, ids);
    this.hasMore ||= counter.isFull;
    return counter.isFull;
  }

  async addHistory(graphId: number | "folders", { historyDays: days }: RetentionPolicy): Promise<void> {
    if (days === null) return;
    for (const kind of HISTORY_KINDS)
      for await (const rows of oldHistoryOf(this.tx, kind, graphId, { days, now: this.now })) {
        for (const { at } of rows) this.history[kind].add(at);
        this.hasMore ||= this.history[kind].isFull;
        if (this.history[kind].isFull) break;
      }
  }

  result(): Omit<RetentionPreview, "graph" | "policy"> {
    const { pipelines, logs, history, hasMore } = this;
    return {
      pipelines: { ...pipelines.counted, bytes: pipelines.bytes },
      logs: { ...logs.counted, bytes: logs.bytes },
      fires: history.fires.counted,
      deliveries: history.deliveries.counted,
      notices: history.notices.counted,
      hasMore,
    };
  }
}
