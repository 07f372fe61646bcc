import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { GrantView } from "#contract/folders.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { MarkedName } from "../people/marked-name.tsx";

type Props = {
  folder: string;
  grant: GrantView;
  /** What tells a person from others of the same name. */
  mark: string | null;
  onClose: () => void;
};

/** Asks before somebody loses a role. */
export function TakeAwayDialog({ folder, grant: { id, role, to }, mark, onClose }: Props) {
  // The role may be one's own: whatever was read may be answered in another way now.
  const after = useAfterRemoval({ list: {}, onClose });
  const remove = useMutation(useTRPC().grants.remove.mutationOptions(after));
  return (
    <ConfirmDialog
      title={
        <>
          Take {role} away from {to.kind === "group" && "group "}
          <MarkedName name={to.name} mark={mark} />?
        </>
      }
      description={`The role in ${folderText(folder)} and in all folders below it ends at once. What is given in another folder${to.kind === "group" ? "" : ", or by a group,"} stays.`}
      act="Take away"
      change={remove}
      onConfirm={() => remove.mutate({ folder, id })}
      onClose={onClose}
    />
  );
}
