import { useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import { Duration, RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { Badge, StateBadge } from "#components/ui/states/state-badge.tsx";
import type { AttemptSummary } from "#contract/pipelines/attempts.ts";
import styles from "../run-view.module.css";
import list from "./attempt-list.module.css";
import { TrackValues } from "./track-values.tsx";

const NONE = {};

type Props = {
  id: number;
  vertex: string;
  attempt: AttemptSummary;
  isOpenFirst: boolean;
  /** Shows its log. */
  onLog: (attempt: number) => void;
};

/**
 * An attempt in the list. It is opened and closed by the reader only: another attempt closes nothing. What is inside is
 * not there while it is closed.
 */
export function AttemptItem({ id, vertex, attempt, isOpenFirst, onLog }: Props) {
  const [isOpen, setIsOpen] = useState(isOpenFirst);
  const { number, state, runner, startedAt, finishedAt } = attempt;
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
      {isOpen && <AttemptBody {...{ id, vertex, attempt, onLog }} />}
    </details>
  );
}

function AttemptBody({ id, vertex, attempt, onLog }: Omit<Props, "isOpenFirst">) {
  const { number, reason, askedBy, askedWhy } = attempt;
  return (
    <>
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
      <Executed {...{ id, vertex, attempt }} />
    </>
  );
}

function Executed({ id, vertex, attempt }: Pick<Props, "id" | "vertex" | "attempt">) {
  const { number, state } = attempt;
  const options = useTRPC().pipelines.attempt.queryOptions({ id, vertex, attempt: number });
  return (
    <QueryBody
      query={useQuery(options)}
      skeleton={<SkeletonLines count={2} label={`Loading attempt ${number}`} />}
    >
      {(executed) =>
        executed !== null && (
          <>
            <TrackValues title="Inputs" values={executed.inputs} />
            <TrackValues title="Outputs" values={state === "running" ? NONE : (executed.outputs ?? NONE)} />
            <CodeBlock label={`script of ${vertex} as it was executed`} text={executed.script} />
          </>
        )
      }
    </QueryBody>
  );
}
