import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { retriedText } from "#client/preview-words.ts";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import type { BulkAct, ChosenPipeline } from "./bulk-act.ts";
import { BulkRows, type Result } from "./bulk-rows.tsx";

type Props = { act: BulkAct; chosen: readonly ChosenPipeline[]; onClose: () => void };

const WORDS = {
  retry: {
    title: "Retry what failed in",
    action: "Retry failed",
    text: "Each failure gets a new attempt. In child pipelines only what failed runs again.",
  },
  cancel: {
    title: "Cancel",
    action: "Cancel pipelines",
    text: "Nothing new starts. Running scripts finish; reactions and final steps still run.",
  },
  acknowledge: {
    title: "Acknowledge the failure of",
    action: "Acknowledge",
    text: "They need no attention any more, until they fail again.",
  },
} as const;

/** Does the same to several pipelines, one after the other: a refusal of one keeps no other from being done. */
export function BulkDialog({ act, chosen, onClose }: Props) {
  const trpc = useTRPC();
  const retry = useMutation(trpc.pipelines.retryFailed.mutationOptions());
  const cancel = useMutation(trpc.pipelines.cancel.mutationOptions());
  const acknowledge = useMutation(trpc.pipelines.acknowledge.mutationOptions());
  const [results, setResults] = useState<ReadonlyMap<number, Result> | null>(null);
  const words = WORDS[act];
  const count = `${chosen.length} pipeline${chosen.length === 1 ? "" : "s"}`;
  const doIt = async ({ id, finishedAt }: ChosenPipeline["pipeline"], reason: string): Promise<Result> => {
    try {
      if (act === "retry") {
        const result = await retry.mutateAsync({ id, reason });
        const left = result.refused.map(({ vertex, why }) => `; not ${vertex}: ${why}`).join("");
        return { isDone: true, text: `Retried: ${retriedText(result)}${left}` };
      }
      const why = reason !== "" && { reason };
      if (act === "acknowledge") {
        const failedAt = finishedAt !== null && { failedAt: finishedAt.getTime() };
        await acknowledge.mutateAsync({ id, ...failedAt, ...why });
        return { isDone: true, text: "Acknowledged" };
      }
      const { isCancelling } = await cancel.mutateAsync({ id, ...why });
      return { isDone: true, text: isCancelling ? "Cancelled; what runs finishes first" : "Cancelled" };
    } catch (error) {
      const { title, todo = "" } = shownProblem(error);
      return { isDone: false, text: `Not done: ${title} ${todo}`.trim() };
    }
  };
  const doAll = async (reason: string) => {
    const done = new Map<number, Result>();
    for (const { pipeline, refused } of chosen) {
      setResults(new Map(done));
      const result =
        refused === null ? await doIt(pipeline, reason) : { isDone: false, text: `Not done: ${refused}` };
      done.set(pipeline.id, result);
    }
    setResults(done);
  };
  const rows = <BulkRows act={act} chosen={chosen} results={results} />;
  if (results === null)
    return (
      <ReasonDialog
        onClose={onClose}
        title={`${words.title} ${count}?`}
        description={words.text}
        action={words.action}
        look={act === "cancel" ? "danger" : "primary"}
        onConfirm={(reason) => void doAll(reason)}
      >
        {rows}
      </ReasonDialog>
    );
  const succeeded = [...results.values()].filter(({ isDone }) => isDone).length;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      // The results would be lost, and a second act could begin beside this one.
      underWay={results.size < chosen.length ? "Not all of them are done." : null}
      title={`${words.action}: ${count}`}
      description={
        <span role="status">
          {results.size < chosen.length ? `${results.size} of ${count} …` : `${succeeded} of ${count} done.`}
        </span>
      }
      actions={
        <Button look="primary" isBusy={results.size < chosen.length} onClick={onClose}>
          Close
        </Button>
      }
    >
      {rows}
    </Dialog>
  );
}
