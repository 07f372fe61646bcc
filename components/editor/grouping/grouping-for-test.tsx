import { ReactFlowProvider } from "@xyflow/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import { placed } from "#components/canvas/layout/tidy.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { EditorCanvas } from "../editor-canvas.tsx";
import { SeveralInspector } from "../inspector/several-inspector.tsx";
import { GroupCommand } from "./group-command.tsx";
import { UngroupCommand } from "./ungroup-command.tsx";

/** A graph with a frame around the two vertices in its middle. */
export const CHAIN = `signalbox: 1
name: release
params: { env: { type: string, default: prod } }
vertices:
  build: { script: make }
  test: { script: make test, inputs: { tag: { type: string, from: outputs.build.tag }, env: { type: string, from: params.env } } }
  ship: { script: make ship }
  tell: { script: echo, inputs: { url: { type: string, from: outputs.ship.url } } }
edges: [build -> test -> ship -> tell]
layout: { build: [0, 0], test: [340, 0], ship: [680, 0], tell: [1020, 0] }
frames: { f: { title: "Prüfen & ship", vertices: [test, ship] } }
`;

/** The canvas, the panel of several, and the dialog, before a server that makes every graph. */
export async function editorOf(text: string, more: Answers = {}) {
  const read = readGraphText(text);
  if (!read.ok) throw new Error(read.problems[0]?.text);
  const store = createDraftStore(placed(read.file));
  const made: { name: string; folder?: string; file: Record<string, unknown> }[] = [];
  const answers: Answers = {
    "graphs.list": () => [{ name: "taken", folder: "" }],
    "folders.list": () => [
      { path: "", acts: ["design"] },
      { path: "team", acts: ["design"] },
      { path: "others", acts: ["read"] },
    ],
    "account.show": () => ({}),
    "graphs.create": (input: unknown) => {
      made.push(input as never);
      return { name: "", edit: 1, digest: "", findings: [], isNew: true };
    },
    ...more,
  };
  const router = { push: () => undefined, prefetch: () => undefined } as never;
  const screen = await render(
    <AppRouterContext.Provider value={router}>
      <ApiForTest answers={answers}>
        <DraftContext value={store}>
          <ReactFlowProvider>
            <ToastProvider>
              <GroupCommand folder="team" />
              <UngroupCommand folder="team" />
              <div style={{ display: "flex", width: 1000, height: 500 }}>
                <EditorCanvas findings={[]} onInspect={() => undefined} />
                <SeveralInspector />
              </div>
            </ToastProvider>
          </ReactFlowProvider>
        </DraftContext>
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  const select = (...names: readonly string[]) => store.getState().select({ vertices: new Set(names) });
  const vertices = () => [...store.getState().draft.file.content.vertices.keys()];
  return { screen, store, made, select, vertices };
}
