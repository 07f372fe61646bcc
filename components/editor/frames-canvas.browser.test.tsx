import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { errorFinding, warningFinding } from "#engine/model/finding.ts";
import { canvasOf } from "./canvas-for-test.tsx";

const GRAPH = `signalbox: 1
name: g
vertices: { A: { script: a }, B: { script: b }, C: { script: c }, D: { script: d } }
edges: [A -> B, B -> C, A -> D]
layout: { A: [0, 0], B: [300, 0], C: [600, 0], D: [300, 260] }
frames: { f: { title: Prepare, colour: blue, vertices: [A, B] } }
notes: { n: { text: "# Why\\nask **Ines** <b>now</b>\\n- [book](https://x.example/)\\n- [bad](javascript:alert(1))", colour: amber, at: [0, 260] } }
`;

test("a frame is drawn around its cards, collapses to one card that says what is in it, and opens again", async () => {
  const { screen, store } = await canvasOf(GRAPH);
  await expect.element(screen.getByRole("region", { name: "Frame Prepare" })).toBeInTheDocument();
  await screen.getByRole("button", { name: "Collapse the frame Prepare" }).click();
  const card = screen.getByRole("group", { name: "Prepare, collapsed frame of 2 vertices" });
  await expect.element(card).toBeVisible();
  await expect.element(card).toHaveTextContent("2 vertices");
  await expect.element(screen.getByRole("group", { name: "A, Script vertex" })).not.toBeInTheDocument();
  await expect.element(screen.getByRole("group", { name: "Edge from frame:f to C" })).toBeInTheDocument();
  await card.click();
  expect([...store.getState().selection.annotations]).toEqual(["frame:f"]);
  await card.dblClick();
  await expect.element(screen.getByRole("group", { name: "A, Script vertex" })).toBeVisible();
  expect(store.getState().draft.file.annotations?.frames.get("f")?.collapsed).toBeUndefined();
});

test("with the keyboard: selected vertices go into a frame, it is moved, removed, and comes back", async () => {
  const { screen, store } = await canvasOf(GRAPH);
  store.getState().select({ vertices: new Set(["C", "D"]) });
  await userEvent.keyboard("{Control>}g{/Control}");
  await expect.element(screen.getByRole("textbox", { name: "Title of the frame" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  const title = screen.getByRole("button", { name: "frame", exact: true });
  await expect.element(title).toHaveAttribute("aria-pressed", "true");
  expect(store.getState().draft.file.annotations?.frames.get("frame")?.vertices).toEqual(["C", "D"]);
  (title.element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(store.getState().draft.file.layout.get("C")).toEqual({ x: 610, y: 0 });
  await userEvent.keyboard("{Delete}");
  expect(store.getState().draft.file.annotations?.frames.has("frame")).toBe(false);
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(title).toBeInTheDocument();
});

test("with the keyboard a frame is collapsed and opened again, and the focus stays at it", async () => {
  const { screen } = await canvasOf(GRAPH);
  const collapse = screen.getByRole("button", { name: "Collapse the frame Prepare" });
  (collapse.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("group", { name: /^Prepare, collapsed frame/ })).toHaveFocus();
  await userEvent.tab();
  await expect.element(screen.getByRole("button", { name: "Open the frame Prepare" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(collapse).toHaveFocus();
});

test("a note shows its text and no HTML, links lead to the web only, and it is dragged and copied", async () => {
  const { screen, store } = await canvasOf(GRAPH);
  const note = screen.getByRole("group", { name: /^Note: Why/ });
  await expect.element(note).toHaveTextContent("ask Ines <b>now</b>");
  expect(note.element().querySelectorAll("a")).toHaveLength(1);
  await note.click({ position: { x: 100, y: 5 } });
  expect([...store.getState().selection.annotations]).toEqual(["note:n"]);
  await userEvent.keyboard("{Control>}d{/Control}");
  expect([...store.getState().selection.annotations]).toEqual(["note:n-2"]);
  const before = store.getState().draft.file.annotations?.notes.get("n")?.at;
  await userEvent.dragAndDrop(note, screen.getByRole("application"), {
    sourcePosition: { x: 100, y: 5 },
    targetPosition: { x: 700, y: 400 },
    steps: 4,
  });
  const after = store.getState().draft.file.annotations?.notes.get("n")?.at;
  expect(after?.x).toBeGreaterThan((before?.x ?? 0) + 100);
});

test("a card that is dropped into a frame is in it", async () => {
  const { screen, store } = await canvasOf(GRAPH);
  await userEvent.dragAndDrop(
    screen.getByRole("group", { name: "D, Script vertex" }),
    screen.getByRole("application"),
    { sourcePosition: { x: 20, y: 20 }, targetPosition: { x: 360, y: 170 }, steps: 6 },
  );
  expect(store.getState().draft.file.annotations?.frames.get("f")?.vertices).toEqual(["A", "B", "D"]);
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(store.getState().draft.file.annotations?.frames.get("f")?.vertices).toEqual(["A", "B"]);
  expect(store.getState().draft.file.layout.get("D")).toEqual({ x: 300, y: 260 });
});

test("a frame that is cut takes its vertices with it, and pasting brings them back once", async () => {
  const { screen, store } = await canvasOf(GRAPH);
  store.getState().select({ vertices: new Set(), annotations: new Set(["frame:f"]) });
  await expect.element(screen.getByRole("region", { name: "Frame Prepare" })).toBeInTheDocument();
  const clipboardData = new DataTransfer();
  document.body.dispatchEvent(new ClipboardEvent("cut", { clipboardData, bubbles: true, cancelable: true }));
  expect([...store.getState().draft.file.content.vertices.keys()]).toEqual(["C", "D"]);
  document.body.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
  );
  await expect
    .poll(() => [...store.getState().draft.file.content.vertices.keys()].toSorted())
    .toEqual(["A", "B", "C", "D"]);
});

test("a frame says how many of its vertices have problems while it is open, too; notes are in the view of the whole graph", async () => {
  const at = (name: string) => ({ vertices: [name] });
  const findings = [
    errorFinding("script-missing" as never, "A has no script.", at("A")),
    warningFinding("script-missing" as never, "B is odd.", at("B")),
  ];
  const far = GRAPH.replace("at: [0, 260]", "at: [200, 1500]");
  const { screen } = await canvasOf(far, { findings });
  const text = "1 vertex has an error, 1 vertex has a warning.";
  const frame = screen.getByRole("region", { name: "Frame Prepare" });
  await expect.element(frame.getByRole("img", { name: text })).toBeVisible();
  const note = screen.getByRole("group", { name: /^Note: Why/ });
  await screen.getByRole("button", { name: "Fit everything into view" }).click();
  await expect.element(note).toBeInViewport();
  const map = screen.getByRole("img", { name: "Overview of the whole graph" });
  // Four cards, a frame and a note.
  expect(map.element().querySelectorAll("rect")).toHaveLength(6);
  await frame.getByRole("button", { name: "Collapse the frame Prepare" }).click();
  const card = screen.getByRole("group", { name: "Prepare, collapsed frame of 2 vertices" });
  await expect.element(card.getByRole("img", { name: text })).toBeVisible();
  await expect.poll(() => map.element().querySelectorAll("rect").length).toBe(4);
});

test.each([
  ["middle", { x: 90, y: 35 }],
  ["handle", { x: 1, y: 35 }],
])("an edge that is dropped on the %s of a collapsed frame is refused, and why is said", async (_, place) => {
  const { screen, store } = await canvasOf(GRAPH.replace("colour: blue", "collapsed: true"));
  const card = screen.getByRole("group", { name: "Prepare, collapsed frame of 2 vertices" });
  await userEvent.dragAndDrop(screen.getByRole("button", { name: "Output of C" }), card, {
    targetPosition: place,
    steps: 6,
  });
  await expect
    .poll(() => store.getState().announcement)
    .toBe("Open the frame Prepare first: an edge goes from vertex to vertex.");
  expect(store.getState().draft.file.content.edges).toHaveLength(3);
});
