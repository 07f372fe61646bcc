import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { vertexJson } from "#engine/graph-file/graph-file-json.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import { RetrySettings } from "./failure-settings.tsx";
import { ForeachSettings } from "./foreach-settings.tsx";
import { RepeatSettings } from "./repeat-settings.tsx";

async function formOf(form: React.ReactNode, vertex: FileFields) {
  const file = { signalbox: 1, name: "g", vertices: { A: { script: "a", ...vertex } } };
  const store = createDraftStore(placedFile(file));
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>{form}</ReactFlowProvider>
    </DraftContext>,
  );
  const now = () => vertexJson(store.getState().draft.file.content.vertices.get("A") ?? {});
  return { screen, now };
}

/** Empties a text field, as with select all and Backspace, and types another text. */
async function typeAnew(field: { element: () => Element }, text: string, emptied: () => unknown = () => 0) {
  await userEvent.clear(field.element());
  const seen = emptied();
  await userEvent.type(field.element(), text);
  return seen;
}

test("a number of retries that is typed anew leaves their exit codes, delay and factor, also by way of 0", async () => {
  const retry = { max: 2, delay: "5s", factor: 2, onExit: [75] };
  const { screen, now } = await formOf(<RetrySettings name="A" />, { retry });
  const field = screen.getByRole("textbox", { name: "Automatic retries" });
  expect(await typeAnew(field, "3", now)).toMatchObject({ retry });
  expect(now()).toMatchObject({ retry: { ...retry, max: 3 } });
  await typeAnew(field, "0");
  expect(now()["retry"]).toBeUndefined();
  await typeAnew(field, "5");
  expect(now()).toMatchObject({ retry: { ...retry, max: 5 } });
  await userEvent.clear(field.element());
  await expect.element(screen.getByText("Enter a number; 0 is none.")).toBeVisible();
});

test("another list for each leaves how many run at once, in batches, and how many may fail", async () => {
  const foreach = { items: "params.hosts", parallel: 2, maxFailures: 0, batch: 5, pause: "5m" };
  const { screen, now } = await formOf(<ForeachSettings name="A" />, { foreach });
  const field = screen.getByRole("textbox", { name: "Run for each" });
  expect(await typeAnew(field, "params.servers", now)).not.toHaveProperty("foreach");
  expect(now()).toMatchObject({ foreach: { ...foreach, items: "params.servers" } });
});

test("another batch size leaves the pause, and other failures allowed what they stop", async () => {
  const foreach = { items: "params.hosts", maxFailures: 2, onFailFast: "stop", batch: 5, pause: "5m" };
  const { screen, now } = await formOf(<ForeachSettings name="A" />, { foreach });
  await typeAnew(screen.getByRole("textbox", { name: "Batch size" }), "10");
  await typeAnew(screen.getByRole("textbox", { name: "Failures allowed" }), "1");
  expect(now()).toMatchObject({ foreach: { ...foreach, batch: 10, maxFailures: 1 } });
});

test("another condition of a repeat leaves its rounds and delay", async () => {
  const repeat = { until: "result.left == 0", max: 100, delay: "5s" };
  const { screen, now } = await formOf(<RepeatSettings name="A" />, { repeat });
  const field = screen.getByRole("textbox", { name: "Repeat until" });
  expect(await typeAnew(field, "last.done", now)).not.toHaveProperty("repeat");
  expect(now()).toMatchObject({ repeat: { ...repeat, until: "last.done" } });
});
