import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import { type FormEntries, firstEntries, readForm } from "#components/values-form/form-values.ts";
import { ValuesForm } from "#components/values-form/values-form.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { inputFields } from "./input-fields.ts";

type Props = { id: number; track: TrackView; file: GraphFile; onClose: () => void };

/** Gives a track that has not begun other values: those that are typed here, and no others. */
export function ValuesDialog({ id, track, file, onClose }: Props) {
  const { vertex } = track;
  const set = useMutation(useTRPC().tracks.set.mutationOptions({ onSuccess: onClose }));
  const fields = useMemo(() => inputFields(file, track), [file, track]);
  const begun = useMemo(() => firstEntries(fields), [fields]);
  const [entries, setEntries] = useState<FormEntries>(begun);
  const [isEager, setIsEager] = useState(false);
  const changed = fields.filter(({ name }) => entries.get(name) !== begun.get(name));
  const { values, problems } = readForm(changed, entries, "problem");
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={`Set values of ${vertex}`}
      description="Values you change here replace those of the graph and the launch. The rest stays."
      action="Set values"
      isBusy={set.isPending}
      isReasonRequired
      problem={set.error !== null && <ProblemCallout error={set.error} />}
      onConfirm={(reason) => {
        setIsEager(true);
        if (problems.size === 0 && changed.length > 0) set.mutate({ id, vertex, inputs: values, reason });
      }}
    >
      <ValuesForm
        fields={fields}
        entries={entries}
        problems={problems}
        isEager={isEager}
        onEntry={(name, entry) => setEntries(new Map(entries).set(name, entry))}
      />
    </ReasonDialog>
  );
}
