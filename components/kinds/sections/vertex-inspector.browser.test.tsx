import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { FindingsContext } from "#components/vertex-form/findings/findings-context.ts";
import { findingsOf } from "#engine/check/findings.ts";
import { searchedSections, sectionsOf } from "./sections-of.ts";
import { VertexInspector } from "./vertex-inspector.tsx";

const KEY = "signalbox:inspector-sections";

async function formOf(vertex: object) {
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", vertices: { A: vertex as never }, edges: [] }),
  );
  const findings = findingsOf(store.getState().draft.file.content);
  const screen = await render(
    <DraftContext value={store}>
      <FindingsContext value={findings}>
        <VertexInspector name="A" />
      </FindingsContext>
    </DraftContext>,
  );
  const header = (label: string) => screen.getByRole("button", { name: new RegExp(`^${label}`) });
  return { store, findings, screen, header };
}

test("sections are open where something is set; what a person opens or closes stays so, also for other vertices", async () => {
  window.localStorage.removeItem(KEY);
  const { screen, header } = await formOf({
    kind: "email",
    email: { to: ["a@b.c"], subject: "s" },
    timeout: "10m",
  });
  await expect.element(header("Email")).toHaveAttribute("aria-expanded", "true");
  await expect.element(header("When it fails")).toHaveAttribute("aria-expanded", "true");
  await expect.element(header("When it fails")).toHaveTextContent("at most 10m");
  await expect.element(header("Runs on")).toHaveAttribute("aria-expanded", "false");
  // Who takes the last setting away types there: the section stays.
  await screen.getByLabelText("Time limit", { exact: true }).fill("");
  await expect.element(header("When it fails")).not.toHaveTextContent("at most");
  await expect.element(screen.getByLabelText("Time limit", { exact: true })).toHaveFocus();

  await header("Runs on").click();
  await expect.element(screen.getByLabelText("Runner labels")).toBeVisible();
  await screen.unmount();
  const other = await formOf({ kind: "email", email: { to: ["a@b.c"], subject: "s" } });
  await expect.element(other.header("Runs on")).toHaveAttribute("aria-expanded", "true");
  await expect.element(other.header("When it fails")).toHaveAttribute("aria-expanded", "false");
  window.localStorage.removeItem(KEY);
});

test("a search shows the settings that match, in whatever section; Escape shows all again", async () => {
  window.localStorage.removeItem(KEY);
  const { screen, header } = await formOf({ kind: "email", email: { to: ["a@b.c"], subject: "s" } });
  const search = screen.getByRole("searchbox", { name: "Find a setting" });
  await search.fill("backoff");
  await expect.element(screen.getByLabelText("Automatic retries", { exact: true })).toBeVisible();
  await expect.element(header("Runs on")).not.toBeInTheDocument();
  await expect.element(screen.getByLabelText("Time limit", { exact: true })).not.toBeInTheDocument();
  await search.fill("nothing like this");
  await expect.element(screen.getByText(/No setting has these words/)).toBeVisible();
  await search.click();
  await userEvent.keyboard("{Escape}");
  await expect.element(search).toHaveValue("");
  await expect.element(header("Runs on")).toBeVisible();
  await expect.element(search).toHaveFocus();
});

test("a closed section counts its findings, and a jump from the list of problems opens it", async () => {
  window.localStorage.removeItem(KEY);
  const { store, findings, screen, header } = await formOf({
    kind: "email",
    email: { to: ["a@b.c"], subject: "s" },
    foreach: { items: "params.none" },
  });
  await header("Advanced").click();
  await expect.element(header("Advanced")).toHaveTextContent("1 error");
  await expect.element(screen.getByLabelText("Run for each", { exact: true })).not.toBeInTheDocument();
  const [finding] = findings.filter(({ code }) => code === "expression");
  if (finding === undefined) throw new Error("There is no finding.");
  store.getState().showFinding(finding);
  await expect.element(screen.getByLabelText("Run for each", { exact: true })).toBeVisible();
  window.localStorage.removeItem(KEY);
});

test("every setting says in one line what it is, and the search finds it by its label", async () => {
  window.localStorage.setItem(
    KEY,
    JSON.stringify({ inputs: true, outputs: true, failure: true, runs: true, advanced: true }),
  );
  const { screen, store } = await formOf({
    kind: "email",
    email: { to: ["a@b.c"], subject: "s" },
    timeout: "10m",
    retry: { max: 2, delay: "10s" },
    foreach: { items: "[1, 2]", parallel: 1, maxFailures: 1, batch: 1, pause: "5s" },
    join: "any",
  });
  await expect.element(screen.getByLabelText("Pause between")).toBeVisible();
  const sections = screen.container.querySelectorAll("[data-section]:not([data-section='first'])");
  expect(sections.length).toBe(4);
  const fields = [...sections].flatMap((section) => [
    ...section.querySelectorAll<HTMLElement>("input[type='text'], textarea, [role='combobox']"),
  ]);
  expect(fields.length).toBeGreaterThan(15);
  const all = sectionsOf(store.getState().draft.file.content.vertices.get("A") ?? {});
  for (const field of fields) {
    const label = field.closest("div")?.querySelector("label")?.textContent ?? "";
    expect(field.getAttribute("aria-describedby"), `the help of ${label}`).not.toBeNull();
    const found = searchedSections(all, label).flatMap(({ settings }) => settings);
    expect(found.length, `the search for ${label}`).toBeGreaterThan(0);
  }
  window.localStorage.removeItem(KEY);
});

/** A form that shows one field, and tells of each drawing what that said. */
function Probe({ onDraw }: { onDraw: (max: number | undefined) => void }) {
  onDraw(useVertex("A", ["retry"]).spec.retry?.max);
  return null;
}

test("who shows one field of a vertex is drawn again for that field only", async () => {
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", vertices: { A: { script: "x", retry: { max: 1 } } }, edges: [] }),
  );
  const drawn: (number | undefined)[] = [];
  const { unmount } = await render(
    <DraftContext value={store}>
      <Probe onDraw={(max) => drawn.push(max)} />
    </DraftContext>,
  );
  const before = drawn.length;
  for (const script of ["y", "yy", "yyy"])
    store
      .getState()
      .edit({ do: "set-vertex", name: "A", spec: { script, retry: { max: 1 } } }, "script of A");
  store.getState().edit({ do: "set-vertex", name: "A", spec: { script: "z", retry: { max: 2 } } });
  await expect.poll(() => drawn.at(-1)).toBe(2);
  expect(drawn.slice(before).filter((max) => max === 1)).toEqual([]);
  await unmount();
});
