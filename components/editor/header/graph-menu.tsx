import { ClipboardCopy, Download, EllipsisVertical, FileUp, FolderInput, Image } from "lucide-react";
import { useRef, useState } from "react";
import { useMay } from "#components/api/use-may.ts";
import { PictureDialog } from "#components/canvas/picture/picture-dialog.tsx";
import { menuItem } from "#components/commands/menu-item.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { DeclaredTriggersDialog } from "#components/declared-triggers/declared-triggers-dialog.tsx";
import { useDraftStore } from "#components/draft/draft-context.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { download } from "#components/ui/download.ts";
import { Menu } from "#components/ui/overlays/menu.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { MoveGraphDialog } from "./move-graph-dialog.tsx";
import { type Declared, useReplaceByFile } from "./use-replace-by-file.ts";

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
  const read = useReplaceByFile(saved, setDeclared);
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
