import type { ComponentProps } from "react";
import { RemoveDialog } from "#components/api/remove-dialog.tsx";

type Props = Pick<ComponentProps<typeof RemoveDialog>, "name" | "change" | "onConfirm" | "onClose">;

/** Asks before something is deleted that graphs use by its name: nobody can bring it back. */
export function DeleteDialog(props: Props) {
  return (
    <RemoveDialog
      {...props}
      verb="Delete"
      act={`Delete ${props.name}`}
      description="Tracks that use it will fail from now on, with that reason."
    />
  );
}
