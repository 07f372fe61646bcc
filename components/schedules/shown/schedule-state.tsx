import { AutomationStateBadge } from "#components/automations/automation-state.tsx";
import { CellLine, Quiet } from "#components/ui/rows/cells.tsx";
import type { ScheduleView } from "#contract/triggers/schedules.ts";

const BECOMING: Readonly<Record<ScheduleView["desired"], string>> = {
  new: "Unpublishing…",
  active: "Activating…",
  paused: "Pausing…",
  removed: "Removing…",
};

/** What the scheduler has made of a schedule; and what it should be, where that is something else. */
export function ScheduleState({
  schedule: { desired, observed },
}: {
  schedule: Pick<ScheduleView, "desired" | "observed">;
}) {
  return (
    <CellLine>
      <AutomationStateBadge state={observed} />
      {desired !== observed && <Quiet>{BECOMING[desired]}</Quiet>}
    </CellLine>
  );
}
