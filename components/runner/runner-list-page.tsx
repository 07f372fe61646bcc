"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useFoldersFor, useMay } from "#components/api/use-may.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { RunnerView } from "#contract/runners/fleet.ts";
import { AddRunnerDialog } from "./add-runner-dialog.tsx";
import { DrainDialog } from "./drain-dialog.tsx";
import { RunnerLabels } from "./runner-labels.tsx";
import { RunnerTable } from "./runner-table.tsx";
import { RunnerTokens } from "./runner-tokens.tsx";

/** So often it is asked when each runner was last seen, which is no change. All else comes by the stream. */
const LOOK_MS = 30_000;

/** The fleet: what each runner can take, what it executes, and how to let one end in peace. */
export function RunnerListPage() {
  const list = useQuery({ ...useTRPC().runners.list.queryOptions(), ...LIVE, refetchInterval: LOOK_MS });
  const [draining, setDraining] = useState<RunnerView | null>(null);
  const [isAdding, setAdding] = useState(false);
  const refused = useMay()("administer", "");
  // Each refused question would be an entry of the audit: it is asked only once it is known that it may be.
  const maySeeTokens = useFoldersFor("administer")?.includes("") === true;
  return (
    <>
      <PageHeader
        title="Runners"
        detail="Processes that execute scripts: those running, and those of the last day."
        actions={
          <Button
            look="primary"
            icon={<Plus aria-hidden />}
            refused={refused}
            onClick={() => setAdding(true)}
          >
            Add a runner
          </Button>
        }
      />
      <PageBody>
        <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Loading runners" />}>
          {(runners) =>
            runners.length === 0 ? (
              <EmptyState title="No runners yet">
                Without one nothing is executed. <code>npm start</code> starts one.
              </EmptyState>
            ) : (
              <RunnerTable runners={runners} onDrain={setDraining} />
            )
          }
        </QueryBody>
        {maySeeTokens && <RunnerTokens />}
        <RunnerLabels />
      </PageBody>
      {isAdding && <AddRunnerDialog onClose={() => setAdding(false)} />}
      {draining !== null && <DrainDialog runner={draining} onClose={() => setDraining(null)} />}
    </>
  );
}
