import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FolderField } from "#components/api/folder-field.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { FormDialog } from "#components/ui/overlays/form-dialog.tsx";
import { folderName, folderText, parentOf, ROOT } from "#engine/rights/folder-path.ts";

/** What is asked for, and the folder that it is about; for a new one: the folder that it will be in. */
export type FolderTask = { readonly do: "create" | "rename" | "move" | "delete"; readonly folder: string };

const WORDS = {
  create: { title: "New folder in", button: "Make", text: "Roles of the folders above hold in it, too." },
  rename: { title: "Rename", button: "Rename", text: "What is in it stays in it." },
  move: {
    title: "Move",
    button: "Move",
    text: "Roles of its new place hold in it, and those of the old one end.",
  },
  delete: {
    title: "Delete",
    button: "Delete",
    text: "Only an empty folder can be deleted. Its roles end, and the tokens of people that are limited to it.",
  },
} as const;

type Props = { task: FolderTask; onDone: (path: string) => void; onClose: () => void };

/** Makes, renames, moves or deletes a folder. */
export function FolderDialog({ task: { do: does, folder }, onDone, onClose }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState(does === "rename" ? folderName(folder) : "");
  const [to, setTo] = useState(parentOf(folder) ?? ROOT);
  const close = useCloseWhileShown(onClose);
  const told = {
    onSuccess: ({ path }: { path: string }) => {
      onDone(does === "delete" ? (parentOf(path) ?? ROOT) : path);
      close();
      return queries.invalidateQueries().then(releaseLists);
    },
  };
  const create = useMutation(trpc.folders.create.mutationOptions(told));
  const rename = useMutation(trpc.folders.rename.mutationOptions(told));
  const move = useMutation(trpc.folders.move.mutationOptions(told));
  const remove = useMutation(trpc.folders.delete.mutationOptions(told));
  const isBusy = create.isPending || rename.isPending || move.isPending || remove.isPending;
  const carryOut = () => {
    if (does === "create") create.mutate({ folder, name });
    else if (does === "rename") rename.mutate({ folder, name });
    else if (does === "move") move.mutate({ folder, to });
    else remove.mutate({ folder });
  };
  const { title, button, text } = WORDS[does];
  // Both take roles away from people.
  const look = does === "move" || does === "delete" ? "danger" : "primary";
  const error = create.error ?? rename.error ?? move.error ?? remove.error;
  return (
    <FormDialog
      title={`${title} ${folderText(folder)}`}
      description={text}
      act={button}
      look={look}
      isBusy={isBusy}
      onSubmit={carryOut}
      onClose={onClose}
    >
      {(does === "create" || does === "rename") && (
        <TextField
          label="Name"
          hint="Letters, digits and - _ ."
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      )}
      {does === "move" && <FolderField label="Into" act="administer" value={to} onValueChange={setTo} />}
      {error !== null && <ProblemCallout error={error} />}
    </FormDialog>
  );
}
