import type { Commands } from "#components/commands/command-registry.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { edgeId } from "#components/draft/edits/edit.ts";
import { isInDialog } from "#components/ui/keys/is-in-dialog.ts";
import { reached } from "#engine/model/reached.ts";
import type { Direction } from "../../layout/card-size.ts";
import { useCopyLink } from "../../view/vertex-link.ts";
import type { useClipboardActions } from "../use-clipboard.ts";
import { useCanvasTargets } from "./use-canvas-targets.ts";
import { useClipboardButtons } from "./use-clipboard-buttons.ts";

export type CanvasActions = {
  readonly find: () => void;
  /** Goes to the next hit, or (-1) to the one before. */
  readonly findStep: (by: 1 | -1) => void;
  /** Asks what to add: after the vertex where only one is selected. */
  readonly add: () => void;
  /** The same by Tab; `false` where Tab moves the focus. */
  readonly addByTab: (event?: KeyboardEvent) => false | undefined;
  /** Asks which vertex to draw an edge to. */
  readonly connect: (tail: string) => void;
  /** Goes to the first field of what is selected. */
  readonly edit: () => void;
  /** Goes to the field of the name of the vertex, or of what the frame or note says. */
  readonly rename: () => void;
  readonly tidy: (direction: Direction) => void;
};

/** What can be done to the drawing: by keys, from the command list, which also shows its vertices, and from menus. */
export function useCanvasCommands(
  actions: CanvasActions,
  clipboard: ReturnType<typeof useClipboardActions>,
): void {
  const store = useDraftStore();
  const buttons = useClipboardButtons(clipboard);
  const copyLink = useCopyLink();
  const commandsNow = (): Commands => {
    const { draft, selection, select, undo, redo } = store.getState();
    const { vertices, edges, annotations } = selection;
    const { content } = draft.file;
    const [only] = vertices;
    const refusedVertex = vertices.size > 0 ? null : "No vertex is selected.";
    const refusedOne = vertices.size === 1 ? null : "Select one vertex first.";
    const drawn = vertices.size + annotations.size;
    const refusedName = drawn === 1 ? null : "Select one vertex, frame or note first.";
    const refusedEdit = drawn + edges.size === 1 ? null : "Select one vertex or edge first.";
    const refusedDrawn = drawn > 0 ? null : "No vertex, frame or note is selected.";
    const refusedAny = drawn + edges.size > 0 ? null : "Nothing is selected.";
    const selectReached = (side: "before" | "behind") => () =>
      select({ vertices: reached(content, vertices, side) });
    return {
      undo,
      redo,
      // What is behind a dialog is not searched.
      find: () => (isInDialog() ? false : actions.find()),
      "find-next": () => (isInDialog() ? false : actions.findStep(1)),
      "find-previous": () => (isInDialog() ? false : actions.findStep(-1)),
      add: actions.add,
      "add-after-click": actions.addByTab,
      connect: { run: () => only !== undefined && actions.connect(only), refused: refusedOne },
      // Its key is meant for a card or an edge that has the focus, and for no button: the canvas listens to it.
      edit: { run: actions.edit, refused: refusedEdit },
      rename: { run: actions.rename, refused: refusedName },
      copy: { run: buttons.copy, refused: refusedDrawn },
      cut: { run: buttons.cut, refused: refusedDrawn },
      paste: () => void buttons.paste(),
      duplicate: { run: clipboard.duplicate, refused: refusedDrawn },
      remove: { run: () => clipboard.removeChosen(), refused: refusedAny },
      "select-all": () =>
        select({ vertices: new Set(content.vertices.keys()), edges: new Set(content.edges.map(edgeId)) }),
      "select-before": { run: selectReached("before"), refused: refusedVertex },
      "select-behind": { run: selectReached("behind"), refused: refusedVertex },
      "copy-link": { run: () => only !== undefined && copyLink(only), refused: refusedOne },
      "tidy-right": () => actions.tidy("right"),
      "tidy-down": () => actions.tidy("down"),
    };
  };
  useCommands(commandsNow, useCanvasTargets());
}
