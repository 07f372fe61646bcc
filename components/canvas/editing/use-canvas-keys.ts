import { useEffect } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { edgeId } from "#components/draft/edits/edit.ts";
import { reached } from "#components/draft/edits/reached.ts";
import { isTyping } from "#components/ui/keys/is-typing.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";

export type CanvasActions = {
  readonly remove: () => void;
  readonly duplicate: () => void;
  readonly find: () => void;
  /** Asks which vertex to draw an edge to. */
  readonly connect: (tail: string) => void;
  readonly rename: () => void;
};

/** The editor's keys. They do nothing while a person types or a dialog is open. */
export function useCanvasKeys(actions: CanvasActions): void {
  const store = useDraftStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { draft, selection, select, undo, redo } = store.getState();
      const isCommand = event.ctrlKey || event.metaKey;
      const key = pressedKey(event);
      // AltGr is Ctrl and Alt, and types a character.
      if (event.altKey) return;
      // Find works from within a field, too; the browser's own would not see what is off the screen.
      if (isCommand && key === "f" && !event.defaultPrevented) return act(event, actions.find);
      if (isTyping(event)) return;
      if (isCommand && key === "z") return act(event, event.shiftKey ? redo : undo);
      if (isCommand && key === "y") return act(event, redo);
      if (isCommand && key === "d") return act(event, actions.duplicate);
      if (isCommand && key === "a")
        return act(event, () =>
          select({
            vertices: new Set(draft.file.content.vertices.keys()),
            edges: new Set(draft.file.content.edges.map(edgeId)),
          }),
        );
      if (isCommand) return;
      if ((key === "[" || key === "]") && selection.vertices.size > 0)
        return act(event, () =>
          select({
            vertices: reached(draft.file.content, selection.vertices, key === "[" ? "before" : "behind"),
          }),
        );
      if (key === "Delete" || key === "Backspace") return act(event, actions.remove);
      if (key === "F2") return act(event, actions.rename);
      const [only] = selection.vertices;
      if (key === "c" && only !== undefined && selection.vertices.size === 1)
        act(event, () => actions.connect(only));
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [store, actions]);
}

function act(event: KeyboardEvent, action: () => void): void {
  event.preventDefault();
  action();
}
