import { useClipboardActions } from "#components/canvas/editing/use-clipboard.ts";
import { useDropPlace } from "#components/file-drop/drop-store.ts";

/** A graph file that is dropped on the editor can be inserted where it is dropped. */
export function InsertDropped({ folder }: { folder: string }) {
  const { paste } = useClipboardActions();
  useDropPlace(folder, (text, at) => paste(text, at));
  return null;
}
