import { useReactFlow } from "@xyflow/react";
import { useEffect, useMemo } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { partOf } from "#components/draft/edits/clipboard-text.ts";
import { edgeId, type Point } from "#components/draft/edits/edit.ts";
import { PASTE_STEP } from "#components/draft/edits/paste-offset.ts";
import { pastedFiles } from "#components/file-drop/given-files.ts";
import { isTyping } from "#components/ui/keys/is-typing.ts";
import { firstProblem } from "#engine/graph-file/first-problem.ts";
import { readGraphDocument } from "#engine/graph-file/read-graph-text.ts";
import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import { MAX_PARTS_IN_PAGE } from "#engine/graph-file/yaml/yaml-limits.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { placed } from "../layout/tidy.ts";

/** Where the pointer is on the screen: what is pasted goes there. */
const pointer: { at: Point | null } = { at: null };

/** What copy, paste and delete do. */
export function useClipboardActions() {
  const store = useDraftStore();
  const flow = useReactFlow();
  return useMemo(() => {
    const chosen = () => store.getState().selection.vertices;
    const drawn = () => store.getState().selection.annotations;
    return {
      copied: (): string | null => {
        if (chosen().size + drawn().size === 0) return null;
        const part = partOf(store.getState().draft.file, chosen(), drawn());
        store.getState().announce(`Copied ${countText(part)}.`);
        return writeGraphText(part);
      },
      /** @param hasMembers also the vertices of the frames: they were copied with them. */
      removeChosen: (hasMembers = false) => {
        const { selection, edit, draft } = store.getState();
        const part = hasMembers ? partOf(draft.file, chosen(), drawn()) : null;
        const edges = draft.file.content.edges.filter((edge) => selection.edges.has(edgeId(edge)));
        edit({
          do: "remove",
          vertices: part === null ? [...selection.vertices] : [...part.content.vertices.keys()],
          edges,
          annotations: [...selection.annotations],
        });
      },
      /**
       * @param place where on the screen; left out: where the pointer is.
       * @returns why it was not pasted.
       */
      paste: (text: string, place: Point | null = pointer.at): string | null => {
        const { graph: read, triggers } = readGraphDocument(text, MAX_PARTS_IN_PAGE);
        if (!read.ok) return `This is no graph file. ${firstProblem(read.problems)}`;
        const box = document.querySelector(".react-flow")?.getBoundingClientRect() ?? new DOMRect();
        const middle = { x: box.x + box.width / 3, y: box.y + box.height / 3 };
        const at = flow.screenToFlowPosition(isIn(box, place) ? place : middle);
        const problem = store.getState().edit({ do: "paste", part: placed(read.file), at });
        if (problem === null && Array.isArray(triggers) && triggers.length > 0)
          store
            .getState()
            .warn("Pasted the vertices. The triggers of the text were left out: a draft has none.");
        return problem;
      },
      duplicate: () => {
        const { draft, edit } = store.getState();
        if (chosen().size + drawn().size === 0) return;
        const part = partOf(draft.file, chosen(), drawn());
        const notes = [...(part.annotations?.notes.values() ?? [])];
        const places = [...part.layout.values(), ...notes.map(({ at }) => at)];
        const at = {
          x: Math.min(...places.map(({ x }) => x)) + PASTE_STEP,
          y: Math.min(...places.map(({ y }) => y)) + PASTE_STEP,
        };
        edit({ do: "paste", part, at });
      },
    };
  }, [store, flow]);
}

/** Copy, cut and paste of vertices as graph-file text, by the browser's own commands. */
export function useClipboard(): void {
  const act = useClipboardActions();
  const store = useDraftStore();
  useEffect(() => {
    const follow = (event: PointerEvent) => {
      pointer.at = { x: event.clientX, y: event.clientY };
    };
    const put = (event: ClipboardEvent) => {
      // Selected text of the page (a finding, a name) is what a person means to copy.
      if (isTyping(event) || window.getSelection()?.isCollapsed === false) return;
      const text = act.copied();
      if (text === null) return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      if (event.type === "cut") act.removeChosen(true);
    };
    const take = (event: ClipboardEvent) => {
      const { clipboardData } = event;
      if (isTyping(event) || clipboardData === null) return;
      const text = clipboardData.getData("text/plain");
      // Beside a file some systems put its name: the page takes the file.
      if (text === "" || pastedFiles(clipboardData).length > 0) return;
      event.preventDefault();
      const problem = act.paste(text);
      if (problem !== null) store.getState().warn(`Not pasted. ${problem}`);
    };
    window.addEventListener("pointermove", follow, { passive: true });
    document.addEventListener("copy", put);
    document.addEventListener("cut", put);
    document.addEventListener("paste", take);
    return () => {
      window.removeEventListener("pointermove", follow);
      document.removeEventListener("copy", put);
      document.removeEventListener("cut", put);
      document.removeEventListener("paste", take);
    };
  }, [act, store]);
}

function isIn(box: DOMRect, point: Point | null): point is Point {
  return (
    point !== null &&
    point.x >= box.left &&
    point.x <= box.right &&
    point.y >= box.top &&
    point.y <= box.bottom
  );
}

function countText({ content, annotations }: GraphFile): string {
  const count = content.vertices.size;
  const notes = annotations?.notes.size ?? 0;
  const texts = [
    ...(count === 0 ? [] : [count === 1 ? "one vertex" : `${count} vertices`]),
    ...(notes === 0 ? [] : [notes === 1 ? "one note" : `${notes} notes`]),
  ];
  return texts.join(" and ");
}
