import Link from "next/link";
import type { ReactNode } from "react";
import { LongText } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { TriggerView } from "#contract/triggers.ts";
import { KIND_VIEWS } from "../kinds/kind-views.ts";
import styles from "./trigger-one.module.css";

/** What it takes, and all that was decided about it. */
export function TriggerFacts({ trigger }: { trigger: TriggerView }) {
  const { graph, revision, kind, filter, params, pipelineName, priority, changedAt, changedBy } = trigger;
  const { About } = KIND_VIEWS[kind];
  return (
    <div className={styles.columns}>
      <section className={styles.card} aria-labelledby="takes">
        <h2 id="takes">What it takes</h2>
        <About trigger={trigger} />
      </section>
      <section className={styles.card} aria-labelledby="settings">
        <h2 id="settings">Settings</h2>
        <dl className={styles.facts}>
          <Fact name="Graph">
            <Link href={`/graphs/${encodeURIComponent(graph)}`}>
              <bdi>{graph}</bdi>
            </Link>
            {revision === null ? ", the latest sealed revision" : `, revision ${revision}`}
          </Fact>
          <Fact name="Filter">
            {filter === null ? (
              "none: every event launches"
            ) : (
              <span className={styles.value}>
                <LongText text={filter} title="Filter" />
              </span>
            )}
          </Fact>
          <Fact name="Parameters">
            <Params params={params} />
          </Fact>
          {pipelineName !== null && (
            <Fact name="Name of its pipelines">
              <bdi>{pipelineName}</bdi>
            </Fact>
          )}
          {priority !== 0 && <Fact name="Priority">{priority}</Fact>}
          <Fact name="Changed">
            <RelativeTime at={changedAt} /> by <bdi>{changedBy}</bdi>
          </Fact>
        </dl>
      </section>
    </div>
  );
}

function Params({ params }: Pick<TriggerView, "params">) {
  const all = Object.entries(params);
  if (all.length === 0) return <>none: all have their defaults</>;
  return (
    <ul className={styles.params}>
      {all.map(([name, from]) => (
        <li key={name}>
          <bdi>{name}</bdi> ={" "}
          <span className={styles.value}>
            <LongText text={from} title={name} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
