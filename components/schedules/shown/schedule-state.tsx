import { Badge } from "#components/ui/states/state-badge.tsx";
import type { Tone } from "#components/ui/states/state-look.ts";
import type { ScheduleView } from "#contract/schedules.ts";
import styles from "./schedule-state.module.css";

type State = ScheduleView["desired"];

const LOOKS: Readonly<Record<State, { tone: Tone; text: string; becoming: string }>> = {
  new: { tone: "still", text: "Not published", becoming: "Unpublishing…" },
  active: { tone: "good", text: "Active", becoming: "Activating…" },
  paused: { tone: "warn", text: "Paused", becoming: "Pausing…" },
  removed: { tone: "still", text: "Removed", becoming: "Removing…" },
};

/** What the scheduler has made of a schedule; and what it should be, where that is something else. */
export function ScheduleState({
  schedule: { desired, observed },
}: {
  schedule: Pick<ScheduleView, "desired" | "observed">;
}) {
  return (
    <span className={styles.state}>
      <Badge tone={LOOKS[observed].tone}>{LOOKS[observed].text}</Badge>
      {desired !== observed && <span className={styles.becoming}>{LOOKS[desired].becoming}</span>}
    </span>
  );
}
