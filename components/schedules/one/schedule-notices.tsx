import { LongText } from "#components/ui/long-text.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { ScheduleStopView, ScheduleView } from "#contract/triggers/schedules.ts";

type Props = { schedule: ScheduleView; stop: ScheduleStopView | null };

/** Why it does not launch anything now. */
export function ScheduleNotices({ schedule: { desired, error, hasQueued }, stop }: Props) {
  return (
    <>
      {error !== null && (
        <Callout
          tone="bad"
          title="The last try failed."
          kept={<LongText text={error} title="What failed" />}
          todo="It is tried again at its next time."
        />
      )}
      {stop !== null && (
        <Callout
          tone="warn"
          title="All schedules are stopped: what becomes due is noted as missed."
          kept={<LongText text={stop.reason} title="Reason" />}
        />
      )}
      {desired === "new" && (
        <Callout
          title="It is not published, so it is never due."
          todo="Publish it once it is as you want it. Run now tries it out."
        />
      )}
      {desired === "removed" && (
        <Callout
          title="It is removed: it launches nothing any more."
          kept="What became of its times is kept below. A new schedule may have its name; this page then shows that one."
        />
      )}
      {desired === "paused" && (
        <Callout title="It is paused. What would be due meanwhile is not made up for." />
      )}
      {hasQueued && <Callout title="A launch waits until an earlier pipeline of it has ended." />}
    </>
  );
}
