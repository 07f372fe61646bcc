import { useState } from "react";
import { useMay } from "#components/api/use-may.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { SealedGraph } from "#contract/graphs/revisions.ts";
import { SealDialog } from "../seal/seal-dialog.tsx";
import type { Made } from "./use-make-group.ts";

/** Says what was made, and offers to seal the child graph at once, so that its vertex runs that revision. */
export function GroupedDialog({ made, onClose }: { made: Made; onClose: () => void }) {
  const { graph, folder, vertex, count, errors } = made;
  const store = useDraftStore();
  const toast = useToast();
  const [isSealing, setIsSealing] = useState(false);
  const refused =
    useMay()("design", folder) ??
    (errors === 0
      ? null
      : `Check found ${errors === 1 ? "an error" : `${errors} errors`} in it. Open it first.`);
  const pin = ({ revision, digest }: SealedGraph) => {
    const present = store.getState().draft.file.content.vertices.get(vertex)?.graph;
    // Somebody may have taken the step back, or chosen another graph, in the meantime.
    const isThere = present?.name === graph && present.digest === undefined;
    const problem = isThere
      ? store
          .getState()
          .edit({ do: "set-pins", pins: new Map([[vertex, { name: graph, revision, digest }]]) })
      : `${vertex} does not run the draft of ${graph} any more.`;
    if (problem === null) store.getState().announce(`${vertex} runs ${graph}@${revision}.`);
    else toast.error({ title: problem, kept: `${graph}@${revision} is sealed.` });
  };
  if (isSealing) return <SealDialog name={graph} folder={folder} onClose={onClose} onSealed={pin} isStep />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Grouped into a child graph"
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <LinkButton href={`/graphs/${encodeURIComponent(graph)}`} target="_blank">
            Open the child graph
          </LinkButton>
          <Button look="primary" refused={refused} onClick={() => setIsSealing(true)}>
            Seal the child now…
          </Button>
        </>
      }
    >
      <Callout
        title={
          <>
            {count.toLocaleString("en")} {count === 1 ? "vertex is" : "vertices are"} in the draft of{" "}
            <bdi>{graph}</bdi> now, and the vertex <bdi>{vertex}</bdi> runs it.
          </>
        }
        kept={
          <>
            Undo brings them back here in one step. The draft of <bdi>{graph}</bdi> stays: delete it if you do
            not want it.
          </>
        }
        todo="Seal the child before you seal this graph. Until then check says that there is no such revision."
      />
    </Dialog>
  );
}
