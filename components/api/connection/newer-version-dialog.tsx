import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { NewerVersion } from "./newer-version.tsx";

/** In the place of a dialog that the server no longer has: it can be closed, and the page below it stays as it is. */
export function NewerVersionDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="There is a newer version of the program"
      actions={<Button onClick={onClose}>Back</Button>}
    >
      <NewerVersion />
    </Dialog>
  );
}
