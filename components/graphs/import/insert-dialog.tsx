import { useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";

type Props = {
  name: string;
  /** @returns why the graph was not inserted. */
  insert: () => string | null;
  onNew: () => void;
  onClose: () => void;
};

/** A graph file that was dropped on a draft: a graph of its own, or more vertices of the draft. */
export function InsertDialog({ name, insert, onNew, onClose }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const insertHere = () => {
    const refused = insert();
    if (refused === null) onClose();
    else setProblem(refused);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Import ${name}`}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button onClick={onNew}>As a new graph</Button>
          <Button look="primary" disabled={problem !== null} onClick={insertHere}>
            Insert here
          </Button>
        </>
      }
    >
      <p>
        Its vertices and edges can be inserted into this draft, which undo takes back. Or it becomes a graph
        of its own.
      </p>
      {problem !== null && <Callout tone="bad" title={problem} kept="The draft did not change." />}
    </Dialog>
  );
}
