"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { ScheduleStopView } from "#contract/triggers/schedules.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import styles from "./schedules-stopped.module.css";

/** About a line; all of it is on the page of the schedules. */
const MAX_REASON = 160;

/** One line above the page while all schedules are stopped. The number of open prompts asks for the same answer. */
export function SchedulesStopped() {
  const { data } = useQuery({ ...useTRPC().system.overview.queryOptions(), ...LIVE });
  const stop = data?.scheduleStop ?? null;
  return (
    <div role="status" aria-label="Schedules">
      {stop !== null && <StoppedLine stop={stop} />}
    </div>
  );
}

function StoppedLine({ stop: { stoppedBy, reason } }: { stop: ScheduleStopView }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const refused = useMay()("administer", ROOT);
  const start = useMutation(
    trpc.schedules.startAll.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.schedules.pathFilter());
        await queries.invalidateQueries(trpc.system.overview.queryFilter());
      },
      onError: (error) => toast.error(shownProblem(error)),
    }),
  );
  return (
    <div className={styles.line}>
      <span className={styles.text}>
        Schedules are stopped by <bdi>{stoppedBy}</bdi>: <bdi>{shortened(reason, MAX_REASON)}</bdi>
      </span>
      <Button size="small" refused={refused} isBusy={start.isPending} onClick={() => start.mutate({})}>
        Start again
      </Button>
    </div>
  );
}
