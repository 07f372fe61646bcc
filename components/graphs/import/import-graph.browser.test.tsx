import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { refusal } from "#components/declared-triggers/declared-for-test.tsx";
import { ImportByDrop } from "./import-by-drop.tsx";
import { ImportGraphButton } from "./import-graph-button.tsx";

const TABLES = JSON.stringify({
  graph: [{ id: 1, name: "old test" }],
  vertex: [
    { id: 1, name: "A", g_id: 1, script: '{"script": "echo A", "next": "B"}' },
    { id: 2, name: "B", g_id: 1, script: '{"script": "echo B", "next": 2}' },
    { id: 3, name: "C", g_id: 1, script: '{"script": "echo C"}' },
  ],
  edge: [
    { id: 1, tail: 1, head: 2, g_id: 1 },
    { id: 2, tail: 1, head: 3, g_id: 1 },
  ],
});

async function page(there: readonly string[] | Promise<readonly string[]> = []) {
  const sent: { text: string; folder?: string }[] = [];
  const went: string[] = [];
  const router = { push: (address: string) => went.push(address), prefetch: () => undefined } as never;
  const screen = await render(
    <AppRouterContext.Provider value={router}>
      <ApiForTest
        answers={{
          "account.show": () => ({}),
          "graphs.list": async () => (await there).map((name) => ({ name })),
          "graphs.applyText": (input) => {
            const { text } = input as { text: string };
            sent.push(input as { text: string });
            return { name: "mine", declaredTriggers: text.includes("triggers:") ? 1 : 0 };
          },
          "schedules.list": () => ({ schedules: [], next: null, stop: null }),
          "schedules.show": () => Promise.reject(refusal("not-found", "There is no schedule.")),
          "triggers.list": () => ({ triggers: [], next: null }),
        }}
      >
        <ImportGraphButton folder="/games" refused={null} />
        <ImportByDrop />
        <input aria-label="a field" />
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  return { screen, sent, went };
}

function drop(files: readonly File[], type = "drop") {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
}

function paste(text: string, target: Element = document.body) {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  target.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, clipboardData }));
}

test("a definition that is dropped shows what it becomes and what is left to do; a name that is taken is refused", async () => {
  const { screen, sent, went } = await page(["old-test"]);
  drop([new File([TABLES], "rows.json")], "dragover");
  await expect.element(screen.getByText("Drop a graph file or a definition here")).toBeVisible();
  drop([new File([TABLES], "rows.json")]);
  const dialog = screen.getByRole("dialog", { name: "Import rows.json" });
  await expect.element(dialog).toHaveTextContent("rows of the tables graph, vertex and edge");
  await expect.element(dialog).toHaveTextContent("3 vertices, 2 edges. 3 things to look at");
  await expect.element(dialog).toHaveTextContent(/Before it can be sealed: B: .*names B itself/);
  await expect
    .element(dialog)
    .toHaveTextContent("There is a graph old-test already. An import replaces none.");
  await expect.element(dialog.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  await dialog.getByRole("textbox", { name: "Name of the graph" }).fill("new test");
  await expect.element(dialog).toHaveTextContent("The name has a space, which is not allowed there.");
  await dialog.getByRole("textbox", { name: "Name of the graph" }).fill("new-test");
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect.poll(() => went).toEqual(["/graphs/new-test"]);
  expect(sent).toMatchObject([
    { folder: "/games", isNew: true, text: expect.stringContaining("name: new-test") },
  ]);
});

test("a text is taken when it is pasted outside of a field, and a graph file as ever", async () => {
  const { screen, sent } = await page();
  paste("signalbox: 1\nname: mine\n", screen.getByRole("textbox").element());
  expect(document.querySelector("[role=dialog]")).toBeNull();
  paste("signalbox: 1\nname: mine\nvertices: { a: { script: echo a } }\n");
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("It becomes the draft of mine");
  await screen.getByRole("button", { name: "Import", exact: true }).click();
  await expect.poll(() => sent.length).toBe(1);
});

test("a graph that is there stays in its folder, also where the server says late that it is there", async () => {
  let answer: (names: readonly string[]) => void = () => undefined;
  const there = new Promise<readonly string[]>((resolve) => {
    answer = resolve;
  });
  const { screen, sent } = await page(there);
  paste("signalbox: 1\nname: mine\nvertices: { a: { script: echo a } }\n");
  const button = screen.getByRole("button", { name: "Import", exact: true }).last();
  await expect.element(button).toBeDisabled();
  answer(["mine"]);
  await button.click();
  await expect.poll(() => sent.length).toBe(1);
  expect(sent[0]).not.toHaveProperty("folder");
});

test("what is no text, no definition and no graph file is told, and nothing is sent", async () => {
  const { screen, sent } = await page();
  drop([new File([new Uint8Array([0xff, 0xfe, 0x00])], "picture.png")]);
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("It cannot be read as UTF-8 text");
  await screen.getByRole("button", { name: "Back" }).click();
  paste("just words");
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("Nothing was changed.");
  expect(sent).toEqual([]);
});

test("a graph file that declares triggers is imported without them; they are shown then, and may be applied alone", async () => {
  const { screen, sent, went } = await page();
  const file = "signalbox: 1\nname: mine\nvertices: { a: { script: echo a } }\ntriggers:\n";
  paste(`${file}  - { name: hourly, schedule: { every: 1h } }\n`);
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("The file declares one trigger.");
  await screen.getByRole("button", { name: "Only its triggers" }).click();
  await expect.element(screen.getByRole("dialog")).toHaveTextContent(/hourly.*Every 1h.*Will be made/);
  await screen.getByRole("button", { name: "Back" }).click();
  expect(sent).toEqual([]);
  await screen.getByRole("button", { name: "Import", exact: true }).click();
  await expect.element(screen.getByRole("dialog", { name: "Triggers of pasted text" })).toBeVisible();
  expect(went).toEqual([]);
  await screen.getByRole("button", { name: "To the graph" }).click();
  await expect.poll(() => went).toEqual(["/graphs/mine"]);
  expect(sent.length).toBe(1);
});

test("a mistake in a trigger of a file is told with its line, and nothing is sent", async () => {
  const { screen, sent } = await page();
  paste(
    "signalbox: 1\nname: mine\nvertices: { a: {} }\ntriggers:\n  - { name: x, schedule: { cron: 0 0 30 2 * } }\n",
  );
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("Line 5: It would never be due");
  await expect.element(screen.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  expect(sent).toEqual([]);
});

test("a file with too many triggers for the page is imported by the server, and what was not applied is told", async () => {
  const { screen, sent, went } = await page();
  const hook = (at: number) =>
    `  - { name: h${at}, webhook: { secret: key }, filter: body.ref == "${at}" }\n`;
  const entries = Array.from({ length: 1_000 }, (_, at) => hook(at)).join("");
  paste(`signalbox: 1\nname: mine\nvertices: { a: { script: echo a } }\ntriggers:\n${entries}`);
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("the graph that it names");
  await screen.getByRole("button", { name: "Import", exact: true }).click();
  await expect.element(screen.getByText(/which were not applied/)).toBeVisible();
  await expect.element(screen.getByText(/too large for this page/)).toBeVisible();
  expect(sent.length).toBe(1);
  expect(went).toEqual([]);
});
