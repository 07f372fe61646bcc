import { type Waiter, waitRings } from "#engine/explain/wait-rings.ts";
import { countsWithOf, isQueuedAtLaunch } from "#engine/policies/pipeline-limit.ts";
import type { RandomSource } from "../random/random-source.ts";

type Pipeline = {
  readonly id: number;
  readonly graphId: number;
  readonly parentId: number | null;
  readonly countsWith: number | null;
  isQueued: boolean;
  /** The graphs of the children that it launches, one after the other. */
  readonly runs: number[];
};

const GRAPHS = 4;
const PIPELINES = 12;
const MAX_DEPTH = 4;

/**
 * Pipelines of a few graphs with limits that launch each other, in a random order. Whatever the order: nothing waits
 * for a pipeline above it, no limit is exceeded, and where nothing can go on any more there is a ring that says so.
 * Where graphs run only graphs with smaller numbers and themselves, everything ends.
 */
export class QueueWorld {
  private readonly random: RandomSource;
  private readonly isOrdered: boolean;
  private readonly limits: readonly number[];
  /** By their ids, which count from 1. */
  private readonly all: Pipeline[] = [];
  private open: readonly Pipeline[] = [];

  constructor(random: RandomSource) {
    this.random = random;
    this.isOrdered = random.chance(0.5);
    this.limits = Array.from({ length: GRAPHS }, () => random.between(1, 3));
  }

  /** @throws Error where a rule does not hold. */
  play(): void {
    let roots = PIPELINES;
    for (;;) {
      if (roots > 0 && this.random.chance(0.4)) {
        roots -= 1;
        this.launch(this.random.between(0, GRAPHS - 1), null);
      }
      this.admit();
      this.check();
      const able = this.random.pick(this.open.filter((each) => this.canGoOn(each)));
      if (able !== undefined) this.goOn(able);
      else if (roots === 0) break;
    }
    const stuck = this.open;
    if (stuck.length === 0) return;
    if (this.isOrdered)
      throw new Error(`${stuck.length} pipelines wait for ever, though limits are taken in one order.`);
    if (waitRings(this.waiters()).length === 0)
      throw new Error(`${stuck.length} pipelines wait for ever in no ring.`);
  }

  private launch(graphId: number, parent: Pipeline | null): void {
    const above = this.above(parent);
    const countsWith = countsWithOf(graphId, above);
    const queued = this.open.filter((each) => each.graphId === graphId && each.isQueued).length;
    const limit = { max: this.limits[graphId] ?? 1, begun: this.begun(graphId).size, queued };
    const depth = above.length;
    const runs = Array.from({ length: depth >= MAX_DEPTH ? 0 : this.random.between(0, 3) }, () =>
      this.random.between(0, this.isOrdered ? graphId : GRAPHS - 1),
    );
    const id = this.all.length + 1;
    const parentId = parent?.id ?? null;
    const isQueued = isQueuedAtLaunch(countsWith, limit);
    const pipeline = { id, graphId, parentId, countsWith, isQueued, runs };
    this.all.push(pipeline);
    this.open = [...this.open, pipeline];
  }

  /** As the background work does: the oldest queued pipeline of each graph, while there is a place. */
  private admit(): void {
    for (const each of this.open)
      if (each.isQueued && this.begun(each.graphId).size < (this.limits[each.graphId] ?? 1))
        each.isQueued = false;
  }

  private goOn(pipeline: Pipeline): void {
    const graphId = pipeline.runs.shift();
    if (graphId === undefined) this.open = this.open.filter((each) => each !== pipeline);
    else this.launch(graphId, pipeline);
  }

  private canGoOn(pipeline: Pipeline): boolean {
    return !pipeline.isQueued && !this.open.some(({ parentId }) => parentId === pipeline.id);
  }

  private check(): void {
    for (const each of this.open) {
      if (each.isQueued && this.above(this.parentOf(each)).some(({ graphId }) => graphId === each.graphId))
        throw new Error(`Pipeline ${each.id} queues behind a pipeline above it.`);
    }
    for (const [graphId, max] of this.limits.entries())
      if (this.begun(graphId).size > max)
        throw new Error(`More than ${max} pipelines of graph ${graphId} run.`);
  }

  private waiters(): readonly Waiter[] {
    return this.open.map((each) => ({
      key: String(each.id),
      name: `pipeline ${each.id}`,
      folder: "",
      waits: [
        ...(each.isQueued
          ? [{ what: `graph ${each.graphId}`, holders: [...this.begun(each.graphId)].map(String) }]
          : []),
        ...this.childrenOf(each).map((child) => ({ what: null, holders: [String(child.id)] })),
      ],
    }));
  }

  /** What takes the places of a graph. */
  private begun(graphId: number): ReadonlySet<number> {
    const ours = this.open.filter((each) => each.graphId === graphId && !each.isQueued);
    return new Set(ours.map(({ countsWith, id }) => countsWith ?? id));
  }

  private childrenOf({ id }: Pipeline): readonly Pipeline[] {
    return this.open.filter(({ parentId }) => parentId === id);
  }

  /** A pipeline and those above it, from the bottom up. */
  private above(pipeline: Pipeline | null): readonly Pipeline[] {
    if (pipeline === null) return [];
    return [pipeline, ...this.above(this.parentOf(pipeline))];
  }

  private parentOf({ parentId }: Pipeline): Pipeline | null {
    return parentId === null ? null : (this.all[parentId - 1] ?? null);
  }
}
