import { useMemo } from "react";
import { runCommand } from "#components/commands/command-registry.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { annotationEdit } from "#components/draft/annotation-edit.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { newAnnotationName } from "#components/draft/edits/annotation-edits.ts";
import { annotationId, annotationOf } from "#components/draft/edits/annotation-id.ts";
import type { ANNOTATION_COLOURS } from "#engine/shape/annotation-shape.ts";
import { membersInBox } from "../layout/frame-boxes.ts";
import { viewedDraft } from "./viewed-draft.ts";

/** Somebody else may have removed it while a menu was open. */
const GONE = "It is not there any more.";

/** Ways to add frames, and to change frames and notes. */
export function useAnnotate() {
  const store = useDraftStore();
  return useMemo(() => {
    const setCollapsed = (name: string, isCollapsed: boolean) => {
      const { draft, openedFrames, closeFrames, edit, announce, warn } = store.getState();
      const { annotations } = draft.file;
      const change = annotationEdit(annotations, annotationId("frame", name), { collapsed: isCollapsed });
      if (change === null) return warn(GONE);
      if (openedFrames.has(name)) closeFrames([name]);
      // One that was only opened on this page is collapsed in the draft still.
      if ((annotations?.frames.get(name)?.collapsed === true) !== isCollapsed) edit(change);
      keepFocus(annotationId("frame", name));
      announce(isCollapsed ? "The frame is one card now." : "The frame is open.");
    };
    return {
      setCollapsed,
      /** Gives a frame or a note another colour, by its id. */
      setColour: (id: string, colour: (typeof ANNOTATION_COLOURS)[number]): void => {
        const { draft, edit, warn } = store.getState();
        const change = annotationEdit(draft.file.annotations, id, { colour });
        if (change === null) warn(GONE);
        else edit(change);
      },
      /** Selects what is in a frame, and not the frame. */
      selectMembers: (name: string): void => {
        const { draft, select, warn } = store.getState();
        const frame = draft.file.annotations?.frames.get(name);
        if (frame === undefined) warn(GONE);
        else select({ vertices: new Set(frame.vertices), edges: new Set() });
      },
      /** Opens the frame of a card. */
      openFrame: (id: string): void => {
        const drawn = annotationOf(id);
        if (drawn?.kind === "frame") setCollapsed(drawn.name, false);
      },
      /** Puts the selected vertices into the frame that is selected with them, or else into a new one. */
      frame: (): void => {
        const { draft, edit, selection, announce, warn } = store.getState();
        const { content } = draft.file;
        const chosen = [...selection.vertices].filter(
          (name) => content.vertices.has(name) && content.vertices.get(name)?.final === undefined,
        );
        if (chosen.length === 0) {
          warn("Select the vertices that the frame should hold. Final steps stand in their lane.");
          return;
        }
        const frames = [...selection.annotations].flatMap((id) => {
          const drawn = annotationOf(id);
          return drawn?.kind === "frame" ? [drawn.name] : [];
        });
        const [only] = frames;
        const isNew = only === undefined || frames.length > 1;
        const problem = isNew
          ? edit({
              do: "set-frame",
              name: newAnnotationName(draft.file, "frame"),
              frame: { vertices: chosen },
            })
          : edit({ do: "put-in-frame", frame: only, vertices: chosen });
        if (problem !== null) return;
        announce(`${chosen.length} in a frame.`);
        // The next thing that is typed is its title.
        if (isNew) runCommand("rename");
      },
      /** Takes the selected vertices out of their frames. */
      takeOut: (): void => {
        const { edit, selection } = store.getState();
        edit({ do: "put-in-frame", frame: null, vertices: [...selection.vertices] });
      },
      /** Opens the frame that hides a vertex, on this page only. @returns the frames that were opened. */
      openFor: (vertex: string): readonly string[] => {
        const { draft, openedFrames, openFrames } = store.getState();
        const viewed = viewedDraft(draft.file, openedFrames);
        const names = [...(viewed.annotations?.frames ?? [])].flatMap(([name, frame]) =>
          frame.collapsed === true && membersInBox(viewed, frame).includes(vertex) ? [name] : [],
        );
        if (names.length > 0) openFrames(names);
        return names;
      },
    };
  }, [store]);
}

/** Puts what is selected into a frame, by its key and from the command list. */
export function useFrameCommand(): void {
  const { frame } = useAnnotate();
  useCommands({ frame });
}

/** What had the focus is gone with the card or the box: what stands there now has it. Elsewhere the focus stays. */
function keepFocus(id: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const name = CSS.escape(id);
    const found = `.react-flow__node[data-id="${name}"], [data-frame="${name}"] button`;
    document.querySelector<HTMLElement>(found)?.focus({ preventScroll: true });
  });
}
