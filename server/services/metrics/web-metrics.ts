import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { poolUse, watchDatabase } from "#platform/database/database-watch.ts";
import type { Database } from "#platform/database/db.ts";
import { watchRequests } from "#platform/request-watch.ts";
import { type Gauges, readGauges } from "#repos/metrics/gauge-rows.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { EndedMetrics } from "./ended-metrics.ts";

/** The database is asked no more often than this, however many ask this process. */
const KEPT_MS = 10_000;
const ANSWER_BUCKETS_S = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10];
const TRIP_BUCKETS_S = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 20];

/** The metrics of a web process, and those of the whole server as it read them last. */
export class WebMetrics {
  readonly registry = new Registry();
  private readonly database: Database;
  private readonly show: (gauges: Gauges) => void;
  private readonly ended: EndedMetrics;
  private readAt = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> | null = null;

  /** @param routeOf the route that answers a path: there are only so many. */
  constructor(database: Database, routeOf: (path: string) => string) {
    this.database = database;
    const { registry } = this;
    collectDefaultMetrics({ register: registry });
    this.show = makeGauges(registry);
    this.ended = new EndedMetrics(registry);
    const answers = new Histogram({
      name: "signalbox_http_answer_seconds",
      help: "How long this process took to answer, by route and kind of status. Live streams are left out.",
      buckets: ANSWER_BUCKETS_S,
      labelNames: ["route", "status"],
      registers: [registry],
    });
    watchRequests(({ path, status, seconds, isStream }) => {
      if (isStream) return;
      answers.observe({ route: routeOf(path), status: `${Math.floor(status / 100)}xx` }, seconds);
    });
    const trips = new Histogram({
      name: "signalbox_database_trip_seconds",
      help: "How long a trip to the database took, as this process saw it.",
      buckets: TRIP_BUCKETS_S,
      registers: [registry],
    });
    watchDatabase((seconds) => trips.observe(seconds));
    new Gauge({
      name: "signalbox_database_connections",
      help: "Connections to the database that this process has open, by whether they are used now.",
      labelNames: ["use"],
      registers: [registry],
      collect() {
        const { open, free } = poolUse();
        this.set({ use: "used" }, open - free);
        this.set({ use: "free" }, free);
      },
    });
    new Gauge({
      name: "signalbox_database_waiting_calls",
      help: "Calls of this process that wait for a connection to the database.",
      registers: [registry],
      collect() {
        this.set(poolUse().waiting);
      },
    });
  }

  /** @returns all metrics as text, in the form of Prometheus. @throws where the database does not answer. */
  async text(): Promise<string> {
    await this.readIfOld();
    return this.registry.metrics();
  }

  private async readIfOld(): Promise<void> {
    if (performance.now() - this.readAt < KEPT_MS) return;
    // Several who ask at once wait for one and the same answer.
    this.reading ??= this.read().finally(() => {
      this.reading = null;
    });
    await this.reading;
  }

  private async read(): Promise<void> {
    const { queries } = this.database;
    const gauges = await readGauges(queries);
    await this.ended.read(queries, await databaseNow(queries));
    this.show(gauges);
    this.readAt = performance.now();
  }
}

/** Makes the metrics of the whole server. @returns what sets them. */
function makeGauges(registry: Registry): (gauges: Gauges) => void {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `signalbox_${name}`, help, labelNames, registers: [registry] });
  const pipelines = gauge("open_pipelines", "Pipelines that have not ended, by state.", ["state"]);
  const failures = gauge("open_failures", "Pipelines that failed, and nobody has acknowledged it.");
  const tracks = gauge("open_tracks", "Tracks that have not ended, by state.", ["state"]);
  const queueAge = gauge("queue_age_seconds", "For how long the oldest ready track waits for a runner.");
  const runners = gauge("runners", "Runners that are alive.");
  const slots = gauge("runner_slots", "Slots of the runners that are alive, by use.", ["use"]);
  const notices = gauge("notices", "Notices that are not sent, by state.", ["state"]);
  const signals = gauge("notice_signals", "Pipelines that ended and whose notices are not written yet.");
  const noticeLate = gauge("notice_lateness_seconds", "By how much the notice is late that is due next.");
  const feed = gauge("event_feed_waiting", "Events that no reader of the event feed has got to yet.");
  const late = gauge("schedule_lateness_seconds", "By how much the schedule is late that is due next.");
  return (now) => {
    for (const [state, count] of Object.entries(now.pipelines)) pipelines.set({ state }, count);
    failures.set(now.openFailures);
    for (const [state, count] of Object.entries(now.tracks)) tracks.set({ state }, count);
    queueAge.set(now.queueAgeMs / 1_000);
    runners.set(now.runners);
    slots.set({ use: "busy" }, now.busySlots);
    slots.set({ use: "free" }, Math.max(0, now.slots - now.busySlots));
    late.set(now.scheduleLateMs / 1_000);
    for (const [state, count] of Object.entries(now.notices)) notices.set({ state }, count);
    signals.set(now.noticeSignals);
    noticeLate.set(now.noticeLateMs / 1_000);
    feed.set(now.feedWaiting);
  };
}

/** Makes the metrics when they are first asked for: a process that nobody asks has none. */
export function metricsOf(database: Database, routeOf: (path: string) => string): () => WebMetrics {
  let made: WebMetrics | null = null;
  return () => {
    made ??= new WebMetrics(database, routeOf);
    return made;
  };
}
