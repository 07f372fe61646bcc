import { useEffect, useMemo, useState } from "react";
import { useFoldersFor } from "#components/api/use-may.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import { textOfFile } from "#components/draft/text/text-of-file.ts";
import type { DropPlace, Given } from "#components/file-drop/drop-store.ts";
import type { GivenFile } from "#components/file-drop/given-files.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { importFormatOf } from "#engine/imports/import-definition.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import { ChooseFileDialog } from "./choose-file-dialog.tsx";
import { DefinitionDialog } from "./definition-dialog.tsx";
import { GraphFileDialog } from "./graph-file-dialog.tsx";
import { InsertDialog } from "./insert-dialog.tsx";

type Props = { given: Given; place: DropPlace | null; onClose: () => void };

/** What was given to be imported: which of several files, and what becomes of it. */
export function ImportDialog({ given, place, onClose }: Props) {
  const tops = useFoldersFor("design");
  const [chosen, setChosen] = useState<GivenFile | null>(null);
  if (tops?.length === 0)
    return (
      <ProblemDialog
        name="a file"
        problem="You may not make a graph."
        todo="This needs the role designer in a folder. An admin there can give it."
        onClose={onClose}
      />
    );
  const folder = place?.folder ?? tops?.[0] ?? ROOT;
  if ("text" in given)
    return (
      <TextDialog name="pasted text" text={given.text} {...{ folder, onClose }} insert={null} at={null} />
    );
  const file = chosen ?? (given.files.length === 1 ? given.files[0] : undefined);
  if (file === undefined)
    return <ChooseFileDialog files={given.files} onChoose={setChosen} onClose={onClose} />;
  return (
    <FileDialog key={file.name} {...{ file, folder, onClose }} insert={place?.insert ?? null} at={given.at} />
  );
}

type PlaceProps = {
  folder: string;
  insert: DropPlace["insert"];
  at: Point | null;
  onClose: () => void;
};

/** A file, once it is read. */
function FileDialog({ file: { name, file, problem }, ...place }: PlaceProps & { file: GivenFile }) {
  const [text, setText] = useState<string | null>(null);
  const [unread, setUnread] = useState(problem);
  useEffect(() => {
    let isHere = true;
    if (file !== null)
      void textOfFile(file).then((read) => {
        if (!isHere) return;
        if (read === null) setUnread("It cannot be read as UTF-8 text.");
        else if (read.trim() === "") setUnread("It is empty.");
        else setText(read);
      });
    return () => {
      isHere = false;
    };
  }, [file]);
  if (unread !== null) return <ProblemDialog name={name} problem={unread} onClose={place.onClose} />;
  return text !== null && <TextDialog name={name} text={text} {...place} />;
}

/** A text as what it is: a graph file, or the definition of another system. */
function TextDialog({
  name,
  text,
  folder,
  insert,
  at,
  onClose,
}: PlaceProps & { name: string; text: string }) {
  const [isNew, setNew] = useState(insert === null);
  const isDefinition = useMemo(() => importFormatOf(text) !== null, [text]);
  if (isDefinition) return <DefinitionDialog file={name} {...{ text, folder, onClose }} />;
  if (isNew || insert === null) return <GraphFileDialog file={name} {...{ text, folder, onClose }} />;
  return <InsertDialog {...{ name, onClose }} insert={() => insert(text, at)} onNew={() => setNew(true)} />;
}

type ProblemProps = { name: string; problem: string; todo?: string; onClose: () => void };

function ProblemDialog({ name, problem, todo, onClose }: ProblemProps) {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Import ${name}`}
      actions={<Button onClick={onClose}>Back</Button>}
    >
      <Callout tone="bad" title={problem} kept="Nothing was changed." {...(todo !== undefined && { todo })} />
    </Dialog>
  );
}
