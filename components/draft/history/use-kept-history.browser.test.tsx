import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { createDraftStore } from "../draft-store.ts";
import { historyKeyOf, readHistory } from "./history-store.ts";
import { useKeptHistory } from "./use-kept-history.ts";

const EDIT = () => 1;

type PageProps = { store: ReturnType<typeof createDraftStore>; person: string; graphId?: number };

function Page({ store, person, graphId = 1 }: PageProps) {
  useKeptHistory(store, graphId, person, EDIT);
  return null;
}

const fileOf = (description: string, script: string) =>
  placedFile({ signalbox: 1, name: "kept", description, vertices: { A: { script } }, edges: [] });

test("undo goes on after the page was left, takes back only what was done here, and is of one person", async () => {
  const store = createDraftStore(fileOf("first", "a"));
  const page = await render(<Page store={store} person="ann" />);
  store.getState().edit({ do: "set-graph", header: { description: "second" } });
  await expect.poll(() => readHistory(historyKeyOf("ann", 1, "kept"))).not.toBeNull();
  await page.unmount();

  // Meanwhile somebody else changed the script.
  const again = createDraftStore(fileOf("second", "theirs"));
  await render(<Page store={again} person="ann" />);
  await expect.poll(() => again.getState().draft.past.length).toBe(1);
  again.getState().undo();
  expect(again.getState().draft.file.content).toEqual(fileOf("first", "theirs").content);

  const other = createDraftStore(fileOf("second", "theirs"));
  await render(<Page store={other} person="bob" />);
  expect(await readHistory(historyKeyOf("bob", 1, "kept"))).toBeNull();
  expect(other.getState().draft.past).toEqual([]);

  // The graph was deleted, and another one has its name.
  const anew = createDraftStore(fileOf("another", "theirs"));
  await render(<Page store={anew} person="ann" graphId={2} />);
  expect(await readHistory(historyKeyOf("ann", 2, "kept"))).toBeNull();
  expect(anew.getState().draft.past).toEqual([]);
});
