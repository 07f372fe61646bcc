"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { shownState } from "#components/pipelines/shown-state.ts";
import { Gone } from "#components/ui/live/gone.tsx";
import { LiveArea } from "#components/ui/live/live-area.tsx";
import { useHeldRows } from "#components/ui/live/use-held-rows.ts";
import { shortened } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { StateBadge } from "#components/ui/states/state-badge.tsx";
import type { PipelineSummary } from "#contract/pipelines.ts";
import type { PromptView } from "#contract/prompts.ts";
import styles from "./home.module.css";
import { HomeSection, NothingHere } from "./home-section.tsx";

const LOOK_MS = 2_000;
const MAX_SHOWN = 8;
const NONE: readonly PipelineSummary[] = [];

/** Open questions, and pipelines that run but wait for somebody to decide. */
export function NeedsYou() {
  const trpc = useTRPC();
  const prompts = useQuery({ ...trpc.prompts.list.queryOptions({}), refetchInterval: LOOK_MS });
  const running = useQuery({
    ...trpc.pipelines.list.queryOptions({ state: "running" }),
    refetchInterval: LOOK_MS,
  });
  return (
    <HomeSection title="Needs attention" more={<Link href="/inbox">Inbox</Link>}>
      <QueryBody query={prompts} skeleton={<SkeletonLines count={2} label="Loading prompts" />}>
        {(open) => <Waiting prompts={open} running={running.data?.pipelines ?? NONE} />}
      </QueryBody>
    </HomeSection>
  );
}

type WaitingProps = { prompts: readonly PromptView[]; running: readonly PipelineSummary[] };
type Row = { readonly key: string; readonly prompt?: PromptView; readonly pipeline?: PipelineSummary };

function Waiting({ prompts, running }: WaitingProps) {
  const rows = useMemo(
    (): readonly Row[] => [
      ...prompts.slice(0, MAX_SHOWN).map((prompt) => ({ key: `prompt ${prompt.id}`, prompt })),
      ...running.filter(isStuck).map((pipeline) => ({ key: `pipeline ${pipeline.id}`, pipeline })),
    ],
    [prompts, running],
  );
  const { shown, newCount } = useHeldRows(rows, keyOf);
  if (shown.length === 0) return <NothingHere>Nothing waits for a person.</NothingHere>;
  return (
    <LiveArea newCount={newCount} place="above">
      <ul className={styles.waiting}>
        {shown.map(({ row: { key, prompt, pipeline }, isGone }) => (
          <li key={key}>
            {prompt !== undefined && <PromptRow prompt={prompt} />}
            {pipeline !== undefined && <StuckRow pipeline={pipeline} />}
            {isGone && <Gone />}
          </li>
        ))}
      </ul>
    </LiveArea>
  );
}

function keyOf({ key }: Row): string {
  return key;
}

function PromptRow({ prompt }: { prompt: PromptView }) {
  return (
    <Link className={styles.row} href={`/inbox?prompt=${prompt.id}`}>
      <StateBadge state="prompting" />
      <span className={styles.what}>
        <strong>{prompt.vertex}</strong> of <bdi>{prompt.pipeline.name}</bdi>{" "}
        <bdi className={styles.quiet}>{shortened(prompt.description ?? "")}</bdi>
      </span>
      <span className={styles.quiet}>
        <RelativeTime at={prompt.openedAt} />
      </span>
    </Link>
  );
}

function StuckRow({ pipeline }: { pipeline: PipelineSummary }) {
  const { lost = 0, failed = 0 } = pipeline.counts;
  const state = lost > 0 ? "lost" : failed > 0 ? "failed" : shownState(pipeline);
  return (
    <Link className={styles.row} href={`/pipelines/${pipeline.id}`}>
      <StateBadge state={state} />
      <span className={styles.what}>
        <strong>{pipeline.name}</strong>{" "}
        <span className={styles.quiet}>
          still runs: <bdi>{shortened(pipeline.needs)}</bdi>
        </span>
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
