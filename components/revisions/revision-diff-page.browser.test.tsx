import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import { Address, setWords } from "#components/run/past/address-for-test.tsx";
import { diffContents } from "#engine/graph-file/content-diff.ts";
import { diffDrawings } from "#engine/graph-file/drawing-diff.ts";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import type { AskedSide } from "./diff/asked-side.ts";
import { RevisionDiffPage } from "./revision-diff-page.tsx";

const jsonOf = (script: string, count: number) => ({
  ...{ signalbox: 1, name: "g", edges: [] },
  vertices: Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`v${at}`, { script: `${script} ${at}` }]),
  ),
});

function answersOf(count: number): Answers {
  const files = [jsonOf("one", count), jsonOf("two", count)];
  const [a, b] = files.map((json) => {
    const parsed = parseGraphFile(json);
    if (!parsed.ok) throw new Error("not a graph file");
    return parsed.file;
  });
  if (a === undefined || b === undefined) throw new Error("no files");
  return {
    "graphs.diff": () => ({
      ...{ a: "g@1", b: "g@2", edit: 0, diff: diffContents(a.content, b.content) },
      drawing: diffDrawings(a, b),
    }),
    "graphs.show": (input) => ({ file: files[(input as { revision?: number }).revision === 1 ? 0 : 1] }),
  };
}

const opened = (answers: Answers, a: AskedSide = 1, b: AskedSide = 2) =>
  render(
    <Address>
      <ApiForTest answers={answers}>
        <RevisionDiffPage name="g" a={a} b={b} />
      </ApiForTest>
    </Address>,
  );

afterEach(() => setWords({ view: null, at: null }));

test("the address has the view and what is looked at, so that the page opened again shows the same", async () => {
  await page.viewport(1280, 800);
  setWords({ view: "canvas" });
  const first = await opened(answersOf(3));
  await first.getByRole("group", { name: "v1, script vertex" }).click();
  await expect.poll(() => new URLSearchParams(window.location.search).get("at")).toBe("vertex:v1");
  await first.unmount();
  const again = await opened(answersOf(3));
  await expect.element(again.getByText("2 of 3")).toBeVisible();
  await expect
    .element(again.getByRole("region", { name: "Differences", exact: true }))
    .toHaveTextContent("- one 1");
  await again.getByRole("tab", { name: "Text" }).click();
  await expect.poll(() => window.location.search).not.toContain("view=");
});

test.each([1280, 360])(
  "as text, thousands of differences are a few elements, and more come at a press, at %i px",
  async (width) => {
    await page.viewport(width, 740);
    const screen = await opened(answersOf(2_000));
    await expect.element(screen.getByText("vertex v49")).toBeInTheDocument();
    expect(screen.container.querySelectorAll("figure")).toHaveLength(50);
    await screen.getByRole("button", { name: "Show more (1,950 changed vertices left)" }).click();
    await expect.poll(() => screen.container.querySelectorAll("figure").length).toBe(100);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  },
);

test("an address that names no revision says so, and asks nothing", async () => {
  const screen = await opened({}, { bad: "\u202Eabc" }, 2);
  await expect.element(screen.getByRole("alert")).toHaveTextContent("abc is no revision.");
  await expect.element(screen.getByRole("link", { name: "All revisions" })).toBeVisible();
});
