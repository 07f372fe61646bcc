import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { NamedByList } from "#components/revisions/named-by-list.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { GraphSummary } from "#contract/graphs/graphs.ts";

type Props = { graph: Pick<GraphSummary, "name" | "version">; onClose: () => void };

/** Asks before a graph is deleted for good. */
export function DeleteGraphDialog({ graph, onClose }: Props) {
  // As it was when this was opened: what somebody saved or sealed meanwhile was not seen.
  const [{ name, version }] = useState(graph);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const close = useCloseWhileShown(onClose);
  const remove = useMutation(
    trpc.graphs.delete.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.graphs.pathFilter());
        releaseLists();
        toast.done(`Deleted ${name}.`);
        close();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      description="This deletes the draft, every revision and the presets for good. Its pipelines keep their history and retention, but nothing can be launched of it any more. It is refused while a pipeline of it runs, or while a schedule or trigger launches it."
      act="Delete"
      change={remove}
      onConfirm={() => remove.mutate({ name, version })}
      onClose={onClose}
    >
      <NamedByList name={name} target="_blank" />
    </ConfirmDialog>
  );
}
