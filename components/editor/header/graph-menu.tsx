import { ClipboardCopy, Download, EllipsisVertical, FileUp, FolderInput, Image } from "lucide-react";
import { useRef, useState } from "react";
import { useMay } from "#components/api/use-may.ts";
import { PictureDialog } from "#components/canvas/picture/picture-dialog.tsx";
import { menuItem } from "#components/commands/menu-item.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { DeclaredTriggersDialog } from "#components/declared-triggers/declared-triggers-dialog.tsx";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { fileSizeProblem } from "#components/draft/saving/file-size-problem.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import { textOfFile } from "#components/draft/text/text-of-file.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { download } from "#components/ui/download.ts";
import { Menu } from "#components/ui/overlays/menu.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { firstProblem } from "#engine/graph-file/first-problem.ts";
import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import { MAX_PARTS_IN_PAGE } from "#engine/graph-file/yaml/yaml-limits.ts";
import { type DeclaredTrigger, withGraph } from "#engine/graph-triggers/declared-trigger.ts";
import {
  type ReadDeclaredTrigger,
  readWholeGraphText,
} from "#engine/graph-triggers/read-whole-graph-text.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { MoveGraphDialog } from "./move-graph-dialog.tsx";

/** What a file that replaced the draft declares besides. */
type Declared = {
  readonly from: string;
  readonly triggers: readonly ReadDeclaredTrigger[];
  readonly leftOut: readonly DeclaredTrigger[];
};

type Props = { graphId: number; name: string; folder: string; saved: SavedDraft };

/** What is done with the draft as a file. Reading one is a step that can be undone. */
export function GraphMenu({ graphId, name, folder, saved }: Props) {
  const [isMoving, setMoving] = useState(false);
  const [declared, setDeclared] = useState<Declared | null>(null);
  const [pictured, setPictured] = useState<GraphFile | null>(null);
  const refused = useMay()("design", folder);
  const store = useDraftStore();
  const toast = useToast();
  const picker = useRef<HTMLInputElement>(null);
  const text = () => writeGraphText(store.getState().draft.file);
  const save = () => download(new Blob([text()], { type: "application/yaml" }), `${name}.yaml`);
  const copy = () =>
    void navigator.clipboard.writeText(text()).then(
      () => toast.done("Copied the graph file."),
      () => toast.error({ title: "The browser refused to copy.", todo: "Use Export instead." }),
    );
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    const problem = fileSizeProblem(file.size) ?? replaceBy(file.name, await textOfFile(file));
    if (problem === null) toast.done(`Replaced the draft by ${file.name}. Undo brings the old one back.`);
    else toast.error({ title: `${file.name} was not read. ${problem}`, kept: "The draft did not change." });
  };
  const replaceBy = (from: string, met: string | null): string | null => {
    if (met === null) return "It cannot be read as UTF-8 text.";
    const reading = readWholeGraphText(met, MAX_PARTS_IN_PAGE);
    if (!reading.ok) return firstProblem(reading.problems);
    const { name: own } = store.getState().draft.file.content;
    const content = { ...reading.file.content, name: own };
    const problem = saved.store.getState().edit({ do: "replace", file: { ...reading.file, content } });
    // They launch this graph, whatever name the file has for it. A number of a revision is one of the graph of the file.
    const isSame = reading.file.content.name.toLowerCase() === own.toLowerCase();
    const all = reading.triggers.map((each) => withGraph(each, own));
    const leftOut = all.filter(({ file }) => !isSame && file.revision !== undefined);
    const triggers = all.filter((each) => !leftOut.includes(each));
    if (problem === null && all.length > 0) setDeclared({ from, triggers, leftOut });
    return problem;
  };
  useCommands({
    "export-file": save,
    "copy-text": copy,
    picture: () => setPictured(store.getState().draft.file),
    "replace-by-file": () => picker.current?.click(),
    "move-graph": { run: () => setMoving(true), refused },
  });
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept=".yaml,.yml,.json"
        hidden
        aria-label="Graph file"
        onChange={({ target }) => {
          void read(target.files?.[0]);
          target.value = "";
        }}
      />
      <Menu
        trigger={
          <Button look="quiet" icon={<EllipsisVertical aria-hidden />}>
            File
          </Button>
        }
        items={[
          menuItem("export-file", <Download aria-hidden />),
          menuItem("copy-text", <ClipboardCopy aria-hidden />),
          menuItem("picture", <Image aria-hidden />),
          menuItem("replace-by-file", <FileUp aria-hidden />),
          menuItem("move-graph", <FolderInput aria-hidden />, refused),
        ]}
      />
      {pictured !== null && <PictureDialog file={pictured} name={name} onClose={() => setPictured(null)} />}
      {declared !== null && (
        <DeclaredTriggersDialog
          file={declared.from}
          graph={name}
          triggers={declared.triggers}
          leftOut={declared.leftOut}
          onClose={() => setDeclared(null)}
        />
      )}
      {isMoving && <MoveGraphDialog {...{ graphId, name, folder }} onClose={() => setMoving(false)} />}
    </>
  );
}
