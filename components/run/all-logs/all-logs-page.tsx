"use client";

import { RefreshCw } from "lucide-react";
import Link from "next/link";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { isAway } from "#components/api/shown-problem.ts";
import { PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { removedText } from "#engine/retention/removed-text.ts";
import { emptyText } from "../log/empty-text.ts";
import { AllFoot } from "./all-foot.tsx";
import styles from "./all-logs.module.css";
import { AllRows } from "./all-rows.tsx";
import { AllSearch } from "./all-search.tsx";
import { useAllLines } from "./use-all-lines.ts";
import { useAllSearch } from "./use-all-search.ts";

/** The logs of all tracks of a pipeline, in the order of time. */
export function AllLogsPage({ id }: { id: number }) {
  const lines = useAllLines(id);
  const { all, version, error, isMore, more, refresh } = lines;
  const search = useAllSearch(id, lines);
  const count = all.lines.length;
  return (
    <div className={styles.page}>
      <PageHeader
        title={`All logs of pipeline ${id}`}
        detail={
          <>
            The lines of every attempt in the order of time. What items and child pipelines print is in their
            own logs. <Link href={`/pipelines/${id}`}>Pipeline {id}</Link>
          </>
        }
        actions={
          <Button icon={<RefreshCw aria-hidden />} onClick={refresh}>
            Refresh
          </Button>
        }
      />
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
          <AllRows id={id} lines={all.lines} matcher={search.matcher} target={search.target} />
          <AllFoot
            {...{ id, count, isMore }}
            isRunning={all.isRunning}
            onMore={more}
            further={search.further}
            onSearchOn={search.searchOn}
            isReadingOn={search.isReadingOn}
          />
        </>
      )}
    </div>
  );
}
