import type { UseQueryResult } from "@tanstack/react-query";
import { previewGroups } from "#client/preview-words.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PreviewView } from "#contract/pipelines/previews.ts";
import { GroupedNames } from "./grouped-names.tsx";

/** What an act will do, as the engine decides it, before a person says yes. */
export function PreviewList({ query }: { query: UseQueryResult<PreviewView, unknown> }) {
  return (
    <QueryBody query={query} skeleton={<SkeletonLines count={3} label="Loading what will happen" />}>
      {(preview) =>
        preview.refused !== null ? (
          <Callout tone="warn" title={preview.refused} />
        ) : preview.notListed !== null ? (
          <Callout tone="info" title={preview.notListed} />
        ) : (
          <GroupedNames label="What will happen" groups={previewGroups(preview)} />
        )
      }
    </QueryBody>
  );
}
