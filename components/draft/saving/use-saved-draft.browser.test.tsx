import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { usePersonKey } from "#components/api/use-person-key.ts";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import type { GraphFileJson, GraphView } from "#contract/graphs/graphs.ts";
import { keepDraft } from "./kept-draft.ts";
import { holdDraft } from "./living-owners.ts";
import { type SavedDraft, useSavedDraft } from "./use-saved-draft.ts";

const fileOf = (description: string): GraphFileJson => ({
  signalbox: 1,
  name: "g",
  description,
  vertices: {},
  edges: [],
});

type PageProps = { readonly view: GraphView; readonly show: (saved: SavedDraft) => void };

/** An editor waits until it is known whose drafts it opens. */
function Page(props: PageProps) {
  return usePersonKey() === null ? null : <Draft {...props} />;
}

function Draft({ view, show }: PageProps) {
  show(useSavedDraft(view));
  return null;
}

let graphId = 0;

/** A graph of which another page keeps an unsaved draft, and a new page that opens it. */
function stage() {
  graphId += 1;
  const who = crypto.randomUUID();
  const view: GraphView = {
    graphId,
    name: "g",
    folder: "",
    revision: null,
    edit: 1,
    digest: "",
    file: fileOf("saved"),
    findings: [],
    sealed: null,
    sealedAs: null,
    revisions: [],
    savedAt: new Date(0),
    savedBy: "ann",
  };
  const server = { edit: 1, file: view.file };
  const newest = () => ({ graphId: view.graphId, folder: "", edit: server.edit, savedBy: "ann", here: "" });
  const answers = {
    "account.show": () => ({ who, personId: null }),
    "graphs.newestSave": newest,
    "graphs.show": () => ({ ...view, ...server }),
    "graphs.save": (input: unknown) => {
      server.edit += 1;
      server.file = (input as { file: GraphFileJson }).file;
      return { name: "g", edit: server.edit, digest: "", findings: [], isNew: false };
    },
  };
  const opened: { saved: SavedDraft | null } = { saved: null };
  const show = (saved: SavedDraft) => {
    opened.saved = saved;
  };
  const person = `${who} `;
  const base = placedFile(view.file);
  const kept = { graphId, edit: 1, file: placedFile(fileOf("kept")), base, sent: null };
  return {
    server,
    keep: (page: string) => keepDraft([sessionStorage, localStorage], person, kept, page),
    hold: (page: string) => holdDraft(person, view.graphId, page),
    open: () =>
      render(
        <ApiForTest answers={answers}>
          <Page view={view} show={show} />
        </ApiForTest>,
      ),
    description: () => opened.saved?.store.getState().draft.file.content.description,
    write: (description: string) =>
      opened.saved?.store.getState().edit({ do: "set-graph", header: { description } }),
    state: () => opened.saved?.saving.is,
    keys: () => Object.keys(localStorage).filter((key) => key.includes(who)),
  };
}

test("what a page that has ended kept is taken up and saved", async () => {
  const { keep, open, server, description, keys } = stage();
  keep("ended page");
  const page = await open();
  await expect.poll(() => server.file.description).toBe("kept");
  expect(description()).toBe("kept");
  await expect.poll(keys).toEqual([]);
  await page.unmount();
});

test("what a living page keeps stays its own: another page shows and saves its own draft, and leaves the other's where it is", async () => {
  const { keep, hold, open, server, write, description, state, keys } = stage();
  const release = hold("living page");
  keep("living page");
  const page = await open();
  // Before it is known whether that page lives.
  await expect.poll(description).toBe("saved");
  write("typed at once");
  await expect.poll(() => server.file.description).toBe("typed at once");
  await expect.poll(state).toBe("saved");
  expect(description()).toBe("typed at once");
  expect(keys()).toHaveLength(2);
  await page.unmount();
  release();
});
