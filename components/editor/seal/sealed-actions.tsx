import { Button } from "#components/ui/buttons/button.tsx";
import type { SealedGraph } from "#contract/graphs/revisions.ts";

type Props = {
  sealed: SealedGraph;
  /** Why the person may not launch; null: they may. */
  refused: string | null;
  /** Sealing was a step of other work: the main button goes back to that. */
  isStep: boolean;
  onClose: () => void;
  onLaunch: () => void;
};

/** The button that has the focus, and that Ctrl+Enter presses. */
const MAIN = { look: "primary", "data-first": true } as const;

/** What can be done once it is sealed. The main button is the last one. */
export function SealedActions({ sealed, refused, isStep, onClose, onLaunch }: Props) {
  const close = (
    <Button {...(isStep && MAIN)} onClick={onClose}>
      Close
    </Button>
  );
  return (
    <>
      {!isStep && close}
      <Button
        {...(!isStep && MAIN)}
        refused={refused ?? (sealed.retired === null ? null : "This revision is retired.")}
        onClick={onLaunch}
      >
        {`Launch @${sealed.revision}`}
      </Button>
      {isStep && close}
    </>
  );
}
