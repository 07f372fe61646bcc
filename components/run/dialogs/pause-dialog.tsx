import { useMutation } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import { isBegun } from "#engine/model/track.ts";
import { GroupedNames } from "../preview/grouped-names.tsx";
import styles from "../run-view.module.css";
import { usePipelineNow } from "../store/pipeline-store.ts";

type Props = { id: number; name: string; onClose: () => void };

/** Pauses a pipeline: says what still ends by itself. */
export function PauseDialog({ id, name, onClose }: Props) {
  const tracks = usePipelineNow((now) => now.tracks);
  const close = useCloseWhileShown(onClose);
  const pause = useMutation(useTRPC().pipelines.pause.mutationOptions({ onSuccess: close }));
  const names = [...tracks.values()].filter(({ state }) => isBegun(state)).map(({ vertex }) => vertex);
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Pause ${name} #${id}?`}
      description="Nothing new starts, also in its child pipelines, until somebody resumes it. Timers go on."
      action="Pause pipeline"
      isBusy={pause.isPending}
      problem={pause.error !== null && <ProblemCallout error={pause.error} />}
      onConfirm={(reason) => pause.mutate({ id, ...(reason !== "" && { reason }) })}
    >
      {names.length === 0 ? (
        <p className={styles.quiet}>No script runs now.</p>
      ) : (
        <GroupedNames
          label="What still runs"
          groups={[{ text: "Finishes first", named: { count: names.length, names } }]}
        />
      )}
    </ReasonDialog>
  );
}
