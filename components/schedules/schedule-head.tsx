import { Pencil, Play, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useMay } from "#components/api/use-may.ts";
import { PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import type { ScheduleView } from "#contract/schedules.ts";
import { RemoveScheduleDialog } from "./remove-schedule-dialog.tsx";
import { RunNowDialog } from "./run-now-dialog.tsx";
import { ScheduleState } from "./shown/schedule-state.tsx";
import { STEPS, useStep } from "./use-acts.ts";

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
    <PageHeader
      title={<bdi>{name}</bdi>}
      detail={
        schedule !== undefined && (
          <>
            <ScheduleState schedule={schedule} />
            <span>
              <bdi>{shortened(schedule.ruleText, 160)}</bdi>, {schedule.zone}
            </span>
            <span>
              launches{" "}
              <Link href={`/graphs/${encodeURIComponent(schedule.graph)}`}>
                <bdi>{schedule.graph}</bdi>
              </Link>
            </span>
          </>
        )
      }
      actions={
        schedule !== undefined && <HeadActions schedule={schedule} onEdit={onEdit} onRemoved={onRemoved} />
      }
    />
  );
}

type ActionProps = Omit<Props, "name" | "schedule"> & { schedule: ScheduleView };

function HeadActions({ schedule, onEdit, onRemoved }: ActionProps) {
  const refused = useMay()("launch", schedule.folder);
  const step = useStep();
  const [open, setOpen] = useState<"run" | "remove" | null>(null);
  const close = () => setOpen(null);
  const { desired } = schedule;
  if (desired === "removed") return null;
  return (
    <>
      <Button
        look={desired === "active" ? "plain" : "primary"}
        refused={refused}
        isBusy={step.isPending}
        onClick={() => step.take(schedule)}
      >
        {STEPS[desired].act}
      </Button>
      <Button icon={<Play aria-hidden />} refused={refused} onClick={() => setOpen("run")}>
        Run now
      </Button>
      <Button icon={<Pencil aria-hidden />} refused={refused} onClick={onEdit}>
        Edit
      </Button>
      <Button look="danger" icon={<Trash2 aria-hidden />} refused={refused} onClick={() => setOpen("remove")}>
        Remove
      </Button>
      {open === "run" && <RunNowDialog schedule={schedule} onClose={close} />}
      {open === "remove" && (
        <RemoveScheduleDialog name={schedule.name} onRemoved={onRemoved} onClose={close} />
      )}
    </>
  );
}
