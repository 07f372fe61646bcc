import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { LongText } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import styles from "./event-list.module.css";
import { eventSentence } from "./past/event-sentence.ts";
import { usePast } from "./past/instant/past-context.ts";

const MAX_SHOWN = 1_000;

/** Everything that happened, in order: nothing of it is ever changed. */
export function EventList({ id }: { id: number }) {
  const events = useQuery(useTRPC().pipelines.events.queryOptions({ id, limit: MAX_SHOWN }));
  const past = usePast();
  return (
    <section aria-label="Events" className={styles.events}>
      <QueryBody query={events} skeleton={<SkeletonLines count={6} label="Loading events" />}>
        {(all) => (
          <>
            <ol className={styles.list}>
              {all
                .filter(({ rev }) => past === null || rev <= past.rev)
                .map((event) => (
                  <li key={`${event.rev}.${event.n}`} className={styles.event} data-kind={event.kind}>
                    <span className={styles.number}>
                      {event.rev}.{event.n}
                    </span>
                    <span>
                      <LongText text={eventSentence(event)} title={`Event ${event.rev}.${event.n}`} />
                    </span>
                    <span className={styles.quiet}>
                      <bdi>{event.actor}</bdi>, <RelativeTime at={event.at} />
                    </span>
                  </li>
                ))}
            </ol>
            {all.length === MAX_SHOWN && (
              <p className={styles.quiet}>
                The first {MAX_SHOWN} are shown. `signalbox pipeline events {id}` prints all of them.
              </p>
            )}
          </>
        )}
      </QueryBody>
    </section>
  );
}
