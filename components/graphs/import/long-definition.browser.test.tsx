import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, onTestFinished, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { DefinitionDialog } from "./definition-dialog.tsx";

const COUNT = 600;
const LONG = JSON.stringify({
  graph: [{ id: 1, name: "rows" }],
  vertex: Array.from({ length: COUNT }, (_, at) => ({
    ...{ id: at + 1, name: `v${at}`, g_id: 1, input: null },
    script: JSON.stringify({ script: `echo ${"x".repeat(60)}` }),
  })),
  edge: [{ id: 1, tail: 1, head: 2, g_id: 1 }],
});

test("a long definition is read by a thread of its own, also under another name, and imported as what was shown", async () => {
  const asked: unknown[] = [];
  const ask = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, question: unknown) {
    asked.push((question as { name?: string }).name);
    ask.call(this, question);
  };
  onTestFinished(() => {
    Worker.prototype.postMessage = ask;
  });
  const sent: string[] = [];
  const answers = {
    "graphs.list": () => [],
    "graphs.applyText": (input: unknown) => {
      sent.push((input as { text: string }).text);
      return { name: "other", declaredTriggers: 0 };
    },
  };
  const router = { push: () => undefined, prefetch: () => undefined } as never;
  const screen = await render(
    <AppRouterContext.Provider value={router}>
      <ApiForTest answers={answers}>
        <DefinitionDialog file="rows.json" text={LONG} folder="" onClose={() => undefined} />
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  const dialog = screen.getByRole("dialog", { name: "Import rows.json" });
  await expect.element(dialog).toHaveTextContent(`${COUNT} vertices, 1 edge.`);
  await screen.getByRole("textbox", { name: "Name of the graph" }).fill("other");
  const act = dialog.getByRole("button", { name: "Import", exact: true });
  await expect.element(act).toBeEnabled();
  await act.click();
  await expect.poll(() => sent.map((text) => /^name: (.*)$/m.exec(text)?.[1])).toEqual(["other"]);
  expect(asked).toEqual([undefined, "other"]);
});
