import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FolderField } from "#components/api/folder-field.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { FormDialog } from "#components/ui/overlays/form-dialog.tsx";
import { ROOT } from "#engine/rights/folder-path.ts";

/** Binds a label to a folder; a label that is bound already gets the new one. */
export function BindLabelDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [label, setLabel] = useState("");
  const [folder, setFolder] = useState(ROOT);
  const close = useCloseWhileShown(onClose);
  const bind = useMutation(
    trpc.runners.bindLabel.mutationOptions({
      onSuccess: () => {
        close();
        return queries.invalidateQueries(trpc.runners.labels.queryFilter()).then(releaseLists);
      },
    }),
  );
  return (
    <FormDialog
      title="Bind a label"
      description="From then on graphs of other folders cannot be sealed or launched with it, and runners refuse their tracks."
      act="Bind"
      isBusy={bind.isPending}
      onSubmit={() => bind.mutate({ label: label.trim(), folder })}
      onClose={onClose}
    >
      <TextField
        label="Label"
        hint="A label of runners: gpu, production"
        value={label}
        onChange={({ target }) => setLabel(target.value)}
      />
      <FolderField
        label="Only for graphs in"
        hint="This folder, and all below it"
        act="read"
        value={folder}
        onValueChange={setFolder}
      />
      {bind.error !== null && <ProblemCallout error={bind.error} />}
    </FormDialog>
  );
}
