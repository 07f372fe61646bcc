import { useState } from "react";
import { useChildIndex } from "#components/draft/child-graphs/child-graphs-context.ts";
import { outdatedIn } from "#components/draft/child-graphs/pin-state.ts";
import { useDraft } from "#components/draft/draft-context.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { ChildGraphsDialog } from "./child-graphs-dialog.tsx";
import { outdatedWords } from "./outdated-words.ts";

/** How many graphs that the draft runs could be other revisions, and the way to all of them. */
export function ChildGraphsNote() {
  const index = useChildIndex();
  const content = useDraft(({ draft }) => draft.file.content);
  const [isOpen, setIsOpen] = useState(false);
  const outdated = outdatedIn(content, index);
  return (
    <>
      {outdated.length > 0 && (
        <Callout
          title={outdatedWords(outdated)}
          actions={
            <Button size="small" onClick={() => setIsOpen(true)}>
              Show them
            </Button>
          }
        />
      )}
      {isOpen && <ChildGraphsDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
