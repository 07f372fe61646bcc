import type { UseQueryResult } from "@tanstack/react-query";
import { NOTHING_CHANGES, type PreviewGroup, previewGroups } from "#client/preview-words.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PreviewView } from "#contract/pipelines/previews.ts";
import styles from "../run-view.module.css";
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
          <Groups groups={previewGroups(preview)} />
        )
      }
    </QueryBody>
  );
}

function Groups({ groups }: { groups: readonly PreviewGroup[] }) {
  if (groups.length === 0) return <p className={styles.quiet}>{NOTHING_CHANGES}</p>;
  return <GroupedNames label="What will happen" groups={groups} />;
}
