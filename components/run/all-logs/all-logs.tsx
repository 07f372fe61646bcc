import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { isAway } from "#components/api/shown-problem.ts";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { removedText } from "#engine/retention/removed-text.ts";
import { emptyText } from "../log/empty-text.ts";
import { AllFoot } from "./all-foot.tsx";
import styles from "./all-logs.module.css";
import { AllRows } from "./all-rows.tsx";
import { AllSearch } from "./all-search.tsx";
import { type AllLogsOf, useAllLines } from "./use-all-lines.ts";
import { useAllSearch } from "./use-all-search.ts";
import type { AskedInAddress } from "./use-query-in-address.ts";

/** The lines of many tracks, with their search and how many there are. */
export function AllLogs({ id, isWithChildren, asked }: AllLogsOf & { asked: AskedInAddress }) {
  const lines = useAllLines({ id, isWithChildren });
  const { all, version, error, isMore, more } = lines;
  const search = useAllSearch({ id, isWithChildren }, lines, asked);
  const count = all.lines.length;
  return (
    <>
      {error !== null && <ProblemCallout error={error} isAskedAgain={isAway(error)} />}
      {error === null && version === 0 && <SkeletonLines count={8} label="Loading the logs" />}
      {version > 0 && count === 0 && all.isAtEnd && (
        <p className={styles.note}>
          {all.removedAt === null
            ? emptyText(!all.isRunning)
            : `The logs were ${removedText(all.removedAt)}.`}
        </p>
      )}
      {count > 0 && (
        <>
          <AllSearch search={search.shown} step={search.step} />
          {search.isNoneShown && <p className={styles.note}>No line matches.</p>}
          <AllRows
            isWithChildren={isWithChildren}
            lines={search.rows}
            onLeave={search.leave}
            matcher={search.matcher}
            target={search.target}
          />
          <AllFoot
            {...{ count, isMore }}
            isRunning={all.isRunning}
            hasMoreBelow={all.hasMoreBelow}
            onMore={more}
            further={search.further}
            onSearchOn={search.searchOn}
            isReadingOn={search.isReadingOn}
          />
        </>
      )}
    </>
  );
}
