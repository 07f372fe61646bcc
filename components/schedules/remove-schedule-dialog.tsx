import { useMutation } from "@tanstack/react-query";
import { RemoveDialog, useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";

type Props = { name: string; onRemoved?: () => void; onClose: () => void };

/** Asks before a schedule is removed, and says what is kept. */
export function RemoveScheduleDialog({ name, onRemoved, onClose }: Props) {
  const { schedules } = useTRPC();
  const list = schedules.list.pathFilter();
  const after = useAfterRemoval({ list, onClose, onRemoved, told: `Removed ${name}.` });
  const remove = useMutation(schedules.set.mutationOptions(after));
  return (
    <RemoveDialog
      name={name}
      description="It is not due any more, and launches that wait are given up. Its pipelines are kept and go on; what became of its times is kept, too. It cannot be brought back, but its name is free for another one."
      act="Remove"
      change={remove}
      onConfirm={() => remove.mutate({ name, desired: "removed" })}
      onClose={onClose}
    />
  );
}
