"use client";

import { useQuery } from "@tanstack/react-query";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useUrlQuery } from "#components/pipelines/use-url-query.ts";
import { PageHeader } from "#components/shell/page-header.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { OpenInbox } from "./open-inbox.tsx";

/** Every open question, oldest first. Opening one never answers it. */
export function InboxPage() {
  const open = useQuery({ ...useTRPC().prompts.list.queryOptions({}), ...LIVE });
  const { query, change } = useUrlQuery();
  const asked = query.get("prompt");
  const count = open.data?.length ?? 0;
  return (
    <>
      <PageHeader
        title="Inbox"
        detail={count === 0 ? "Questions that a pipeline waits on." : `${count} open, the oldest first.`}
      />
      <QueryBody query={open} skeleton={<SkeletonLines count={4} label="Loading prompts" />}>
        {(prompts) => (
          <OpenInbox
            prompts={prompts}
            chosen={asked !== undefined && /^\d{1,15}$/.test(asked) ? Number(asked) : null}
            onChoose={(id) => change({ prompt: String(id) })}
          />
        )}
      </QueryBody>
    </>
  );
}
