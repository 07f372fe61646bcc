import Link from "next/link";
import type { ListedSchedule } from "#contract/schedules.ts";
import styles from "./schedules.module.css";
import { FireStateBadge } from "./shown/fire-state.tsx";
import { NearTime } from "./shown/moment.tsx";

/** What became of the last due time. */
export function LastFire({ fire, zone }: { fire: ListedSchedule["last"]; zone: string }) {
  if (fire === null) return <span className={styles.quiet}>–</span>;
  return (
    <span className={styles.last}>
      <FireStateBadge state={fire.state} />
      {fire.pipelineId !== null && <Link href={`/pipelines/${fire.pipelineId}`}>#{fire.pipelineId}</Link>}
      <span className={styles.quiet}>
        <NearTime at={fire.dueAt} zone={zone} />
      </span>
    </span>
  );
}
