import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { fileSizeProblem } from "#components/draft/saving/file-size-problem.ts";
import { textOfFile } from "#components/draft/text/text-of-file.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { importFormatOf } from "#engine/imports/import-definition.ts";
import { DefinitionDialog } from "./definition-dialog.tsx";
import { DropArea } from "./drop-area.tsx";
import { GraphFileDialog } from "./graph-file-dialog.tsx";
import { useDroppedOrPasted } from "./use-dropped-or-pasted.ts";

/** What was chosen, dropped or pasted: its text, or why there is none. */
type Met = { readonly name: string } & (
  | { readonly text: string; readonly isDefinition: boolean }
  | { readonly problem: string }
);

/** Imports a graph file or the definition of another system: by a button, and by drop and paste anywhere on the page. */
export function ImportGraphButton({ folder, refused }: { folder: string; refused: string | null }) {
  const picker = useRef<HTMLInputElement>(null);
  const [met, setMet] = useState<Met | null>(null);
  const readText = (name: string, text: string) =>
    setMet({ name, text, isDefinition: importFormatOf(text) !== null });
  const readFile = async (file: File) => {
    const tooLarge = fileSizeProblem(file.size);
    if (tooLarge !== null) return setMet({ name: file.name, problem: tooLarge });
    const text = await textOfFile(file);
    if (text !== null) return readText(file.name, text);
    return setMet({ name: file.name, problem: "It cannot be read as UTF-8 text, or it is a folder." });
  };
  const isOver = useDroppedOrPasted(refused === null && met === null, {
    onFile: (file) => void readFile(file),
    onText: (text) => readText("pasted text", text),
    onSeveral: (count) =>
      setMet({
        name: `${count.toLocaleString("en")} files`,
        problem: "One file is imported at a time. Drop one of them.",
      }),
  });
  const close = () => setMet(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept=".yaml,.yml,.json"
        hidden
        aria-label="Graph file"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) void readFile(file);
          target.value = "";
        }}
      />
      <Button icon={<FileUp aria-hidden />} refused={refused} onClick={() => picker.current?.click()}>
        Import
      </Button>
      {isOver && <DropArea />}
      {met === null ? null : "problem" in met ? (
        <Dialog
          isOpen
          onClose={close}
          title={`Import ${met.name}`}
          actions={<Button onClick={close}>Back</Button>}
        >
          <Callout tone="bad" title={met.problem} kept="Nothing was changed." />
        </Dialog>
      ) : met.isDefinition ? (
        <DefinitionDialog file={met.name} text={met.text} folder={folder} onClose={close} />
      ) : (
        <GraphFileDialog file={met.name} text={met.text} folder={folder} onClose={close} />
      )}
    </>
  );
}
