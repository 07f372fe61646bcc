import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { LiveArea } from "#components/ui/live/live-area.tsx";
import { useHeldRows } from "#components/ui/live/use-held-rows.ts";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { AttemptSummary } from "#contract/pipelines/attempts.ts";
import { usePast } from "../past/instant/past-context.ts";
import { attemptsAt } from "../past/past-now.ts";
import styles from "../run-view.module.css";
import { AttemptItem } from "./attempt-item.tsx";
import list from "./attempt-list.module.css";
import { useAttempts } from "./use-attempts.ts";

type Props = {
  id: number;
  vertex: string;
  /** The number of the newest attempt, at the instant that is looked at. */
  last: number;
  onLog: (attempt: number) => void;
};

/** The attempts of a track, the newest first: who asked for it, what was executed and how it ended. */
export function AttemptList({ id, vertex, last, onLog }: Props) {
  const past = usePast();
  const { newest, attempts, pages, hasOlder, isReading, problem, showOlder } = useAttempts(
    id,
    vertex,
    past === null ? null : last,
  );
  // A wait has attempts of which nothing was executed.
  if (newest.data?.length === 0) return null;
  return (
    <div className={styles.group}>
      <h3>Attempts</h3>
      <QueryBody query={newest} skeleton={<SkeletonLines count={2} label="Loading attempts" />}>
        {() => (
          <Attempts
            attempts={past === null ? attempts : attemptsAt(attempts, past.at)}
            {...{ id, vertex, pages, onLog }}
          />
        )}
      </QueryBody>
      {problem !== null && <ProblemCallout error={problem} />}
      {hasOlder && (
        <Button size="small" isBusy={isReading} onClick={showOlder}>
          Show older attempts
        </Button>
      )}
    </div>
  );
}

type ListProps = Pick<Props, "id" | "vertex" | "onLog"> & {
  attempts: readonly AttemptSummary[];
  pages: number;
};

function Attempts({ attempts, pages, ...place }: ListProps) {
  const { shown, newCount } = useHeldRows(attempts, ({ number }) => number, { pages });
  const [newest] = useState(attempts[0]?.number);
  return (
    <LiveArea newCount={newCount} place="above">
      <ol className={list.attempts} reversed aria-label="Attempts">
        {shown.map(({ row }) => (
          <li key={row.number}>
            <AttemptItem attempt={row} isOpenFirst={row.number === newest} {...place} />
          </li>
        ))}
      </ol>
    </LiveArea>
  );
}
