import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FolderField } from "#components/api/folder-field.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { FormDialog } from "#components/ui/overlays/form-dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { ROOT } from "#engine/rights/folder-path.ts";
import { ROLE_WORDS, ROLES, type Role } from "#engine/rights/roles.ts";

/** A person who may sign in from now on. They get a link, and choose their own password. */
export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role | "">("viewer");
  const [folder, setFolder] = useState(ROOT);
  const close = useCloseWhileShown(onClose);
  const add = useMutation(
    trpc.people.add.mutationOptions({
      onSuccess: () => {
        toast.done(`${name} may sign in. Make a link for them.`);
        close();
        return queries.invalidateQueries(trpc.people.list.queryFilter()).then(releaseLists);
      },
    }),
  );
  return (
    <FormDialog
      title="Add a person"
      description="Make a sign-in link for them then: they choose their own password."
      act="Add"
      isBusy={add.isPending}
      onSubmit={() =>
        add.mutate({
          name,
          email: email.trim() === "" ? null : email,
          ...(role !== "" && { role, folder }),
        })
      }
      onClose={onClose}
    >
      <TextField label="Name" value={name} onChange={({ target }) => setName(target.value)} />
      <TextField label="Email" type="email" value={email} onChange={({ target }) => setEmail(target.value)} />
      <SelectField
        label="Role"
        hint={role === "" ? "They see nothing until they get one" : ROLE_WORDS[role]}
        value={role}
        options={[...ROLES.map((each) => ({ value: each, label: each })), { value: "", label: "none yet" }]}
        onValueChange={(value) => setRole(value as Role | "")}
      />
      {role !== "" && (
        <FolderField label="In the folder" act="administer" value={folder} onValueChange={setFolder} />
      )}
      {add.error !== null && <ProblemCallout error={add.error} />}
    </FormDialog>
  );
}
