import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { RemoveDialog, useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { TriggerView } from "#contract/triggers/triggers.ts";

type Props = { trigger: Pick<TriggerView, "name" | "version">; onRemoved?: () => void; onClose: () => void };

/** Asks before a trigger is removed, and says what is kept. */
export function RemoveTriggerDialog({ trigger, onRemoved, onClose }: Props) {
  // As it was when the dialog was opened: what somebody changed or made anew since is not removed unseen.
  const [{ name, version }] = useState(trigger);
  const { triggers } = useTRPC();
  const list = triggers.list.pathFilter();
  const after = useAfterRemoval({ list, onClose, onRemoved, told: `Removed ${name}.` });
  const remove = useMutation(triggers.set.mutationOptions(after));
  return (
    <RemoveDialog
      name={name}
      description="It takes no events any more. Its pipelines are kept and go on; what became of its events is kept, too. What it keeps in a Redis, its group of a record stream, is removed within a minute. It cannot be brought back, but its name is free for another one."
      act="Remove"
      change={remove}
      onConfirm={() => remove.mutate({ name, version, state: "removed" })}
      onClose={onClose}
    />
  );
}
