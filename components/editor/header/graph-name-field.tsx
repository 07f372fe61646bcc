import { useMutation } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useRef, useState } from "react";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import { changeAddress } from "#components/ui/address/change-address.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { useIsShown } from "#components/ui/live/use-is-shown.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { graphNameProblem } from "#engine/shape/names/graph-names.ts";
import styles from "./editor-header.module.css";

const UNSAVED =
  "It is renamed once the draft is saved. The reason why it is not is beside the name: go back to see it.";

/** The graph's name as the page's heading, and the way to give it another one. Links by its old name end. */
export function GraphNameField({ name, saved }: { name: string; saved: SavedDraft }) {
  const [typed, setTyped] = useState<string | null>(null);
  const isShown = useIsShown();
  const trpc = useTRPC();
  const rename = useMutation(
    trpc.graphs.rename.mutationOptions({
      onSuccess: ({ name: now }) => {
        saved.store.getState().renameGraph(now);
        setTyped(null);
        // The page stays as it is, with its history of steps; only its address changes. Whoever left it has another one.
        if (isShown.current) changeAddress("replace", `/graphs/${encodeURIComponent(now)}`);
      },
    }),
  );
  /** What waits until the draft is saved, which lasts as long as the server is away. Typing on or going back ends it. */
  const asked = useRef<{ readonly to: string } | null>(null);
  const [state, setState] = useState<"rest" | "waiting" | "unsaved">("rest");
  const type = (next: string | null) => {
    asked.current = null;
    setState("rest");
    // Of another name nothing was said yet.
    if (rename.isError) rename.reset();
    setTyped(next);
  };
  const problem = typed === null ? null : graphNameProblem(typed);
  const submit = async () => {
    if (typed === null || problem !== null || asked.current !== null || rename.isPending) return;
    const own = { to: typed };
    asked.current = own;
    setState("waiting");
    const isSaved = await saved.flush();
    if (asked.current !== own || !isShown.current) return;
    asked.current = null;
    setState(isSaved ? "rest" : "unsaved");
    if (!isSaved) return;
    const { name: now } = saved.store.getState().draft.file.content;
    if (typed === now) setTyped(null);
    else rename.mutate({ name: now, to: typed });
  };
  const refusal = rename.error === null ? null : shownProblem(rename.error).title;
  return (
    <div className={styles.rename}>
      <h1 className={styles.name} title={name} tabIndex={-1}>
        {name}
      </h1>
      <IconButton
        size="small"
        label="Rename graph"
        icon={<Pencil aria-hidden />}
        onClick={() => type(name)}
      />
      <Dialog
        isOpen={typed !== null}
        onClose={() => type(null)}
        title={`Rename ${name}`}
        description="Revisions and pipelines stay with it. Links and commands with the old name stop working."
        actions={
          <>
            <Button onClick={() => type(null)}>Back</Button>
            <Button
              look="primary"
              isBusy={rename.isPending || state === "waiting"}
              onClick={() => void submit()}
            >
              Rename
            </Button>
          </>
        }
      >
        <TextField
          label="Graph name"
          value={typed ?? ""}
          error={problem ?? (state === "unsaved" ? UNSAVED : refusal)}
          onChange={({ target }) => type(target.value)}
          onKeyDown={(event) => pressedKey(event) === "Enter" && void submit()}
        />
      </Dialog>
    </div>
  );
}
