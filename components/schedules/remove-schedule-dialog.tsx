import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { RemoveDialog, useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { ScheduleView } from "#contract/triggers/schedules.ts";

type Props = {
  schedule: Pick<ScheduleView, "name" | "version">;
  onRemoved?: () => void;
  onClose: () => void;
};

/** Asks before a schedule is removed, and says what is kept. */
export function RemoveScheduleDialog({ schedule, onRemoved, onClose }: Props) {
  // As it was when the dialog was opened: what somebody changed or made anew since is not removed unseen.
  const [{ name, version }] = useState(schedule);
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
      onConfirm={() => remove.mutate({ name, version, desired: "removed" })}
      onClose={onClose}
    />
  );
}
