"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PipelineTable } from "#components/pipelines/pipeline-table.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PipelineList } from "#contract/pipelines/pipeline-list.ts";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import type { HOME_LISTS } from "./home-lists.ts";
import { HomeSection, NothingHere } from "./home-section.tsx";

type Props = {
  title: string;
  /** What the table lists, for those who do not see it. */
  label: string;
  asked: (typeof HOME_LISTS)[keyof typeof HOME_LISTS];
  /** Which of them are shown; all where it is left out. The same function each time. */
  select?: (list: PipelineList) => readonly PipelineSummary[];
  /** The link to all of them, for those who do not see where it is. */
  viewAll: string;
  /** Before that link. */
  more?: ReactNode;
  /** What can be done with each. */
  action?: (pipeline: PipelineSummary) => ReactNode;
  /** Said where there is none; without it nothing is shown then. */
  empty?: string;
  /** Said instead where there are some, and `select` shows none of them: they are listed elsewhere. */
  emptyBesides?: string;
};

const all = ({ pipelines }: PipelineList) => pipelines;

/** What was looked at is not everything: of none among them nothing follows for the others. */
const NONE_OF_NEWEST = "None among the newest pipelines. View all looks further.";

/** Some pipelines of the first page, with a link to the list of all of them. */
export function HomePipelines({ title, label, asked, select = all, viewAll, more, action, ...said }: Props) {
  const { empty, emptyBesides = empty } = said;
  const taken = useCallback(
    (found: PipelineList) => ({
      pipelines: select(found),
      isCut: found.older !== null,
      isAny: found.pipelines.length > 0,
    }),
    [select],
  );
  const list = useQuery({ ...useTRPC().pipelines.list.queryOptions(asked), ...LIVE, select: taken });
  if (empty === undefined && (list.data?.pipelines.length ?? 0) === 0 && !list.isError) return null;
  const state = "state" in asked ? asked.state : asked.only;
  return (
    <HomeSection
      title={title}
      more={
        <>
          {more}
          <Link href={`/pipelines?state=${state}`} aria-label={viewAll}>
            View all
          </Link>
        </>
      }
    >
      <QueryBody query={list} skeleton={<SkeletonLines count={2} label={`Loading: ${label}`} />}>
        {({ pipelines, isCut, isAny }) => (
          <PipelineTable
            label={label}
            pipelines={pipelines}
            {...(action !== undefined && { action })}
            empty={<NothingHere>{isCut ? NONE_OF_NEWEST : isAny ? emptyBesides : empty}</NothingHere>}
          />
        )}
      </QueryBody>
    </HomeSection>
  );
}
