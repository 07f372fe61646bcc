import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { AfterCancel } from "#contract/pipelines/previews.ts";
import { GroupedNames } from "../preview/grouped-names.tsx";
import styles from "../run-view.module.css";

type Props = { id: number; name: string; onClose: () => void };

/** Cancels a pipeline: says what still runs then, and offers to end that too. */
export function CancelDialog({ id, name, onClose }: Props) {
  const trpc = useTRPC();
  const [isKill, setIsKill] = useState(false);
  const after = useQuery({ ...trpc.pipelines.afterCancel.queryOptions({ id }), gcTime: 0 });
  const close = useCloseWhileShown(onClose);
  const cancel = useMutation(trpc.pipelines.cancel.mutationOptions({ onSuccess: close }));
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Cancel ${name} #${id}?`}
      description="A cancelled pipeline cannot be resumed; launch it again instead."
      action={isKill ? "End everything" : "Cancel pipeline"}
      look="danger"
      isBusy={cancel.isPending}
      problem={cancel.error !== null && <ProblemCallout error={cancel.error} />}
      onConfirm={(reason) => cancel.mutate({ id, kill: isKill, ...(reason !== "" && { reason }) })}
    >
      <fieldset className={styles.choices}>
        <legend>What else runs</legend>
        <label>
          <input type="radio" name="kill" checked={!isKill} onChange={() => setIsKill(false)} />
          Start nothing new. Running scripts finish; reactions and final steps still run.
        </label>
        <label>
          <input type="radio" name="kill" checked={isKill} onChange={() => setIsKill(true)} />
          End everything at once. Running scripts are killed, and nothing else starts.
        </label>
      </fieldset>
      <QueryBody query={after} skeleton={<SkeletonLines count={2} label="Loading what still runs" />}>
        {(still) => <StillRuns after={still} isKill={isKill} />}
      </QueryBody>
    </ReasonDialog>
  );
}

function StillRuns({ after: { running, willRun, mayRun }, isKill }: { after: AfterCancel; isKill: boolean }) {
  const all = isKill
    ? [
        { text: "Is killed", names: running },
        { text: "Does not run", names: [...willRun, ...mayRun] },
      ]
    : [
        { text: "Finishes first", names: running },
        { text: "Still runs", names: willRun },
        { text: "Runs if it is reached", names: mayRun },
      ];
  const groups = all.map(({ text, names }) => ({ text, named: { count: names.length, names } }));
  if (all.every(({ names }) => names.length === 0))
    return <p className={styles.quiet}>Nothing runs any more after that.</p>;
  return <GroupedNames label="After the cancel" groups={groups} />;
}
