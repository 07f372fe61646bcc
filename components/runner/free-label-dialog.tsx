import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { releaseLists } from "#components/ui/live/interaction.ts";
import type { BoundLabelView } from "#contract/folders.ts";
import { folderText } from "#engine/rights/folder-path.ts";

/** Asks before all graphs may use a label. */
export function FreeLabelDialog({
  bound: { label, folder },
  onClose,
}: {
  bound: BoundLabelView;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const free = useMutation(
    trpc.runners.freeLabel.mutationOptions({
      onSuccess: () => {
        onClose();
        return queries.invalidateQueries(trpc.runners.labels.queryFilter()).then(releaseLists);
      },
    }),
  );
  return (
    <ConfirmDialog
      title={`Free ${label}?`}
      description={`Until now only graphs in ${folderText(folder)} could run on runners with it. All graphs can then.`}
      act={`Free ${label}`}
      look="danger"
      change={free}
      onConfirm={() => free.mutate({ label })}
      onClose={onClose}
    />
  );
}
