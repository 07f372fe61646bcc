import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PriorityField, priorityIn } from "#components/launch/priority-field.tsx";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";

type Props = { id: number; name: string; priority: number; onClose: () => void };

/** Asks for another priority of a pipeline that runs. */
export function PriorityDialog({ id, name, priority, onClose }: Props) {
  const [text, setText] = useState(String(priority));
  const [isTried, setIsTried] = useState(false);
  const close = useCloseWhileShown(onClose);
  const change = useMutation(useTRPC().pipelines.setPriority.mutationOptions({ onSuccess: close }));
  const wanted = priorityIn(text);
  const confirm = (reason: string) => {
    setIsTried(true);
    if (wanted !== null) change.mutate({ id, priority: wanted, ...(reason !== "" && { reason }) });
  };
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Priority of ${name} #${id}`}
      description="A smaller number goes first; one step is worth one minute of waiting. What runs already is not stopped. Child pipelines follow."
      action="Change priority"
      isBusy={change.isPending}
      problem={change.error !== null && <ProblemCallout error={change.error} />}
      onConfirm={confirm}
    >
      <PriorityField text={text} isEager={isTried} onText={setText} />
    </ReasonDialog>
  );
}
