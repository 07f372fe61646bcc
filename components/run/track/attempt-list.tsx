import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Duration, RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { Badge, StateBadge } from "#components/ui/states/state-badge.tsx";
import type { AttemptView } from "#contract/pipelines.ts";
import styles from "../run-view.module.css";
import list from "./attempt-list.module.css";
import { TrackValues } from "./track-values.tsx";

type Props = { id: number; vertex: string };

/** Every attempt of a track, the newest first: who asked for it, what was executed and how it ended. */
export function AttemptList({ id, vertex }: Props) {
  const attempts = useQuery(useTRPC().pipelines.attempts.queryOptions({ id, vertex }));
  // A wait has attempts of which nothing was executed.
  if (attempts.data?.length === 0) return null;
  return (
    <div className={styles.group}>
      <h3>Attempts</h3>
      <QueryBody query={attempts} skeleton={<SkeletonLines count={2} label="Loading attempts" />}>
        {(all) => (
          <ol className={list.attempts} reversed aria-label="Attempts">
            {[...all]
              .sort((one, other) => other.number - one.number)
              .map((attempt, place) => (
                <li key={attempt.number}>
                  <AttemptItem attempt={attempt} isOpen={place === 0} vertex={vertex} />
                </li>
              ))}
          </ol>
        )}
      </QueryBody>
    </div>
  );
}

function AttemptItem({ attempt, isOpen, vertex }: { attempt: AttemptView; isOpen: boolean; vertex: string }) {
  const { number, state, reason, runner, startedAt, finishedAt, askedBy, askedWhy } = attempt;
  return (
    <details className={list.attempt} open={isOpen}>
      <summary>
        <span>
          {attempt.kind === "undo" ? "Undo attempt" : "Attempt"} {number}
          {attempt.undoes === null ? "" : `, of attempt ${attempt.undoes}`}
        </span>
        {state === "handed-back" ? <Badge>Handed back</Badge> : <StateBadge state={state} />}
        <span className={styles.quiet}>
          <RelativeTime at={startedAt} />, <Duration from={startedAt} to={finishedAt} />, {runner}
        </span>
      </summary>
      {reason !== null && <p>{reason}</p>}
      {askedBy !== null && (
        <p className={styles.quiet}>
          Requested by {askedBy}
          {askedWhy === null || askedWhy === "" ? "" : `: ${askedWhy}`}
        </p>
      )}
      <TrackValues title="Inputs" values={attempt.inputs} />
      <TrackValues title="Outputs" values={attempt.outputs ?? {}} />
      <CodeBlock label={`script of ${vertex} as it was executed`} text={attempt.script} />
    </details>
  );
}
