import { EditorView } from "@codemirror/view";
import { textOfFile } from "#components/draft/text/text-of-file.ts";
import { useDropStore } from "#components/file-drop/drop-store.ts";
import { type GivenFile, givenFiles } from "#components/file-drop/given-files.ts";
import { MAX_SCRIPT_BYTES } from "#engine/shape/fields/fields.ts";

/** A script takes the text of a file that is dropped on it, where it is dropped; of what it cannot take it says why. */
export const droppedScript = [
  EditorView.contentAttributes.of({ "data-takes-file": "" }),
  EditorView.domEventHandlers({
    drop(event, view) {
      if (!event.dataTransfer?.types.includes("Files")) return false;
      event.preventDefault();
      const files = givenFiles(event.dataTransfer);
      const at = { x: event.clientX, y: event.clientY };
      const refuse = (refused: readonly GivenFile[]) =>
        useDropStore.getState().give({ files: refused, at: null });
      const [given, ...others] = files;
      if (given === undefined) return true;
      // Several are no script: they are answered as anywhere else.
      if (others.length > 0 || given.file === null) refuse(files);
      else
        void insertFile(view, given.file, view.posAtCoords(at, false)).then((problem) => {
          if (problem !== null) refuse([{ name: given.name, file: null, problem }]);
        });
      return true;
    },
  }),
];

/** @returns why the file was not inserted. */
async function insertFile(view: EditorView, file: File, at: number): Promise<string | null> {
  if (file.size > MAX_SCRIPT_BYTES) return "It is larger than a script can be, which is 1 MB.";
  const text = await textOfFile(file);
  if (text === null || text.includes("\0")) return "It is no text in UTF-8.";
  if (!view.dom.isConnected) return "Another field was opened while it was read.";
  const from = Math.min(at, view.state.doc.length);
  const insert = view.state.toText(text);
  view.dispatch({
    changes: { from, insert },
    selection: { anchor: from, head: from + insert.length },
    userEvent: "input.drop",
    scrollIntoView: true,
  });
  view.focus();
  return null;
}
