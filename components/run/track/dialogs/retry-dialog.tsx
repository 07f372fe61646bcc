import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { namedText } from "#client/preview-words.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { type FormEntries, firstEntries } from "#components/values-form/form-values.ts";
import { ValuesForm } from "#components/values-form/values-form.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { Named } from "#contract/pipelines/previews.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { PreviewList } from "../../preview/preview-list.tsx";
import { usePreview } from "../../preview/use-preview.ts";
import styles from "../../run-view.module.css";
import { hasUndo } from "../../store/has-undo.ts";
import { useSummary } from "../../store/pipeline-store.ts";
import { inputFields, readInputs, whenEmptyOf } from "./input-fields.ts";
import { RetryChoice } from "./retry-choice.tsx";
import { descriptionOf, emptyText, roundText, verticesBehind } from "./retry-words.ts";
import { useRetryScope } from "./use-retry-scope.ts";

type Props = {
  id: number;
  track: TrackView;
  file: GraphFile;
  /** It succeeded: then only it and all that is behind it can run again. */
  isFromHere?: boolean;
  /** The server has taken it; the dialog closes then. */
  onSent?: () => void;
  onClose: () => void;
};

/** Runs a track again, with the values it had or with others. */
export function RetryDialog({ id, track, file, isFromHere = false, onSent, onClose }: Props) {
  const { vertex, attempt } = track;
  const trpc = useTRPC();
  const close = useCloseWhileShown(onClose);
  const onSuccess = () => {
    onSent?.();
    close();
  };
  const retry = useMutation(trpc.tracks.retry.mutationOptions({ onSuccess }));
  const undo = useMutation(trpc.pipelines.undo.mutationOptions({ onSuccess }));
  const { state: pipeline } = useSummary();
  const isNow = track.state === "sleeping";
  const [isUndo, setIsUndo] = useState(false);
  const fields = useMemo(() => inputFields(file, track), [file, track]);
  const begun = useMemo(() => firstEntries(fields), [fields]);
  const [entries, setEntries] = useState<FormEntries>(begun);
  const empty = emptyText(file, track, fields, begun);
  const [isEager, setIsEager] = useState(false);
  const { values, problems } = readInputs(fields, entries);
  const [isDownstream, setIsDownstream] = useState(isFromHere);
  const behind = useMemo(() => verticesBehind(file, vertex), [file, vertex]);
  const scope = useRetryScope(id, track, isDownstream);
  const isTakenUp = scope.isOnlyFailed;
  const canUndo = isDownstream && pipeline !== "running" && hasUndo(file, [vertex, ...behind]);
  const retryAct = isTakenUp ? "retry-inside" : "retry";
  const act = canUndo && isUndo ? "undo" : isDownstream ? "rerun" : retryAct;
  const preview = usePreview({ id, act, vertex });
  const stale = preview.data?.stale ?? NOBODY;
  const word = isFromHere ? "Rerun" : isNow ? "Retry now" : "Retry";
  return (
    <ReasonDialog
      onClose={onClose}
      title={isNow ? `Retry ${vertex} now?` : `${word} ${vertex}?`}
      description={`${descriptionOf(track, isFromHere, isTakenUp)}${isDownstream ? "" : roundText(track)}`}
      action={word}
      isBusy={retry.isPending || undo.isPending}
      isLoading={preview.isLoading || scope.isLoading}
      isReasonRequired={canUndo && isUndo}
      problem={(retry.error ?? undo.error) !== null && <ProblemCallout error={retry.error ?? undo.error} />}
      onConfirm={(reason) => {
        if (canUndo && isUndo) {
          undo.mutate({ id, from: vertex, reason });
          return;
        }
        setIsEager(true);
        const more = isTakenUp
          ? { onlyFailed: true }
          : Object.keys(values).length > 0
            ? { inputs: values, isForm: true }
            : {};
        if (isTakenUp || problems.size === 0)
          retry.mutate({ id, vertex, attempt, reason, downstream: isDownstream, ...more });
      }}
    >
      <RetryChoice scope={scope} child={track.child?.id} />
      {behind.length > 0 && !isNow && (
        <Checkbox
          label={`Also rerun downstream (${behind.length})`}
          checked={isDownstream}
          disabled={isFromHere}
          onCheckedChange={(isChecked) => setIsDownstream(isChecked)}
        />
      )}
      {!isDownstream && !isNow && stale.count > 0 && (
        <Callout
          tone="warn"
          title={`This makes ${namedText(stale)} stale.`}
          kept={
            stale.count === 1
              ? "It has run already, and waits for what now runs again."
              : "They have run already, and wait for what now runs again."
          }
          actions={
            <Button size="small" onClick={() => setIsDownstream(true)}>
              {stale.count === 1 ? "Run it again, too" : "Run them again, too"}
            </Button>
          }
        />
      )}
      {canUndo && (
        <Checkbox
          label="Roll these back first, in reverse order"
          checked={isUndo}
          onCheckedChange={(isChecked) => setIsUndo(isChecked)}
        />
      )}
      {fields.length > 0 && !(canUndo && isUndo) && !isNow && !isTakenUp && (
        <>
          <ValuesForm
            fields={fields}
            entries={entries}
            problems={problems}
            isEager={isEager}
            whenEmpty={whenEmptyOf}
            onEntry={(name, entry) => setEntries(new Map(entries).set(name, entry))}
          />
          {empty !== null && <p className={styles.quiet}>{empty}</p>}
        </>
      )}
      <PreviewList query={preview} />
    </ReasonDialog>
  );
}

const NOBODY: Named = { count: 0, names: [] };
