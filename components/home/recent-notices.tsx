"use client";

import { useQuery } from "@tanstack/react-query";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { TOLD_LABELS } from "#components/notices/shown/notice-words.ts";
import { Link } from "#components/ui/buttons/link.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateBadge } from "#components/ui/states/state-badge.tsx";
import type { PipelineList } from "#contract/pipelines/pipeline-list.ts";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import type { RecentNotice } from "#contract/triggers/notices.ts";
import { HOME_LISTS, thatRunByThemselves } from "./home-lists.ts";
import { HomeSection } from "./home-section.tsx";
import styles from "./recent-notices.module.css";

const MAX_SHOWN = 5;
const LOOK_MS = 30_000;
const TITLE = "Recent notices";
const MORE = <Link href="/settings/notices">Rules of notices</Link>;

/** What rules told people within the last day, of pipelines that no list above has. Nothing where there is none. */
export function RecentNotices() {
  const trpc = useTRPC();
  const recent = useQuery({ ...trpc.notices.recent.queryOptions(), refetchInterval: LOOK_MS });
  const lists = [
    useListed(HOME_LISTS.needing),
    useListed(HOME_LISTS.running, thatRunByThemselves),
    useListed(HOME_LISTS.rollingBack, thatRunByThemselves),
    useListed(HOME_LISTS.failures),
  ];
  if (recent.data === undefined && recent.error !== null)
    return (
      <HomeSection title={TITLE} more={MORE}>
        <ProblemCallout error={recent.error} />
      </HomeSection>
    );
  // What is listed above is not known yet: a notice would appear and go.
  if (recent.data === undefined || lists.includes(undefined)) return null;
  const above = new Set(lists.flatMap((list) => list?.map(({ id }) => id) ?? []));
  const shown = recent.data.filter(({ pipelineId }) => !above.has(pipelineId)).slice(0, MAX_SHOWN);
  if (shown.length === 0) return null;
  return (
    <HomeSection title={TITLE} more={MORE}>
      <ul className={styles.list}>
        {shown.map((notice) => (
          <li key={notice.id}>
            <Told notice={notice} />
          </li>
        ))}
      </ul>
    </HomeSection>
  );
}

/** What a list above shows; undefined while that is not known. */
function useListed(
  asked: (typeof HOME_LISTS)[keyof typeof HOME_LISTS],
  select: (list: PipelineList) => readonly PipelineSummary[] = ({ pipelines }) => pipelines,
): readonly PipelineSummary[] | undefined {
  const { data } = useQuery({ ...useTRPC().pipelines.list.queryOptions(asked), ...LIVE });
  return data && select(data);
}

function Told({ notice }: { notice: RecentNotice }) {
  const { kind, graph, pipelineId, pipelineState, isPaused, vertex, since } = notice;
  return (
    <>
      <StateBadge state={isPaused && pipelineState === "running" ? "paused" : pipelineState} />
      <span className={styles.words}>
        <Link href={`/pipelines/${pipelineId}`}>
          <bdi>{graph}</bdi> #{pipelineId}
        </Link>{" "}
        {TOLD_LABELS[kind]}
        {vertex !== null && (
          <>
            {" "}
            at <bdi>{vertex}</bdi>
          </>
        )}
      </span>
      <span className={styles.since}>
        <RelativeTime at={since} />
      </span>
    </>
  );
}
