import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FolderField } from "#components/api/folder-field.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useFoldersFor } from "#components/api/use-may.ts";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { FormDialog } from "#components/ui/overlays/form-dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { SecretView } from "#contract/secrets.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import { withoutLastLineEnd } from "#engine/text/last-line-end.ts";

/** Stores a new secret, or another value of the one that was seen. What is typed leaves this dialog only for the server. */
export function SaveSecretDialog({ known, onClose }: { known: SecretView | null; onClose: () => void }) {
  const tops = useFoldersFor("administer");
  const [chosen, setFolder] = useState<string | null>(null);
  const folder = chosen ?? tops?.[0] ?? ROOT;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState(known?.name ?? "");
  const [value, setValue] = useState("");
  const close = useCloseWhileShown(onClose);
  const save = useMutation(
    trpc.secrets.save.mutationOptions({
      onSuccess: (_, stored) => {
        toast.done(`${stored.name} is stored.`);
        close();
        return queries.invalidateQueries(trpc.secrets.list.queryFilter()).then(releaseLists);
      },
    }),
  );
  return (
    <FormDialog
      title={known === null ? "Add a secret" : `Replace ${known.name}`}
      description="Attempts that start from now on get this value. It is never shown again."
      isBusy={save.isPending}
      onSubmit={() =>
        save.mutate(
          known === null
            ? { name: name.trim(), value: withoutLastLineEnd(value), folder, version: 0 }
            : { name, value: withoutLastLineEnd(value), version: known.savedAt.getTime() },
        )
      }
      onClose={onClose}
    >
      {known === null && (
        <TextField
          label="Name"
          isMono
          hint="Inputs use it by this name: deploy-token"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      )}
      {known === null && (
        <FolderField
          act="administer"
          hint="Graphs in it and below it may use the secret"
          value={folder}
          onValueChange={setFolder}
        />
      )}
      <TextArea
        label="Value"
        isMono
        rows={3}
        autoComplete="off"
        spellCheck={false}
        hint="At least 6 characters; a key may have several lines. A line end behind the last one is left out"
        value={value}
        onChange={({ target }) => setValue(target.value)}
      />
      {save.error !== null && <ProblemCallout error={save.error} />}
    </FormDialog>
  );
}
