import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { ContentDiffView } from "#components/diff/content-diff-view.tsx";
import { useDraft } from "#components/draft/draft-context.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { diffContents } from "#engine/graph-file/content-diff.ts";
import styles from "./conflict-panel.module.css";

type Props = { name: string; text: string; saved: SavedDraft };

/** Somebody else saved in between: a person looks at what differs and chooses. Until then nothing is written. */
export function ConflictPanel({ name, text, saved }: Props) {
  const mine = useDraft(({ draft }) => draft.file.content);
  const [isComparing, setIsComparing] = useState(false);
  const theirs = useQuery({ ...useTRPC().graphs.show.queryOptions({ name }), staleTime: 0, gcTime: 0 });
  const theirContent = useMemo(
    () => (theirs.data === undefined ? null : placedFile(theirs.data.file).content),
    [theirs.data],
  );
  const diff = useMemo(
    () => (isComparing && theirContent !== null ? diffContents(theirContent, mine) : null),
    [isComparing, theirContent, mine],
  );
  return (
    <section aria-label="Conflict" className={styles.panel}>
      <Callout
        tone="warn"
        title={text}
        kept="Both versions are kept: yours is on this page, theirs is on the server."
        todo="Choose the version to keep."
        actions={
          theirs.data !== undefined && (
            <>
              <Button size="small" onClick={() => saved.keepMine(theirs.data)}>
                Keep mine
              </Button>
              <Button size="small" onClick={() => saved.takeTheirs(theirs.data)}>
                Take theirs
              </Button>
              <Button size="small" look="quiet" onClick={() => setIsComparing(!isComparing)}>
                {isComparing ? "Hide differences" : "Show differences"}
              </Button>
            </>
          )
        }
      >
        {isComparing && (
          <QueryBody query={theirs} skeleton={<SkeletonLines count={3} label="Loading their version" />}>
            {() => diff !== null && <ContentDiffView diff={diff} before="theirs" after="mine" />}
          </QueryBody>
        )}
      </Callout>
    </section>
  );
}
