import { useMemo } from "react";
import { durationWords } from "#components/ui/duration-words.ts";
import { ExactTime } from "#components/ui/relative-time.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import type { StatisticsView } from "#contract/pipelines/statistics.ts";
import { Chart } from "./chart.tsx";
import { endedChart, factsOf, slotChart, waitChart } from "./chart-content.ts";
import { GraphTable } from "./graph-table.tsx";
import styles from "./statistics.module.css";

type Props = {
  view: StatisticsView;
  /** Of which days they are: see `useHeldRows`. */
  of: string | null;
};

/** What the statistics of some days say. */
export function StatisticsBody({ view, of }: Props) {
  const charts = useMemo(
    () => ({ ended: endedChart(view), waits: waitChart(view), slots: slotChart(view) }),
    [view],
  );
  const facts = useMemo(() => factsOf(view), [view]);
  const isDays = view.endedStep > view.serverStep && view.endedStep >= 86_400_000;
  return (
    <>
      <Facts facts={facts} />
      {view.since !== null && (
        <p className={styles.quiet}>
          There are more pipelines than are counted: those that ended since <ExactTime at={view.since} /> are.
        </p>
      )}
      {facts.ended === 0 ? (
        <section className={styles.part}>
          <h2>Pipelines that ended</h2>
          <EmptyState title="Nothing has ended in this time">
            A pipeline is counted when it ends. Pipelines that a track launched are not counted.
          </EmptyState>
        </section>
      ) : (
        <>
          <Chart
            title="Pipelines that ended"
            detail={isDays ? "Each day, in UTC." : "Each hour."}
            content={charts.ended}
          />
          <GraphTable graphs={view.graphs} others={view.otherGraphs} of={of} />
        </>
      )}
      {facts.longestQueue === null ? (
        <section className={styles.part}>
          <h2>Runners</h2>
          <EmptyState title="No samples yet">
            While the server runs, it notes the queue and the slots once a minute.
          </EmptyState>
        </section>
      ) : (
        <div className={styles.pair}>
          <Chart
            title="Waiting for a runner"
            detail="Of the whole server. How long claims took is known once their pipelines have ended."
            content={charts.waits}
          />
          <Chart title="Slots of runners" detail="Of the whole server, on average." content={charts.slots} />
        </div>
      )}
      <p className={styles.quiet}>
        Prometheus reads these numbers, and more, at <code>/metrics</code>.{" "}
        {view.hasTraces
          ? "Each pipeline that has ended is sent as a trace."
          : "No traces are sent: whoever runs the server sets OTEL_EXPORTER_OTLP_ENDPOINT for that."}
      </p>
    </>
  );
}

function Facts({ facts }: { facts: ReturnType<typeof factsOf> }) {
  const { ended, successRate, longestQueue, busyShare } = facts;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Ended</dt>
        <dd>{ended.toLocaleString("en-GB")}</dd>
      </div>
      <div>
        <dt>Succeeded</dt>
        <dd>{successRate === null ? "–" : `${successRate} %`}</dd>
      </div>
      <div>
        <dt>Longest wait for a runner</dt>
        <dd>{longestQueue === null ? "–" : durationWords(longestQueue)}</dd>
      </div>
      <div>
        <dt>Slots busy</dt>
        <dd>{busyShare === null ? "–" : `${busyShare} %`}</dd>
      </div>
    </dl>
  );
}
