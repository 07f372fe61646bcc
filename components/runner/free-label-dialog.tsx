import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
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
  const { runners } = useTRPC();
  const after = useAfterRemoval({ list: runners.labels.queryFilter(), onClose });
  const free = useMutation(runners.freeLabel.mutationOptions(after));
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
