import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext, useDraftStore } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { InputsEditor } from "./inputs-editor.tsx";
import { OutputsEditor } from "./outputs-editor.tsx";

const THREE = { a: { type: "string" }, b: { type: "string" }, c: { type: "string" } };
const { a: _a, ...TWO } = THREE;

function Inputs() {
  const store = useDraftStore();
  const { spec, update } = useVertex("A", ["inputs"]);
  return (
    <InputsEditor
      noun="input"
      vertex="A"
      inputs={spec.inputs ?? {}}
      onInputs={(inputs, field) => update({ inputs }, field)}
      onRename={(from, to) => store.getState().edit({ do: "rename-input", vertex: "A", from, to })}
    />
  );
}

async function formOf(form: React.ReactNode, fields: Record<string, unknown>) {
  const file = { signalbox: 1, name: "g", vertices: { A: { script: "a", ...fields } } };
  const store = createDraftStore(placedFile(file));
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>{form}</ReactFlowProvider>
    </DraftContext>,
  );
  return { screen, store };
}

const now = (store: ReturnType<typeof createDraftStore>) =>
  store.getState().draft.file.content.vertices.get("A");

test.each([
  ["Input", "inputs", <Inputs key="inputs" />],
  ["Output", "outputs", <OutputsEditor key="outputs" name="A" whenNone="" />],
] as const)(
  "a name that is typed goes to its own %s while somebody else removes the one before it",
  async (noun, field, form) => {
    const { screen, store } = await formOf(form, { [field]: THREE });
    const typed = screen.getByRole("group", { name: `${noun} b` }).getByRole("textbox", { name: "Name" });
    await userEvent.clear(typed.element());
    await userEvent.type(typed.element(), "port");
    store.getState().edit({ do: "set-vertex", name: "A", spec: { script: "a", [field]: TWO } });
    await expect.element(screen.getByRole("group", { name: `${noun} a` })).not.toBeInTheDocument();
    await expect.element(typed).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(Object.keys(now(store)?.[field] ?? {})).toEqual(["port", "c"]);
    const renamed = screen
      .getByRole("group", { name: `${noun} port` })
      .getByRole("textbox", { name: "Name" });
    await expect.element(renamed).toHaveFocus();
  },
);
