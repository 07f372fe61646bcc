import { ReactFlowProvider } from "@xyflow/react";
import { useState } from "react";
import { expect } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placed } from "#components/canvas/layout/tidy.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { VertexInspector } from "#components/kinds/sections/vertex-inspector.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { EditorCanvas } from "./editor-canvas.tsx";
import { Outline } from "./outline/outline.tsx";

const FILLER = Array.from({ length: 80 }, (_, line) => `echo ${line}`).join("\\n");
const names = Array.from({ length: 30 }, (_, at) => `v${at}`);
const GRAPH = `signalbox: 1
name: g
vertices:
  deploy: { script: "${FILLER}\\ncurl needle.example.com\\n", revert: "rm needle" }
  ask: { kind: approval, prompt: { title: 'Is the "needle" there?' } }
  ${names.map((name) => `${name}: {}`).join("\n  ")}
edges: [{ tail: deploy, head: ask, when: outputs.needle == "x" }]
frames: { f: { title: All needles, collapsed: true, vertices: [v8, v9] } }
notes: { n: { text: Why no needle, at: [0, 900] } }
`;

function Page({ side }: { side: "inspector" | "outline" }) {
  const [vertex, setVertex] = useState<string | null>(null);
  const [store] = useState(() => {
    const read = readGraphText(GRAPH);
    if (!read.ok) throw new Error(read.problems[0]?.text);
    const made = createDraftStore(placed(read.file));
    made.subscribe(({ selection }) => {
      const [only = null] = selection.vertices;
      setVertex(only);
    });
    return made;
  });
  return (
    <DraftContext value={store}>
      <ReactFlowProvider>
        <ToastProvider>
          <div style={{ display: "flex", height: 600 }}>
            <div style={{ display: "flex", flex: 1, minWidth: 0 }}>
              <EditorCanvas findings={[]} onInspect={() => undefined} />
            </div>
            <div
              style={{
                display: "flex",
                width: 340,
                flexDirection: "column",
                overflow: side === "outline" ? "hidden" : "auto",
              }}
            >
              {side === "outline" ? (
                <Outline />
              ) : (
                vertex !== null && <VertexInspector key={vertex} name={vertex} />
              )}
            </div>
          </div>
        </ToastProvider>
      </ReactFlowProvider>
    </DraftContext>
  );
}

/** The editor's canvas with an inspector or the outline beside it, and Find open. */
export async function openFind(side: "inspector" | "outline" = "inspector") {
  const screen = await render(<Page side={side} />);
  const card = (name: string) => screen.getByRole("group", { name: new RegExp(`^${name}, `) });
  await expect.element(card("deploy")).toBeInTheDocument();
  await userEvent.keyboard("{Control>}f{/Control}");
  const field = screen.getByRole("combobox", { name: "Find in the graph" });
  await expect.element(field).toHaveFocus();
  const chosen = () =>
    screen.container.querySelector("[role=option][aria-selected=true]")?.textContent ?? null;
  return { screen, card, field, chosen };
}
