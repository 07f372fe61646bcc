import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { ContentDiffView } from "#components/diff/content-diff-view.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import styles from "./compare.module.css";
import type { Sides } from "./value-differences.tsx";

/** What differs between the graphs that both run. Of a large graph that may be long, so it is asked for by a press. */
export function RevisionDifferences({ sides }: { sides: Sides }) {
  const [isOpen, setIsOpen] = useState(false);
  const input = { id: sides.a, with: sides.b };
  const differences = useQuery({
    ...useTRPC().pipelines.compareRevisions.queryOptions(input),
    enabled: isOpen,
  });
  return (
    <section className={styles.part} aria-label="Graph">
      <h2>Graph</h2>
      {isOpen ? (
        <QueryBody query={differences} skeleton={<SkeletonLines count={6} label="Loading the differences" />}>
          {({ before, after, diff }) => (
            <ContentDiffView
              diff={diff}
              before={`#${sides.b} (${before})`}
              after={`#${sides.a} (${after})`}
            />
          )}
        </QueryBody>
      ) : (
        <p>
          They do not run the same content.{" "}
          <Button size="small" onClick={() => setIsOpen(true)}>
            Show what differs
          </Button>
        </p>
      )}
    </section>
  );
}
