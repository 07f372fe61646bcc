import { Link } from "#components/ui/buttons/link.tsx";
import { CellLine, Quiet } from "#components/ui/rows/cells.tsx";
import type { ListedSchedule } from "#contract/triggers/schedules.ts";
import { FireStateBadge } from "./shown/fire-state.tsx";
import { NearTime } from "./shown/moment.tsx";

/** What became of the last due time. */
export function LastFire({ fire, zone }: { fire: ListedSchedule["last"]; zone: string }) {
  if (fire === null) return <Quiet>–</Quiet>;
  return (
    <CellLine>
      <FireStateBadge state={fire.state} />
      {fire.pipelineId !== null && <Link href={`/pipelines/${fire.pipelineId}`}>#{fire.pipelineId}</Link>}
      <Quiet>
        <NearTime at={fire.dueAt} zone={zone} />
      </Quiet>
    </CellLine>
  );
}
