import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { type FormEntries, readForm } from "#components/values-form/form-values.ts";
import { ValuesForm } from "#components/values-form/values-form.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { inputFields } from "./input-fields.ts";

type Props = { id: number; track: TrackView; file: GraphFile; onClose: () => void };

/**
 * Gives a track that has not begun other values: those that are typed here, and no others. The fields begin empty: what it
 * will have is known only when it begins.
 */
export function ValuesDialog({ id, track, file, onClose }: Props) {
  const { vertex } = track;
  const close = useCloseWhileShown(onClose);
  const set = useMutation(useTRPC().tracks.set.mutationOptions({ onSuccess: close }));
  const fields = useMemo(() => inputFields(file, track), [file, track]);
  const [entries, setEntries] = useState<FormEntries>(new Map());
  const [isEager, setIsEager] = useState(false);
  const typed = fields.filter(({ name }) => (entries.get(name) ?? "") !== "");
  const { values, problems } = readForm(typed, entries, "problem");
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Set values of ${vertex}`}
      description="Values that you enter replace those of the graph, of the launch, and what was set before. What stays empty stays as it is."
      action="Set values"
      isBusy={set.isPending}
      isReasonRequired
      problem={
        set.error !== null ? (
          <ProblemCallout error={set.error} />
        ) : (
          isEager &&
          typed.length === 0 && <Callout tone="warn" title="Nothing is set: enter a value first." />
        )
      }
      onConfirm={(reason) => {
        setIsEager(true);
        if (problems.size === 0 && typed.length > 0) set.mutate({ id, vertex, inputs: values, reason });
      }}
    >
      <ValuesForm
        fields={fields}
        entries={entries}
        problems={problems}
        isEager={isEager}
        whenEmpty="kept"
        onEntry={(name, entry) => setEntries(new Map(entries).set(name, entry))}
      />
    </ReasonDialog>
  );
}
