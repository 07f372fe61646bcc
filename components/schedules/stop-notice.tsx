import { LongText } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { ScheduleStopView } from "#contract/triggers/schedules.ts";

/** That nothing is launched by the clock, and why. */
export function StopNotice({ stop: { stoppedAt, stoppedBy, reason } }: { stop: ScheduleStopView }) {
  return (
    <Callout
      tone="warn"
      title={
        <>
          <bdi>{stoppedBy}</bdi> stopped all schedules <RelativeTime at={stoppedAt} />.
        </>
      }
      kept={<LongText text={reason} title="Reason" />}
      todo="What becomes due meanwhile is noted as missed, and is not made up for."
    />
  );
}
