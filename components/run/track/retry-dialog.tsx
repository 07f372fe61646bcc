import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { type FormEntries, firstEntries, readForm } from "#components/values-form/form-values.ts";
import { ValuesForm } from "#components/values-form/values-form.tsx";
import type { TrackView } from "#contract/pipelines.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { hasUndo } from "../store/has-undo.ts";
import { useSummary } from "../store/pipeline-store.ts";
import { inputFields } from "./input-fields.ts";

type Props = {
  id: number;
  track: TrackView;
  file: GraphFile;
  /** It succeeded: then only it and all that is behind it can run again. */
  isFromHere?: boolean;
  onClose: () => void;
};

/** Runs a track again, with the values it had or with others. */
export function RetryDialog({ id, track, file, isFromHere = false, onClose }: Props) {
  const { vertex } = track;
  const trpc = useTRPC();
  const retry = useMutation(trpc.tracks.retry.mutationOptions({ onSuccess: onClose }));
  const undo = useMutation(trpc.pipelines.undo.mutationOptions({ onSuccess: onClose }));
  const after = useQuery({
    ...trpc.tracks.afterRetry.queryOptions({ id, vertex }),
    enabled: !isFromHere && track.state !== "revert_failed",
    gcTime: 0,
  });
  const stale = after.data?.stale ?? [];
  const { state: pipeline } = useSummary();
  const [isUndo, setIsUndo] = useState(false);
  const fields = useMemo(() => inputFields(file, track), [file, track]);
  const begun = useMemo(() => firstEntries(fields), [fields]);
  const [entries, setEntries] = useState<FormEntries>(begun);
  const [isEager, setIsEager] = useState(false);
  const { values, problems } = readForm(fields, entries, "problem");
  const [isDownstream, setIsDownstream] = useState(isFromHere);
  const behind = useMemo(() => verticesBehind(file, vertex), [file, vertex]);
  const [isOnlyFailed, setIsOnlyFailed] = useState(false);
  const canTakeUp = track.child?.state === "failed" && track.state === "failed" && !isDownstream;
  const canUndo = isDownstream && pipeline !== "running" && hasUndo(file, [vertex, ...behind]);
  const isChanged = fields.some(({ name }) => entries.get(name) !== begun.get(name));
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={`Retry ${vertex}?`}
      description={`${track.hadNoTime ? "The pipeline's time was over before it began. It runs now, and so does everything else that had no time." : "This starts a new attempt; the old one stays in the history. What was blocked by the failure continues."}${isDownstream ? "" : roundText(track)}`}
      action={`Retry ${vertex}`}
      isBusy={retry.isPending || undo.isPending}
      isReasonRequired={canUndo && isUndo}
      problem={(retry.error ?? undo.error) !== null && <ProblemCallout error={retry.error ?? undo.error} />}
      onConfirm={(reason) => {
        if (canUndo && isUndo) {
          undo.mutate({ id, from: vertex, reason });
          return;
        }
        setIsEager(true);
        if (problems.size === 0)
          retry.mutate({
            id,
            vertex,
            reason,
            downstream: isDownstream,
            ...(canTakeUp && isOnlyFailed && { onlyFailed: true }),
            ...(isChanged && { inputs: values }),
          });
      }}
    >
      {behind.length > 0 && (
        <Checkbox
          label={`Also run what depends on it: ${behind.join(", ")}`}
          checked={isDownstream}
          disabled={isFromHere}
          onCheckedChange={(isChecked) => setIsDownstream(isChecked)}
        />
      )}
      {!isDownstream && stale.length > 0 && (
        <Callout
          tone="warn"
          title={`This makes ${stale.join(", ")} stale.`}
          kept={
            stale.length === 1
              ? "It has run already, and waits for what now runs again."
              : "They have run already, and wait for what now runs again."
          }
          actions={
            <Button size="small" onClick={() => setIsDownstream(true)}>
              {stale.length === 1 ? "Run it again, too" : "Run them again, too"}
            </Button>
          }
        />
      )}
      {canTakeUp && (
        <Checkbox
          label={`Resume child pipeline #${track.child?.id}: retry only what failed there`}
          checked={isOnlyFailed}
          onCheckedChange={(isChecked) => setIsOnlyFailed(isChecked)}
        />
      )}
      {canUndo && (
        <Checkbox
          label="Roll these back first, in reverse order"
          checked={isUndo}
          onCheckedChange={(isChecked) => setIsUndo(isChecked)}
        />
      )}
      {fields.length > 0 && !(canUndo && isUndo) && (
        <ValuesForm
          fields={fields}
          entries={entries}
          problems={problems}
          isEager={isEager}
          onEntry={(name, entry) => setEntries(new Map(entries).set(name, entry))}
        />
      )}
    </ReasonDialog>
  );
}

/** Where a retry goes on, of a track that is run in rounds. */
function roundText({ roundsDone }: TrackView): string {
  return roundsDone === null || roundsDone === 0 ? "" : ` It goes on with round ${roundsDone + 1}.`;
}

/** The names of all vertices that can be reached from this one, in the graph's order. */
function verticesBehind(file: GraphFile, vertex: string): readonly string[] {
  const { vertices, edges } = file.content;
  const reached = new Set([vertex]);
  // A set gives back what is added to it while it is walked.
  for (const name of reached) for (const { tail, head } of edges) if (tail === name) reached.add(head);
  return [...vertices.keys()].filter((name) => name !== vertex && reached.has(name));
}
