import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { edgeId } from "#components/draft/edits/edit.ts";
import { SOON } from "#components/ui/keys/soon-for-test.ts";
import { FindingsContext } from "#components/vertex-form/findings/findings-context.ts";
import { canvasOf } from "../canvas-for-test.tsx";
import { Inspector } from "../inspector/inspector.tsx";

const GRAPH = `signalbox: 1
name: g
vertices:
  build: { script: make, outputs: { size: { type: integer } } }
  ask: { kind: approval, prompt: { title: Go on? } }
edges: [build -> ask]
layout: { build: [0, 0], ask: [320, 0] }
`;

test("Enter selects a card, and again goes to what its kind is about: the script, the question; of an edge to when it is followed", async () => {
  window.localStorage.removeItem("signalbox:inspector-sections");
  const { screen, store } = await canvasOf(GRAPH, { beside: <Inspector /> });
  const card = (name: string) => screen.getByRole("group", { name: new RegExp(`^${name}, `) });
  await expect.element(card("build")).toBeInViewport();
  (card("build").element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  expect([...store.getState().selection.vertices]).toEqual(["build"]);
  await expect.element(card("build")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("textbox", { name: "Script", exact: true }), SOON).toHaveFocus();
  await userEvent.keyboard("x");
  expect(store.getState().draft.file.content.vertices.get("build")?.script).toBe("xmake");

  (card("ask").element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(card("ask")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("textbox", { name: "Question" }), SOON).toHaveFocus();

  const edge = screen.getByRole("group", { name: "Edge from build to ask" });
  (edge.element() as SVGElement).focus();
  await userEvent.keyboard("{Enter}");
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("combobox", { name: "Follow this edge when" }), SOON).toHaveFocus();
  expect([...store.getState().selection.edges]).toHaveLength(1);
});

test("an empty canvas has the focus and says which keys begin; what the palette adds has the focus then", async () => {
  const { screen } = await canvasOf("signalbox: 1\nname: none\nvertices: {}\n");
  await expect.element(screen.getByRole("region", { name: "Canvas" })).toHaveFocus();
  await expect.element(screen.getByText(/By keyboard: A adds a vertex/)).toBeVisible();
  const map = screen.getByRole("img", { name: "Overview of the whole graph" });
  await expect.element(map).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Add Approval vertex" }).click();
  await expect.element(screen.getByRole("group", { name: "A, Approval vertex" })).toHaveFocus();
  await expect.element(map).toBeVisible();
});

test("a script's form says how it gives an output, and inserts the line; a new output's name has the focus", async () => {
  window.localStorage.removeItem("signalbox:inspector-sections");
  const { screen, store } = await canvasOf(GRAPH, { beside: <Inspector /> });
  store.getState().select({ vertices: new Set(["build"]), edges: new Set() });
  const insert = screen.getByRole("button", { name: "Insert the line that gives an output" });
  await expect.element(screen.getByText('echo "size=value" >> "$SIGNALBOX_OUTPUT"').first()).toBeVisible();
  await insert.first().click();
  expect(store.getState().draft.file.content.vertices.get("build")?.script).toBe(
    'make\necho "size=value" >> "$SIGNALBOX_OUTPUT"\n',
  );
  await screen.getByRole("button", { name: "Add output" }).click();
  await expect
    .element(screen.getByRole("group", { name: "Output output" }).getByRole("textbox", { name: "Name" }))
    .toHaveFocus();
});

test("what check says of a vertex moves no field of its form when it comes or goes", async () => {
  window.localStorage.removeItem("signalbox:inspector-sections");
  const found = {
    code: "no-script",
    level: "error",
    text: "It has no script.",
    vertices: ["build"],
    edges: [],
  };
  const form = (findings: readonly object[]) => (
    <FindingsContext value={findings as never}>
      <Inspector />
    </FindingsContext>
  );
  const tops: number[] = [];
  for (const findings of [[], [found]]) {
    const { screen, store } = await canvasOf(GRAPH, { beside: form(findings) });
    store.getState().select({ vertices: new Set(["build"]), edges: new Set() });
    const script = screen.getByRole("textbox", { name: "Script", exact: true });
    await expect.element(script).toBeVisible();
    if (findings.length > 0) await expect.element(screen.getByText("It has no script.")).toBeInViewport();
    tops.push(script.element().getBoundingClientRect().top);
    await screen.unmount();
  }
  expect(tops[1]).toBe(tops[0]);
});

test("an expression or a time that an edge was just given has the focus, and what is typed replaces the example", async () => {
  const { screen, store } = await canvasOf(
    GRAPH.replace(
      "script: make, outputs: { size: { type: integer } }",
      'script: \'echo "size=1" >> "$SIGNALBOX_OUTPUT"\'',
    ),
    { beside: <Inspector /> },
  );
  store.getState().select({ vertices: new Set(), edges: new Set([edgeId({ tail: "build", head: "ask" })]) });
  const choice = screen.getByRole("combobox", { name: "Follow this edge when" });
  await expect.element(choice).toBeVisible();
  (choice.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("listbox")).toBeVisible();
  await userEvent.keyboard("ex{Enter}");
  const field = screen.getByRole("textbox", { name: "Expression" });
  await expect.element(field, SOON).toHaveFocus();
  // An output that the script only writes is known.
  await expect.element(screen.getByText(/outputs.build.size == 'ok'/)).toBeVisible();
  await expect.poll(() => String(window.getSelection())).toBe("true");
  await userEvent.keyboard("exit == 3");
  const when = () => store.getState().draft.file.content.edges[0]?.when;
  await expect.poll(when).toBe("exit == 3");
  (choice.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("listbox")).toBeVisible();
  await userEvent.keyboard("after{Enter}");
  await expect.element(screen.getByRole("textbox", { name: /^After/ }), SOON).toHaveFocus();
});

test("what is typed in the very moment in which an expression gets the focus replaces the example, too", async () => {
  const { screen, store } = await canvasOf(GRAPH, { beside: <Inspector /> });
  store.getState().select({ vertices: new Set(), edges: new Set([edgeId({ tail: "build", head: "ask" })]) });
  const choice = screen.getByRole("combobox", { name: "Follow this edge when" });
  await expect.element(choice).toBeVisible();
  const stop = new AbortController();
  const typeAtOnce = ({ target }: FocusEvent) => {
    if (!(target instanceof Element && target.matches(".cm-content"))) return;
    stop.abort();
    queueMicrotask(() => document.execCommand("insertText", false, "exit == 4"));
  };
  window.addEventListener("focusin", typeAtOnce, { signal: stop.signal });
  (choice.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("listbox")).toBeVisible();
  await userEvent.keyboard("ex{Enter}");
  await expect.poll(() => store.getState().draft.file.content.edges[0]?.when).toBe("exit == 4");
});
