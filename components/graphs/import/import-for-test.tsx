import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { refusal } from "#components/declared-triggers/declared-for-test.tsx";
import { ImportByDrop } from "./import-by-drop.tsx";
import { ImportGraphButton } from "./import-graph-button.tsx";

/** A definition of another system: rows of its tables. */
export const TABLES = JSON.stringify({
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

/** The page of the graphs, before a server on which graphs of these names are, and which answers an import after `answered`. */
export async function importPage(
  there: readonly string[] | Promise<readonly string[]> = [],
  answered: Promise<void> = Promise.resolve(),
) {
  const sent: { text: string; folder?: string; version?: number }[] = [];
  const went: string[] = [];
  let version = 1;
  /** Eva saves the graphs that are there. */
  const save = () => {
    version += 1;
  };
  const router = { push: (address: string) => went.push(address), prefetch: () => undefined } as never;
  const screen = await render(
    <AppRouterContext.Provider value={router}>
      <ApiForTest
        answers={{
          "account.show": () => ({}),
          "graphs.list": async () =>
            (await there).map((name) => {
              const saved = {
                savedAt: new Date(0),
                version,
                savedBy: version === 1 ? "ben" : "eva",
                hasUnsealedChanges: true,
              };
              return { name, ...saved };
            }),
          "graphs.applyText": async (input) => {
            const { text, version: seen = version } = input as { text: string; version?: number };
            sent.push(input as { text: string });
            await answered;
            if (seen !== version) throw refusal("conflict", "eva changed the graph in between.");
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
  return { screen, sent, went, save };
}

export function drop(files: readonly File[], type = "drop") {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
}

export function paste(text: string, target: Element = document.body, file?: File) {
  const clipboardData = new DataTransfer();
  if (file !== undefined) clipboardData.items.add(file);
  clipboardData.setData("text/plain", text);
  target.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, clipboardData }));
}
