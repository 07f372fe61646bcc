import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { Skeleton } from "#components/ui/states/skeleton.tsx";
import { tryPartsNow } from "./load-part.ts";
import { useIsLate } from "./use-is-late.ts";

/** In the place of a part of a page that is loaded. Where that takes long, it says why. */
export function LatePart({ height }: { height: number }) {
  return useIsLate() ? <LateNote /> : <Skeleton height={height} />;
}

/** The same in the place of a dialog, which can be closed meanwhile. Nothing is seen of it where the dialog comes soon. */
export function LateDialog({ title, onClose }: { title: string; onClose: () => void }) {
  const isLate = useIsLate();
  return (
    isLate && (
      <Dialog isOpen onClose={onClose} title={title} actions={<Button onClick={onClose}>Back</Button>}>
        <LateNote />
      </Dialog>
    )
  );
}

function LateNote() {
  return (
    <Callout
      tone="warn"
      title="This part of the page could not be loaded yet."
      kept="The rest of the page stays as it is, with what you typed."
      todo="It comes by itself once the server answers."
      actions={
        <Button size="small" onClick={tryPartsNow}>
          Try again
        </Button>
      }
    />
  );
}
