import { ReactFlowProvider } from "@xyflow/react";
import { useState } from "react";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { isInFind } from "#components/canvas/editing/find/find-panel.tsx";
import { placed } from "#components/canvas/layout/tidy.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { VertexInspector } from "#components/kinds/sections/vertex-inspector.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { EditorCanvas } from "./editor-canvas.tsx";
import { Outline } from "./outline.tsx";

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

async function open(side: "inspector" | "outline" = "inspector") {
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

test("hits are gone through by Enter and F3: each is selected and shown, a script at its line; Escape goes back", async () => {
  await page.viewport(1100, 700);
  const { screen, card, field, chosen } = await open();
  const view = () => screen.container.querySelector<HTMLElement>(".react-flow__viewport")?.style.transform;
  const before = view();
  await userEvent.keyboard("NEEDLE");
  await expect.element(screen.getByText("6 hits. Enter shows the first one.")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.poll(chosen).toBe("deployScript, line 81curl needle.example.com");
  const marked = () => screen.container.querySelector(".cm-found");
  await expect.poll(() => marked()?.textContent).toBe("needle");
  await expect.element(screen.container.querySelector(".cm-found") as HTMLElement).toBeInViewport();
  await expect.element(field).toHaveFocus();
  await expect.element(card("deploy")).toHaveClass(/selected/);
  await userEvent.keyboard("{F3}");
  await expect.poll(chosen).toBe("deployUndo scriptrm needle");
  await expect.poll(() => marked()?.closest(".cm-editor")?.textContent).toContain("rm needle");
  await userEvent.keyboard("{Escape}");
  await expect.element(field).not.toBeInTheDocument();
  await expect.poll(view).toBe(before);
  expect(screen.container.querySelector(".react-flow__node.selected")).toBeNull();
});

test("questions, conditions, frames and notes are found; the hits are a ring in both directions", async () => {
  await page.viewport(1100, 700);
  const { card, field, chosen, screen } = await open("outline");
  await field.fill("needle");
  await expect.element(screen.getByText("6 hits. Enter shows the first one.")).toBeVisible();
  await userEvent.keyboard("{Enter}{Enter}{Enter}");
  await expect.poll(chosen).toBe('askQuestionIs the "needle" there?');
  await expect.element(card("ask")).toHaveClass(/selected/);
  await userEvent.keyboard("{Enter}");
  await expect.poll(chosen).toBe('deploy -> askConditionoutputs.needle == "x"');
  await userEvent.keyboard("{Shift>}{Enter}{/Shift}{Shift>}{F3}{/Shift}");
  await expect.poll(chosen).toBe("deployUndo scriptrm needle");
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  await expect.poll(chosen).toBe("NoteWhy no needle");
});

test("Ctrl Enter stays: a script gets the focus with what was found selected", async () => {
  await page.viewport(1100, 700);
  const { screen, field } = await open();
  await field.fill("curl");
  await expect.element(screen.getByRole("option").first()).toHaveTextContent("curl");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => screen.container.querySelector(".cm-found")?.textContent).toBe("curl");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(field).not.toBeInTheDocument();
  await expect.element(screen.getByRole("textbox", { name: "Script", exact: true })).toHaveFocus();
  await userEvent.keyboard("wget");
  await expect.element(screen.getByText("wget needle.example.com")).toBeInTheDocument();
});

test("beside the outline, hits are shown in the outline; a frame that was opened for a hit is closed again", async () => {
  await page.viewport(1100, 700);
  const { screen, field } = await open("outline");
  expect(isInFind()).toBe(true);
  await field.fill("v9");
  await expect.element(screen.getByRole("option").first()).toHaveTextContent("v9");
  await expect.element(screen.getByRole("group", { name: /^v9, / })).not.toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("group", { name: /^v9, / })).toBeInTheDocument();
  await field.fill("v29");
  await expect.element(screen.getByRole("option").first()).toHaveTextContent("v29");
  await userEvent.keyboard("{Enter}");
  // Far from the view a row is not in the page.
  await expect
    .element(screen.getByRole("button", { name: "v29", exact: true }))
    .toHaveAttribute("aria-pressed", "true");
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("group", { name: /^v9, / })).not.toBeInTheDocument();
});
