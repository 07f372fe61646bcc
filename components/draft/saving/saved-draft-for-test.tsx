import { useEffect } from "react";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { usePersonKey } from "#components/api/use-person-key.ts";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import type { GraphFileJson, GraphView } from "#contract/graphs/graphs.ts";
import { keepDraft } from "./kept/kept-draft.ts";
import { KnownOwners, type Owners } from "./kept/known-owners.tsx";
import { holdDraft } from "./kept/open-owners.ts";
import { type SavedDraft, useSavedDraft } from "./use-saved-draft.ts";

const fileOf = (description: string): GraphFileJson => ({
  signalbox: 1,
  name: "g",
  description,
  vertices: {},
  edges: [],
});

type PageProps = {
  readonly view: GraphView;
  readonly show: (saved: SavedDraft) => void;
  readonly onShown: (description: string | undefined, flushed: Promise<boolean>) => void;
};

/** An editor waits until it is known whose drafts it opens. */
function Page(props: PageProps) {
  if (usePersonKey() === null) return null;
  return (
    <KnownOwners graphId={props.view.graphId} skeleton={null}>
      {(owners) => <Draft {...props} owners={owners} />}
    </KnownOwners>
  );
}

function Draft({ view, show, onShown, owners }: PageProps & { readonly owners: Owners }) {
  const saved = useSavedDraft(view, owners);
  show(saved);
  const { store, flush } = saved;
  // What a person sees and does first.
  useEffect(() => onShown(store.getState().draft.file.content.description, flush()), [store, flush, onShown]);
  return null;
}

let graphId = 0;

/** A graph of which another page keeps an unsaved draft, and a new page that opens it. */
export function savedDraftForTest() {
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
  const server = {
    edit: 1,
    file: view.file,
    /** A save is carried out at once, and answered after it. */
    answersAfter: Promise.resolve(),
  };
  const newest = () => ({ graphId: view.graphId, folder: "", edit: server.edit, savedBy: "ann", here: "" });
  const answers = {
    "account.show": () => ({ who, personId: null }),
    "graphs.newestSave": newest,
    "graphs.show": () => ({ ...view, edit: server.edit, file: server.file }),
    "graphs.save": async (input: unknown) => {
      const { edit, file } = input as { edit: number; file: GraphFileJson };
      if (edit !== server.edit) throw refusalForTest("conflict", "Somebody saved in between.");
      server.edit += 1;
      server.file = file;
      const saved = { name: "g", edit: server.edit, digest: "", findings: [], isNew: false };
      await server.answersAfter;
      return saved;
    },
  };
  const opened: { saved: SavedDraft | null } = { saved: null };
  const show = (saved: SavedDraft) => {
    opened.saved = saved;
  };
  const first: { description?: string | undefined; flushed?: Promise<boolean> } = {};
  const onShown: PageProps["onShown"] = (description, flushed) => {
    first.description ??= description;
    first.flushed ??= flushed;
  };
  const person = `${who} `;
  const base = placedFile(view.file);
  return {
    server,
    first,
    keep: (page: string, description = "kept") => {
      const file = placedFile(fileOf(description));
      const kept = { graphId: view.graphId, edit: 1, file, base, sent: null };
      return keepDraft([sessionStorage, localStorage], person, kept, page);
    },
    hold: (page: string) => holdDraft(person, view.graphId, page),
    open: () => {
      opened.saved = null;
      return render(
        <ApiForTest answers={answers}>
          <Page view={view} show={show} onShown={onShown} />
        </ApiForTest>,
      );
    },
    description: () => opened.saved?.store.getState().draft.file.content.description,
    write: (description: string) =>
      opened.saved?.store.getState().edit({ do: "set-graph", header: { description } }),
    state: () => opened.saved?.saving.is,
    pending: () => opened.saved?.pending,
    keys: () => Object.keys(localStorage).filter((key) => key.includes(who)),
  };
}
