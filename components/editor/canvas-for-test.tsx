import { ReactFlowProvider } from "@xyflow/react";
import { render } from "vitest-browser-react";
import { placed } from "#components/canvas/layout/tidy.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { EditorCanvas } from "./editor-canvas.tsx";

/** Draws a graph file on the editor's canvas. */
export async function canvasOf(text: string) {
  const read = readGraphText(text);
  if (!read.ok) throw new Error(read.problems[0]?.text);
  const store = createDraftStore(placed(read.file));
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <ToastProvider>
          <div style={{ display: "flex", width: 1000, height: 600 }}>
            <EditorCanvas findings={[]} onInspect={() => undefined} />
          </div>
        </ToastProvider>
      </ReactFlowProvider>
    </DraftContext>,
  );
  return { store, screen };
}
