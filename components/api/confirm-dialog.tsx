import type { ReactNode } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { BackButton } from "#components/ui/overlays/back-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { ProblemCallout } from "./problem-callout.tsx";

type Props = {
  title: ReactNode;
  description: ReactNode;
  /** The words of the button that does it. */
  act: ReactNode;
  look?: "primary" | "danger";
  /** The change that it asks about. */
  change: {
    readonly isPending: boolean;
    readonly error: Parameters<typeof ProblemCallout>[0]["error"] | null;
  };
  /** What is said while the change is under way: it is not closed before that is done. */
  underWay?: string | true;
  onConfirm: () => void;
  onClose: () => void;
  /** What is to be known before it is done. */
  children?: ReactNode;
};

/** Asks before something is changed, and shows why it was refused. */
export function ConfirmDialog({
  title,
  description,
  act,
  look = "danger",
  change,
  underWay = true,
  onConfirm,
  onClose,
  children,
}: Props) {
  return (
    <Dialog
      isOpen
      underWay={change.isPending && underWay}
      onClose={onClose}
      title={title}
      description={description}
      actions={
        <>
          <BackButton onClick={onClose} />
          <Button look={look} isBusy={change.isPending} onClick={onConfirm}>
            {act}
          </Button>
        </>
      }
    >
      {children}
      {change.error !== null && <ProblemCallout error={change.error} />}
    </Dialog>
  );
}
