import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import { type FormEntries, readForm } from "#components/values-form/form-values.ts";
import { ValuesForm } from "#components/values-form/values-form.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { PreviewList } from "../../preview/preview-list.tsx";
import { useForcePreview } from "../../preview/use-force-preview.ts";
import { forceFormOf } from "./force-form.ts";
import { MissedValues } from "./missed-values.tsx";
import { NextChoice } from "./next-choice.tsx";

export type Forced = "succeeded" | "skipped" | "failed";

type Props = {
  id: number;
  /** As it was when the dialog was opened: the decision is about this attempt. */
  track: TrackView;
  to: Forced;
  file: GraphFile;
  onClose: () => void;
};

type Words = { readonly title: string; readonly action: string; readonly text: string };

const WORDS: Readonly<Record<Forced, Words>> = {
  succeeded: {
    title: "Mark VERTEX as succeeded?",
    action: "Mark as succeeded",
    text: "It does not run again.",
  },
  skipped: {
    title: "Skip VERTEX?",
    action: "Skip",
    text: "It does not run again and has no outputs.",
  },
  failed: {
    title: "Mark VERTEX as failed?",
    action: "Mark as failed",
    text: "The graph's rules for a failure apply.",
  },
};

/** A failure of an undo script has other rules than that of a script. */
const STOP_OF_UNDO: Words = {
  title: "Stop the rollback of VERTEX?",
  action: "Stop rollback",
  text: "Its undo script is ended if it runs, and its rollback counts as failed. It can be retried, or marked as rolled back, later.",
};

/** A person decides the end of a track, whatever its script did. The history keeps who and why. */
export function ForceDialog({ id, track, to, file, onClose }: Props) {
  const { vertex, attempt } = track;
  const close = useCloseWhileShown(onClose);
  const force = useMutation(useTRPC().tracks.force.mutationOptions({ onSuccess: close }));
  const { outputs, heads, chooses } = useMemo(() => forceFormOf(file, vertex), [file, vertex]);
  const [entries, setEntries] = useState<FormEntries>(new Map());
  const [next, setNext] = useState<readonly string[] | null>(null);
  const [isEager, setIsEager] = useState(false);
  const fields = to === "succeeded" ? outputs : [];
  const { values, problems } = readForm(fields, entries, "problem");
  const isStopOfUndo = to === "failed" && track.state === "reverting";
  const { title, action, text } = isStopOfUndo ? STOP_OF_UNDO : WORDS[to];
  const given = { id, vertex, attempt, to, outputs: values, ...(next !== null && { next: [...next] }) };
  const preview = useForcePreview(given);
  return (
    <ReasonDialog
      onClose={onClose}
      title={title.replace("VERTEX", () => vertex)}
      description={text}
      action={action}
      isReasonRequired
      isBusy={force.isPending}
      isLoading={preview.isLoading}
      problem={force.error !== null && <ProblemCallout error={force.error} />}
      onConfirm={(reason) => {
        setIsEager(true);
        if (problems.size > 0) return;
        force.mutate({ ...given, reason });
      }}
    >
      {fields.length > 0 && (
        <ValuesForm
          fields={fields}
          entries={entries}
          problems={problems}
          isEager={isEager}
          onEntry={(name, entry) => setEntries(new Map(entries).set(name, entry))}
        />
      )}
      {to !== "failed" && (
        <MissedValues file={file} vertex={vertex} given={to === "skipped" ? null : given.outputs} />
      )}
      {to !== "failed" && chooses && <NextChoice heads={heads} chosen={next} onChoose={setNext} />}
      <PreviewList query={preview} />
    </ReasonDialog>
  );
}
