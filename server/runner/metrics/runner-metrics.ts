import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ClaimedTrack, RunnerGateway } from "#contract/runners/runner-gateway.ts";
import { BoundedLabels } from "#services/metrics/bounded-labels.ts";
import { GATEWAY_CALLS, type GatewayCall } from "./counted-gateway.ts";

const CLAIM_BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];
const ATTEMPT_BUCKETS_S = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400];
/** So many graphs have a label of their own: those that this process executed first. */
const MAX_GRAPHS = 50;
/** Of a server that does not say yet of which graph a track is. */
const UNKNOWN_GRAPH = "(unknown)";

/** Claims whose delays are not asked for yet. Where nobody reads the metrics, no more are kept. */
const MAX_PENDING = 5_000;
/** A reader of metrics does not wait longer for a database that does not answer. */
const MAX_ASK_MS = 2_000;

type SlotUse = { readonly busy: number; readonly free: number };
type JournalSize = { readonly bytes: number; readonly open: number };

/** The metrics of one runner process: what it did since its start, and what it is when they are asked for. */
export class RunnerMetrics {
  readonly registry = new Registry();
  private readonly delays: Histogram;
  private readonly attempts: Histogram<"graph">;
  private readonly unanswered: Counter<"call">;
  private readonly journalFailures: Counter;
  private readonly graphs = new BoundedLabels(MAX_GRAPHS);
  private answeredAt = performance.now();
  private pending: number[] = [];
  private asking: Promise<void> | null = null;
  private slots: () => SlotUse = () => ({ busy: 0, free: 0 });
  private journal: () => JournalSize = () => ({ bytes: 0, open: 0 });
  private delaysOf: RunnerGateway["claimDelays"] = undefined;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.delays = new Histogram({
      name: "signalbox_runner_claim_delay_seconds",
      help: "How long the tracks that this runner claimed had waited from ready until then.",
      buckets: CLAIM_BUCKETS_S,
      registers,
    });
    this.attempts = new Histogram({
      name: "signalbox_runner_attempt_seconds",
      help: "How long attempts of this runner took to execute, by graph.",
      buckets: ATTEMPT_BUCKETS_S,
      labelNames: ["graph"],
      registers,
    });
    this.unanswered = new Counter({
      name: "signalbox_runner_unanswered_calls_total",
      help: "Calls to the database, or to the server in its place, that got no answer.",
      labelNames: ["call"],
      registers,
    });
    for (const call of GATEWAY_CALLS) this.unanswered.inc({ call }, 0);
    this.journalFailures = new Counter({
      name: "signalbox_runner_journal_failures_total",
      help: "Lines of the journal that could not be written.",
      registers,
    });
    this.addGauges();
  }

  /** Says where to ask for the slots of the runner. */
  watchSlots(slots: () => SlotUse): void {
    this.slots = slots;
  }

  /** Says where to ask for its journal, and for delays of claims. */
  watch(journal: () => JournalSize, delaysOf: RunnerGateway["claimDelays"]): void {
    this.journal = journal;
    this.delaysOf = delaysOf;
  }

  claimed(tracks: readonly Pick<ClaimedTrack, "trackId">[]): void {
    if (this.pending.length < MAX_PENDING) this.pending.push(...tracks.map(({ trackId }) => trackId));
  }

  executed({ graph }: Pick<ClaimedTrack, "graph">, seconds: number): void {
    this.attempts.observe({ graph: this.graphs.labelOf(graph ?? UNKNOWN_GRAPH) }, seconds);
  }

  called(call: GatewayCall, isAnswered: boolean): void {
    if (isAnswered) this.answeredAt = performance.now();
    else this.unanswered.inc({ call });
  }

  journalFailed(): void {
    this.journalFailures.inc();
  }

  /** All metrics as text. Delays that cannot be asked for now are given another time. */
  async text(): Promise<string> {
    this.asking ??= this.askForDelays().finally(() => {
      this.asking = null;
    });
    await Promise.race([this.asking, new Promise((resolve) => setTimeout(resolve, MAX_ASK_MS).unref())]);
    return this.registry.metrics();
  }

  private async askForDelays(): Promise<void> {
    const { delaysOf } = this;
    if (delaysOf === undefined || this.pending.length === 0) return;
    const asked = this.pending.splice(0);
    try {
      for (const delay of await delaysOf(asked)) this.delays.observe(delay / 1_000);
    } catch {
      // That the database does not answer is counted with the calls that fail.
      this.pending.unshift(...asked);
    }
  }

  private addGauges(): void {
    const gauge = (name: string, help: string, value: () => number) =>
      new Gauge({
        name: `signalbox_runner_${name}`,
        help,
        registers: [this.registry],
        collect() {
          this.set(value());
        },
      });
    gauge("slots_busy", "Attempts that this runner executes now.", () => this.slots().busy);
    gauge(
      "slots_free",
      "Free slots; 0 while it is drained, stops or has no answer.",
      () => this.slots().free,
    );
    gauge("journal_bytes", "The size of its journal.", () => this.journal().bytes);
    gauge(
      "journal_open_attempts",
      "Attempts in its journal that are not settled.",
      () => this.journal().open,
    );
    gauge(
      "last_answer_age_seconds",
      "How long ago the database, or the server in its place, answered last.",
      () => (performance.now() - this.answeredAt) / 1_000,
    );
  }
}
