import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { FormDialog } from "#components/ui/overlays/form-dialog.tsx";
import type { GroupView } from "#contract/folders.ts";

/** Makes a group, or gives one another name. */
export function GroupDialog({ group, onClose }: { group: GroupView | null; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState(group?.name ?? "");
  const close = useCloseWhileShown(onClose);
  const told = {
    onSuccess: () => {
      close();
      return queries.invalidateQueries(trpc.groups.list.queryFilter()).then(releaseLists);
    },
  };
  const add = useMutation(trpc.groups.add.mutationOptions(told));
  const rename = useMutation(trpc.groups.rename.mutationOptions(told));
  const error = add.error ?? rename.error;
  return (
    <FormDialog
      description="Whoever is in a group has the roles that it was given."
      title={group === null ? "New group" : `Rename ${group.name}`}
      act={group === null ? "Make" : "Rename"}
      isBusy={add.isPending || rename.isPending}
      onSubmit={() => (group === null ? add.mutate({ name }) : rename.mutate({ id: group.id, name }))}
      onClose={onClose}
    >
      <TextField label="Name" value={name} onChange={({ target }) => setName(target.value)} />
      {error !== null && <ProblemCallout error={error} />}
    </FormDialog>
  );
}
