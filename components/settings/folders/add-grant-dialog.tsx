import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { BackButton } from "#components/ui/overlays/back-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { markedName } from "#contract/folders.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { ROLE_WORDS, ROLES, type Role } from "#engine/rights/roles.ts";

/** Gives a person or a group a role in a folder. */
export function AddGrantDialog({ folder, onClose }: { folder: string; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const candidates = useQuery(trpc.grants.candidates.queryOptions());
  const [to, setTo] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const close = useCloseWhileShown(onClose);
  const add = useMutation(
    trpc.grants.add.mutationOptions({
      onSuccess: () => {
        close();
        return queries.invalidateQueries().then(releaseLists);
      },
    }),
  );
  const { people = [], groups = [] } = candidates.data ?? {};
  const options = [
    { value: "", label: "Choose…" },
    ...people.map((each) => ({ value: `person ${each.id}`, label: markedName(each) })),
    ...groups.map(({ id, name }) => ({ value: `group ${id}`, label: `group ${name}` })),
  ];
  const [kind, id] = to.split(" ");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      underWay={add.isPending}
      title={`Give a role in ${folderText(folder)}`}
      description="It holds in this folder and in all below it, at once."
      actions={
        <>
          <BackButton onClick={onClose} />
          <Button
            look="primary"
            disabled={to === ""}
            isBusy={add.isPending}
            onClick={() =>
              add.mutate({
                folder,
                role,
                ...(kind === "group" ? { group: Number(id) } : { person: Number(id) }),
              })
            }
          >
            Give
          </Button>
        </>
      }
    >
      <SelectField label="Person or group" value={to} options={options} onValueChange={setTo} />
      <SelectField
        label="Role"
        hint={ROLE_WORDS[role]}
        value={role}
        options={ROLES.map((each) => ({ value: each, label: each }))}
        onValueChange={(value) => setRole(value as Role)}
      />
      {candidates.data === undefined && candidates.error !== null && (
        <ProblemCallout error={candidates.error} />
      )}
      {add.error !== null && <ProblemCallout error={add.error} />}
    </Dialog>
  );
}
