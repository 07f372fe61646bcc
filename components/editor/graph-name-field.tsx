import { useMutation } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { graphNameProblem } from "#engine/shape/names/graph-names.ts";
import styles from "./editor-header.module.css";

/** The graph's name as the page's heading, and the way to give it another one. Links by its old name end. */
export function GraphNameField({ name, saved }: { name: string; saved: SavedDraft }) {
  const [typed, setTyped] = useState<string | null>(null);
  const trpc = useTRPC();
  const rename = useMutation(
    trpc.graphs.rename.mutationOptions({
      onSuccess: ({ name: now }) => {
        saved.store.getState().renameGraph(now);
        setTyped(null);
        // The page stays as it is, with its history of steps; only its address changes.
        window.history.replaceState(null, "", `/graphs/${encodeURIComponent(now)}`);
      },
    }),
  );
  const problem = typed === null ? null : graphNameProblem(typed);
  const submit = async () => {
    if (typed === null || problem !== null || !(await saved.flush())) return;
    if (typed === name) setTyped(null);
    else rename.mutate({ name, to: typed });
  };
  return (
    <div className={styles.rename}>
      <h1 className={styles.name} title={name}>
        {name}
      </h1>
      <IconButton
        size="small"
        label="Rename graph"
        icon={<Pencil aria-hidden />}
        onClick={() => setTyped(name)}
      />
      <Dialog
        isOpen={typed !== null}
        onClose={() => setTyped(null)}
        title={`Rename ${name}`}
        description="Revisions and pipelines stay with it. Links and commands with the old name stop working."
        actions={
          <>
            <Button onClick={() => setTyped(null)}>Back</Button>
            <Button look="primary" isBusy={rename.isPending} onClick={() => void submit()}>
              Rename
            </Button>
          </>
        }
      >
        <TextField
          label="Graph name"
          value={typed ?? ""}
          error={problem ?? (rename.error === null ? null : shownProblem(rename.error).title)}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={(event) => pressedKey(event) === "Enter" && void submit()}
        />
      </Dialog>
    </div>
  );
}
