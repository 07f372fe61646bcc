import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FolderField } from "#components/api/folder-field.tsx";
import { useRenewGraphLists } from "#components/api/graphs/use-renew-graph-lists.ts";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { useGoWhileShown } from "#components/ui/live/use-go-while-shown.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { graphNameProblem } from "#engine/shape/names/graph-names.ts";

/** Asks for a name and goes to the empty canvas. */
export function CreateGraphDialog({ folder: first, onClose }: { folder: string; onClose: () => void }) {
  const [folder, setFolder] = useState(first);
  const goTo = useGoWhileShown();
  const renewLists = useRenewGraphLists();
  const [name, setName] = useState("");
  const [isTried, setIsTried] = useState(false);
  const create = useMutation(
    useTRPC().graphs.create.mutationOptions({
      onSuccess: (graph) => {
        renewLists();
        goTo(`/graphs/${encodeURIComponent(graph.name)}`);
      },
    }),
  );
  const problem = name === "" && !isTried ? null : graphNameProblem(name);
  const submit = () => {
    setIsTried(true);
    if (graphNameProblem(name) === null) create.mutate({ name, folder });
  };
  return (
    <Dialog isOpen onClose={onClose} underWay={create.isPending} title="New graph">
      <Form onSubmit={submit} noValidate style={{ display: "grid", gap: "var(--space-4)" }}>
        <TextField
          label="Graph name"
          hint="Letters, digits and - _ . for example back-up. You can rename it later."
          value={name}
          error={problem ?? (create.error === null ? null : shownProblem(create.error).title)}
          onChange={({ target }) => {
            setName(target.value);
            // Why a name was refused is not about another one. A request that is under way stays.
            if (create.isError) create.reset();
          }}
        />
        <FolderField act="design" value={folder} onValueChange={setFolder} />
        <div>
          <Button type="submit" look="primary" isBusy={create.isPending || create.isSuccess}>
            Create
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
