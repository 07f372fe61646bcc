import { Play } from "lucide-react";
import { useState } from "react";
import { AutomationHead, HeadActions } from "#components/automations/automation-head.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import type { ScheduleView } from "#contract/triggers/schedules.ts";
import { RemoveScheduleDialog } from "./remove-schedule-dialog.tsx";
import { RunNowDialog } from "./run-now-dialog.tsx";
import { ScheduleState } from "./shown/schedule-state.tsx";
import { useStep } from "./use-step.ts";

type Props = {
  name: string;
  /** Absent while it is not known. */
  schedule: ScheduleView | undefined;
  onEdit: () => void;
  onRemoved: () => void;
};

/** The name of a schedule, its state, and what can be done with it. */
export function ScheduleHead({ name, schedule, onEdit, onRemoved }: Props) {
  return (
    <AutomationHead
      name={name}
      shown={schedule}
      badge={schedule && <ScheduleState schedule={schedule} />}
      about={
        schedule && (
          <>
            <bdi>{shortened(schedule.ruleText, 160)}</bdi>, {schedule.zone}
          </>
        )
      }
      actions={schedule && <Actions schedule={schedule} onEdit={onEdit} onRemoved={onRemoved} />}
    />
  );
}

type ActionProps = Omit<Props, "name" | "schedule"> & { schedule: ScheduleView };

function Actions({ schedule, onEdit, onRemoved }: ActionProps) {
  const step = useStep();
  const [open, setOpen] = useState<"run" | "remove" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <HeadActions
        state={schedule.desired}
        folder={schedule.folder}
        isBusy={step.isPending}
        onStep={() => step.take(schedule)}
        onEdit={onEdit}
        onRemove={() => setOpen("remove")}
        more={(refused) => (
          <Button icon={<Play aria-hidden />} refused={refused} onClick={() => setOpen("run")}>
            Run now
          </Button>
        )}
      />
      {open === "run" && <RunNowDialog schedule={schedule} onClose={close} />}
      {open === "remove" && (
        <RemoveScheduleDialog schedule={schedule} onRemoved={onRemoved} onClose={close} />
      )}
    </>
  );
}
