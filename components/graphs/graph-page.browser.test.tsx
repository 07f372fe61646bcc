import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { keepDraft } from "#components/draft/saving/kept/kept-draft.ts";
import { holdDraft } from "#components/draft/saving/kept/open-owners.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { GraphPage } from "./graph-page.tsx";

const ROUTER = { push: () => undefined, prefetch: () => undefined } as never;

/** The page of a draft without places, of somebody whose role a test may change. */
async function page(count: number) {
  const server = { role: "designer", personId: 4, saves: [] as unknown[] };
  const queries = queriesForTest();
  // As the wire gives it: another object each time.
  const file = () => ({
    ...{ signalbox: 1, name: "g", edges: [] },
    vertices: new Map(Array.from({ length: count }, (_, at) => [`v${at}`, { script: "true" }])),
  });
  const facts = { graphId: 1, name: "g", folder: "", edit: 1 };
  const answers = {
    "account.show": () => ({
      ...{ who: "person", personId: server.personId },
      rights: { grants: [{ folder: "", role: server.role }] },
    }),
    "folders.admins": () => [],
    "graphs.show": () => ({
      ...facts,
      ...{ revision: null, digest: "sha256:ab", file: file(), findings: [], sealed: null, revisions: [] },
      ...{ savedAt: new Date(0), savedBy: "ann" },
    }),
    "graphs.newestSave": () => ({ ...facts, savedBy: "ann", here: "" }),
    "graphs.save": (input: unknown) => {
      server.saves.push((input as { person: string }).person);
      return { name: "g", edit: 2, digest: "", findings: [], isNew: false };
    },
    "presets.list": () => [],
    "pipelines.launchForm": () => ({ params: {}, vertices: [], names: ["v0"] }),
    "pipelines.list": () => ({ pipelines: [] }),
  };
  const screen = await render(
    <AppRouterContext.Provider value={ROUTER}>
      <SearchParamsContext.Provider value={new URLSearchParams()}>
        <ApiForTest answers={answers} queries={queries}>
          <ToastProvider>
            <div style={{ display: "flex", height: 700 }}>
              <GraphPage name="g" revision={null} />
            </div>
          </ToastProvider>
        </ApiForTest>
      </SearchParamsContext.Provider>
    </AppRouterContext.Provider>,
  );
  return { screen, server, queries };
}

test("a large graph that has no places yet can be launched: its editor stays while the page asks anew", async () => {
  const { screen } = await page(150);
  await screen.getByRole("button", { name: "Launch", exact: true }).click();
  await expect.element(screen.getByRole("dialog", { name: "Launch g", exact: true })).toBeVisible();
});

test("a link to launch opens the form while another tab, that is open, keeps something unsaved of the graph", async () => {
  const { href } = window.location;
  window.history.replaceState(null, "", "?launch=1");
  const release = holdDraft("person 4", 1, "another tab");
  const file = placedFile({ signalbox: 1, name: "g", description: "unsaved", vertices: {}, edges: [] });
  const kept = { graphId: 1, edit: 1, file, base: file, sent: null };
  keepDraft([sessionStorage, localStorage], "person 4", kept, "another tab");
  const { screen } = await page(1);
  await expect.element(screen.getByRole("dialog", { name: "Launch g", exact: true })).toBeVisible();
  release();
  for (const storage of [sessionStorage, localStorage]) storage.clear();
  window.history.replaceState(null, "", href);
});

test("an editor that is open stays with what is unsaved in it once its person may design no more, and says why it is not sealed", async () => {
  const { screen, server, queries } = await page(1);
  await screen.getByRole("tab", { name: "Outline" }).click();
  const outline = screen.getByRole("region", { name: "Outline" });
  await outline.getByRole("button", { name: "Remove v0" }).click();
  server.role = "viewer";
  await queries.invalidateQueries();
  await expect
    .element(screen.getByRole("button", { name: "Seal" }))
    .toHaveAttribute("aria-description", expect.stringContaining("This needs the role designer"));
  await expect.element(outline).toHaveTextContent("The graph has no vertex yet.");
  await expect.element(screen.getByRole("button", { name: "File" })).toBeVisible();
});

test("a kept draft that cannot be opened is offered as a file beside the draft of the server, until it was downloaded", async () => {
  const text = '{"graphId":1,"edit":1,"file":{"signalbox":1,"name":"g","vertices":{"A":{"scrip":"typed"}}}}';
  localStorage.setItem('signalbox.draft ["person 4",1]', text);
  const { screen } = await page(1);
  const aside = screen.getByRole("region", { name: "Drafts that cannot be opened" });
  await expect.element(aside).toHaveTextContent("could not open them");
  await expect.element(aside).toHaveTextContent("vertices.A");
  // What is typed now is kept, too, and takes nothing of it away.
  await screen.getByRole("tab", { name: "Outline" }).click();
  await screen.getByRole("button", { name: "Remove v0" }).click();
  await expect.element(screen.getByRole("status", { name: "Save state" })).toHaveTextContent("Saved");
  await expect
    .element(aside.getByRole("button", { name: "Remove from this browser" }))
    .not.toBeInTheDocument();
  await aside.getByRole("button", { name: "Download" }).click();
  await aside.getByRole("button", { name: "Remove from this browser" }).click();
  await expect.element(aside).not.toBeInTheDocument();
  expect(Object.keys(localStorage).filter((key) => key.includes("aside"))).toEqual([]);
  localStorage.clear();
});

test("once somebody else has signed in in another tab, a draft is saved as that of who opened it", async () => {
  const { screen, server, queries } = await page(2);
  await screen.getByRole("tab", { name: "Outline" }).click();
  const outline = screen.getByRole("region", { name: "Outline" });
  server.personId = 5;
  await queries.invalidateQueries();
  await outline.getByRole("button", { name: "Remove v0" }).click();
  await expect.element(outline).not.toHaveTextContent("v0");
  await expect.poll(() => server.saves.at(-1)).toBe("person 4");
  expect(new Set(server.saves)).toEqual(new Set(["person 4"]));
});

test("the page of a graph that is not there has its name as its heading, above what is wrong, and leads to all graphs", async () => {
  const answers = {
    "account.show": () => ({ who: "person", personId: 4, rights: { grants: [] } }),
    "folders.admins": () => [],
    "graphs.show": () => Promise.reject(refusalForTest("not-found", 'There is no graph "gone".')),
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <GraphPage name="gone" revision={null} />
    </ApiForTest>,
  );
  await expect.element(screen.getByRole("heading", { level: 1, name: "gone" })).toBeVisible();
  await expect.element(screen.getByText('There is no graph "gone".')).toBeVisible();
  const list = screen.getByRole("link", { name: "All graphs" });
  await expect.element(list).toHaveAttribute("href", "/graphs");
  expect(screen.getByRole("button", { name: "Try again" }).query()).toBeNull();
});
