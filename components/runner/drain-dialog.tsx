"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { RunnerView } from "#contract/runners/fleet.ts";

/** Asks before a runner is let go: nobody can take that back but by starting another one. */
export function DrainDialog({ runner, onClose }: { runner: RunnerView; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const close = useCloseWhileShown(onClose);
  const drain = useMutation(
    trpc.runners.drain.mutationOptions({
      onSuccess: () => {
        toast.done(`Draining ${runner.name}: it claims no more tracks.`);
        close();
        return queries.invalidateQueries(trpc.runners.list.queryFilter());
      },
    }),
  );
  const { length: count } = runner.running;
  return (
    <ConfirmDialog
      title={`Drain ${runner.name}?`}
      description={`It claims nothing more${count === 0 ? "" : `, and lets its ${count === 1 ? "running script" : `${count} running scripts`} end`}. Its process stays until it is stopped; a new start claims again. Tracks that are ready wait for another runner.`}
      act={`Drain ${runner.name}`}
      look="primary"
      change={drain}
      onConfirm={() => drain.mutate({ name: runner.name })}
      onClose={onClose}
    />
  );
}
