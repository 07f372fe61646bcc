import type { SchedulePreview } from "#contract/triggers/schedules.ts";
import { NearTime } from "./moment.tsx";
import styles from "./next-times.module.css";
import { haveSeconds, momentText, viewerZone } from "./zone-text.ts";

type Props = { preview: SchedulePreview; zone: string };

/** When a rule is due next, by the clocks of its zone and of whoever looks, and what clock changes do to it. */
export function NextTimes({ preview: { next, clockChanges }, zone }: Props) {
  const own = viewerZone();
  const seconds = haveSeconds(next);
  return (
    <>
      {next.length === 0 ? (
        <p className={styles.quiet}>It is not due any more.</p>
      ) : (
        <ol className={styles.times} aria-label="Next times">
          {next.map((at) => (
            <li key={at.getTime()}>
              <time dateTime={at.toISOString()}>{momentText(at, zone, seconds)}</time>
              <span className={styles.quiet}>
                <NearTime at={at} zone={zone} isNext />
                {own !== zone && `, ${momentText(at, own, seconds)} for you`}
              </span>
            </li>
          ))}
        </ol>
      )}
      <p className={styles.quiet}>
        {own === zone ? `Times of ${zone}, which is your zone.` : `Times of ${zone}; yours is ${own}.`}
      </p>
      {clockChanges.length > 0 && (
        <ul className={styles.changes} aria-label="Clock changes">
          {clockChanges.map(({ at, text }) => (
            <li key={at.getTime()}>
              <strong>{momentText(at, zone)}</strong> {text}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
