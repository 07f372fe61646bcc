import { useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useMemo, useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { LiveArea } from "#components/ui/live/live-area.tsx";
import { useHeldRows } from "#components/ui/live/use-held-rows.ts";
import { LongText } from "#components/ui/long-text.tsx";
import { Duration, RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { Badge, StateBadge } from "#components/ui/states/state-badge.tsx";
import type { AttemptView } from "#contract/pipelines/pipelines.ts";
import { usePast } from "../past/instant/past-context.ts";
import { attemptsAt } from "../past/past-now.ts";
import styles from "../run-view.module.css";
import list from "./attempt-list.module.css";
import { TrackValues } from "./track-values.tsx";

type Props = { id: number; vertex: string; onLog: (attempt: number) => void };

/** Every attempt of a track, the newest first: who asked for it, what was executed and how it ended. */
export function AttemptList({ id, vertex, onLog }: Props) {
  const attempts = useQuery(useTRPC().pipelines.attempts.queryOptions({ id, vertex }));
  const past = usePast();
  // A wait has attempts of which nothing was executed.
  if (attempts.data?.length === 0) return null;
  return (
    <div className={styles.group}>
      <h3>Attempts</h3>
      <QueryBody query={attempts} skeleton={<SkeletonLines count={2} label="Loading attempts" />}>
        {(all) => (
          <Attempts attempts={past === null ? all : attemptsAt(all, past.at)} vertex={vertex} onLog={onLog} />
        )}
      </QueryBody>
    </div>
  );
}

type ListProps = { attempts: readonly AttemptView[]; vertex: string; onLog: Props["onLog"] };

function Attempts({ attempts, vertex, onLog }: ListProps) {
  const newestFirst = useMemo(
    () => [...attempts].sort((one, other) => other.number - one.number),
    [attempts],
  );
  const { shown, newCount } = useHeldRows(newestFirst, ({ number }) => number);
  const [newest] = useState(newestFirst[0]?.number);
  return (
    <LiveArea newCount={newCount} place="above">
      <ol className={list.attempts} reversed aria-label="Attempts">
        {shown.map(({ row }) => (
          <li key={row.number}>
            <AttemptItem attempt={row} isOpenFirst={row.number === newest} vertex={vertex} onLog={onLog} />
          </li>
        ))}
      </ol>
    </LiveArea>
  );
}

type ItemProps = {
  attempt: AttemptView;
  isOpenFirst: boolean;
  vertex: string;
  onLog: Props["onLog"];
};

/** Opened and closed by the reader only: another attempt closes nothing. */
function AttemptItem({ attempt, isOpenFirst, vertex, onLog }: ItemProps) {
  const [isOpen, setIsOpen] = useState(isOpenFirst);
  const { number, state, reason, runner, startedAt, finishedAt, askedBy, askedWhy } = attempt;
  return (
    <details
      className={list.attempt}
      open={isOpen}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary>
        <span>
          {attempt.kind === "undo" ? "Rollback attempt" : "Attempt"} {number}
          {attempt.undoes === null ? "" : `, of attempt ${attempt.undoes}`}
        </span>
        {state === "handed-back" ? <Badge>Handed back</Badge> : <StateBadge state={state} />}
        <span className={styles.quiet}>
          <RelativeTime at={startedAt} />, <Duration from={startedAt} to={finishedAt} />, {runner}
        </span>
      </summary>
      {reason !== null && (
        <p>
          <LongText text={reason} title={`Reason of attempt ${number}`} />
        </p>
      )}
      {askedBy !== null && (
        <p className={styles.quiet}>
          Requested by {askedBy}
          {askedWhy === null || askedWhy === "" ? "" : `: ${askedWhy}`}
        </p>
      )}
      <Button
        look="quiet"
        size="small"
        icon={<ScrollText aria-hidden />}
        onClick={() => onLog(number)}
        aria-label={`Open the log of attempt ${number}`}
      >
        Log
      </Button>
      <TrackValues title="Inputs" values={attempt.inputs} />
      <TrackValues title="Outputs" values={attempt.outputs ?? {}} />
      <CodeBlock label={`script of ${vertex} as it was executed`} text={attempt.script} />
    </details>
  );
}
