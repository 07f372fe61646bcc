import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import { MAX_PRIORITY } from "#engine/shape/fields.ts";

type Props = { id: number; name: string; priority: number; onClose: () => void };

/** Asks for another priority of a pipeline that runs. */
export function PriorityDialog({ id, name, priority, onClose }: Props) {
  const [text, setText] = useState(String(priority));
  const [isTried, setIsTried] = useState(false);
  const change = useMutation(useTRPC().pipelines.setPriority.mutationOptions({ onSuccess: onClose }));
  const wanted = priorityIn(text);
  const confirm = (reason: string) => {
    setIsTried(true);
    if (wanted !== null) change.mutate({ id, priority: wanted, ...(reason !== "" && { reason }) });
  };
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={`Priority of ${name} #${id}`}
      description="A smaller number goes first; one step is worth one minute of waiting. What runs already is not stopped. Child pipelines follow."
      action="Change priority"
      isBusy={change.isPending}
      problem={change.error !== null && <ProblemCallout error={change.error} />}
      onConfirm={confirm}
    >
      <TextField
        label="Priority"
        hint="Added to the priority of each vertex, for example -30. Usually 0."
        isMono
        isRequired
        value={text}
        error={
          isTried && wanted === null ? `Enter a whole number from -${MAX_PRIORITY} to ${MAX_PRIORITY}.` : null
        }
        onChange={({ target }) => setText(target.value)}
      />
    </ReasonDialog>
  );
}

function priorityIn(text: string): number | null {
  const trimmed = text.trim();
  const number = /^[+-]?\d{1,4}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Math.abs(number) <= MAX_PRIORITY ? number : null;
}
