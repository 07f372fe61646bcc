import Link from "next/link";
import type { ReactNode } from "react";
import { durationWords } from "#components/ui/duration-words.ts";
import { LongText } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { SchedulePreview, ScheduleView } from "#contract/schedules.ts";
import { Moment } from "../shown/moment.tsx";
import { NextTimes } from "../shown/next-times.tsx";
import { policySentences } from "../shown/policy-words.ts";
import styles from "./schedule-one.module.css";
import { ScheduleParams } from "./schedule-params.tsx";

type Props = { schedule: ScheduleView; preview: SchedulePreview };

/** When it is due next, and all that was decided about it. */
export function ScheduleFacts({ schedule, preview }: Props) {
  const { graph, revision, zone, startsAt, endsAt, excludedDates, jitterMs, policy } = schedule;
  const { pipelineName, priority, changedAt, changedBy, desired, params } = schedule;
  return (
    <div className={styles.columns}>
      <section className={styles.card} aria-labelledby="next-times">
        <h2 id="next-times">{desired === "active" ? "Next times" : "Next times, were it active"}</h2>
        <NextTimes preview={preview} zone={zone} />
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
          {startsAt !== null && (
            <Fact name="Start">
              <Moment at={startsAt} zone={zone} />
            </Fact>
          )}
          {endsAt !== null && (
            <Fact name="End">
              <Moment at={endsAt} zone={zone} />
            </Fact>
          )}
          {excludedDates.length > 0 && (
            <Fact name="Excluded dates">
              <LongText text={excludedDates.join(", ")} title="Excluded dates" />
            </Fact>
          )}
          {jitterMs > 0 && <Fact name="Jitter">up to {durationWords(jitterMs)} later</Fact>}
          <Fact name="Policies">
            <ul className={styles.policies}>
              {policySentences(policy).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Fact>
          <Fact name="Parameters">
            <ScheduleParams params={params} />
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

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
