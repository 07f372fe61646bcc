"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { shownState } from "#components/pipelines/shown-state.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { StateBadge } from "#components/ui/states/state-badge.tsx";
import type { PipelineSummary } from "#contract/pipelines.ts";
import styles from "./home.module.css";
import { HomeSection, NothingHere } from "./home-section.tsx";

const LOOK_MS = 2_000;
const MAX_SHOWN = 8;

/** Open questions, and pipelines that run but wait for somebody to decide. */
export function NeedsYou() {
  const trpc = useTRPC();
  const prompts = useQuery({ ...trpc.prompts.list.queryOptions({}), refetchInterval: LOOK_MS });
  const running = useQuery({
    ...trpc.pipelines.list.queryOptions({ state: "running" }),
    refetchInterval: LOOK_MS,
  });
  const stuck = (running.data?.pipelines ?? []).filter(isStuck);
  return (
    <HomeSection title="Needs attention" more={<Link href="/inbox">Inbox</Link>}>
      <QueryBody query={prompts} skeleton={<SkeletonLines count={2} label="Loading prompts" />}>
        {(open) =>
          open.length + stuck.length === 0 ? (
            <NothingHere>Nothing waits for a person.</NothingHere>
          ) : (
            <ul className={styles.waiting}>
              {open.slice(0, MAX_SHOWN).map((prompt) => (
                <li key={prompt.id}>
                  <Link className={styles.row} href={`/inbox?prompt=${prompt.id}`}>
                    <StateBadge state="prompting" />
                    <span className={styles.what}>
                      <strong>{prompt.vertex}</strong> of {prompt.pipeline.name}{" "}
                      <span className={styles.quiet}>{prompt.description}</span>
                    </span>
                    <span className={styles.quiet}>
                      <RelativeTime at={prompt.openedAt} />
                    </span>
                  </Link>
                </li>
              ))}
              {stuck.map((pipeline) => (
                <li key={pipeline.id}>
                  <StuckRow pipeline={pipeline} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryBody>
    </HomeSection>
  );
}

function StuckRow({ pipeline }: { pipeline: PipelineSummary }) {
  const { lost = 0, failed = 0 } = pipeline.counts;
  const state = lost > 0 ? "lost" : failed > 0 ? "failed" : shownState(pipeline);
  return (
    <Link className={styles.row} href={`/pipelines/${pipeline.id}`}>
      <StateBadge state={state} />
      <span className={styles.what}>
        <strong>{pipeline.name}</strong> <span className={styles.quiet}>still runs: {pipeline.needs}</span>
      </span>
      <span className={styles.quiet}>
        <RelativeTime at={pipeline.launchedAt} />
      </span>
    </Link>
  );
}

/** Prompts have rows of their own; what is left is a failure, a loss or a pause that somebody should know of. */
function isStuck({ isPaused, counts }: PipelineSummary): boolean {
  return isPaused || (counts.lost ?? 0) + (counts.failed ?? 0) > 0;
}
