import { ReactFlowProvider } from "@xyflow/react";
import type { ReactNode } from "react";
import { render } from "vitest-browser-react";
import { placed } from "#components/canvas/layout/tidy.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import { EditorCanvas } from "./editor-canvas.tsx";

type How = { findings?: readonly Finding[]; width?: number; height?: number; beside?: ReactNode };

/** Draws a graph file on the editor's canvas, with something beside it. */
export async function canvasOf(
  text: string,
  { findings = [], width = 1000, height = 600, beside = null }: How = {},
) {
  const read = readGraphText(text);
  if (!read.ok) throw new Error(read.problems[0]?.text);
  const store = createDraftStore(placed(read.file));
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>
        <ToastProvider>
          <div style={{ display: "flex", width, height }}>
            <EditorCanvas findings={findings} onInspect={() => undefined} />
            {beside}
          </div>
        </ToastProvider>
      </ReactFlowProvider>
    </DraftContext>,
  );
  return { store, screen };
}
