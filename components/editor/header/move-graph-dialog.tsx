import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FolderField } from "#components/api/folder-field.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { BackButton } from "#components/ui/overlays/back-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { GraphView } from "#contract/graphs/graphs.ts";
import { folderText } from "#engine/rights/folder-path.ts";

type Props = { graphId: number; name: string; folder: string; onClose: () => void };

/** Moves a graph with its pipelines to another folder. */
export function MoveGraphDialog({ graphId, name, folder, onClose }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [to, setTo] = useState(folder);
  const move = useMutation(
    trpc.graphs.move.mutationOptions({
      onSuccess: (moved) => {
        toast.done(`${moved.name} is in ${folderText(moved.folder)} now.`);
        // The page may have asked for it by the name that it had before.
        queries.setQueriesData<GraphView>(trpc.graphs.show.queryFilter(), (view) =>
          view?.graphId === graphId ? { ...view, folder: moved.folder } : view,
        );
        onClose();
        return queries.invalidateQueries(trpc.graphs.list.queryFilter());
      },
    }),
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      underWay={move.isPending}
      title={`Move ${name}`}
      description="Its pipelines go with it. The new folder says who may do what with them, and which secrets they may use."
      actions={
        <>
          <BackButton onClick={onClose} />
          <Button
            look="primary"
            disabled={to === folder}
            isBusy={move.isPending}
            onClick={() => move.mutate({ name, folder: to })}
          >
            Move
          </Button>
        </>
      }
    >
      <FolderField act="design" value={to} onValueChange={setTo} />
      {move.error !== null && <ProblemCallout error={move.error} />}
    </Dialog>
  );
}
