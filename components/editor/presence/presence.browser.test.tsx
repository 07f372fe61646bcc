import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import {
  createPresenceStore,
  PresenceContext,
  setPeople,
} from "#components/draft/presence/presence-store.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { Present, ToldSelection } from "#contract/presence.ts";
import { EditorCanvas } from "../editor-canvas.tsx";
import { Outline } from "../outline/outline.tsx";
import { PeopleHere } from "./people-here.tsx";
import { WhoEdits } from "./who-edits.tsx";

const NOTHING: ToldSelection = { vertices: [], edge: null, field: null };
const person = (name: string, selection: Partial<ToldSelection>, more: Partial<Present> = {}): Present => ({
  ...{ name, isSelf: false, tabs: 1, isIdle: false },
  ...more,
  selection: { ...NOTHING, ...selection },
});

async function editor() {
  const store = createDraftStore(
    placedFile({
      signalbox: 1,
      name: "g",
      vertices: { build: { script: "make\n" }, ship: {} },
      edges: ["build -> ship"],
    }),
  );
  const present = createPresenceStore();
  const screen = await render(
    <DraftContext value={store}>
      <PresenceContext value={present}>
        <ReactFlowProvider>
          <ToastProvider>
            <PeopleHere />
            <WhoEdits />
            <div style={{ display: "flex", width: 900, height: 300 }}>
              <EditorCanvas findings={[]} onInspect={() => undefined} />
            </div>
            <Outline />
          </ToastProvider>
        </ReactFlowProvider>
      </PresenceContext>
    </DraftContext>,
  );
  return { store, present, screen };
}

test("the editor shows who else is here, at which vertex or edge they are, and who types in its script", async () => {
  const { store, present, screen } = await editor();
  const faces = screen.getByRole("button", { name: /here:/ });
  await expect.element(faces).not.toBeInTheDocument();
  setPeople(present, [
    person("Me Myself", {}, { isSelf: true, tabs: 2 }),
    person("Bob Builder", { vertices: ["build"], field: "script" }, { tabs: 2 }),
    person("cy", { edge: { tail: "build", head: "ship" } }),
    person("dee", { vertices: ["build"] }, { isIdle: true }),
  ]);
  await expect
    .element(faces)
    .toHaveAccessibleName(
      "4 people here: you, 2 tabs; Bob Builder, 2 tabs, at build; cy, at build → ship; dee, idle",
    );
  // On the card and in the outline; somebody idle is at no vertex.
  await expect.element(screen.getByTitle("Bob Builder", { exact: true })).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "build selected by Bob Builder" })).toBeVisible();
  await expect
    .element(screen.getByRole("button", { name: "Edge from build to ship, selected by cy" }))
    .toBeVisible();
  const here = screen.getByRole("status", { name: "Others here" });
  await expect.element(here).not.toBeInTheDocument();
  store.getState().select({ vertices: new Set(["build"]), edges: new Set() });
  await expect.element(here).toHaveTextContent(/^Bob Builder is editing the script\.$/);
  store.getState().select({ vertices: new Set(), edges: new Set(["build -> ship"]) });
  await expect.element(here).toHaveTextContent(/^cy has selected this, too\.$/);
  // By the keyboard alone.
  faces.element().focus();
  await userEvent.keyboard("{Enter}");
  await expect
    .element(screen.getByRole("list", { name: "Who is here" }))
    .toHaveTextContent("Bob Builder, 2 tabs, at build");
  setPeople(present, []);
  await expect.element(faces).not.toBeInTheDocument();
  await expect.element(here).not.toBeInTheDocument();
});

test("fifty people with the longest names fit into the header, and their list can be scrolled", async () => {
  const { present, screen } = await editor();
  const long = "n".repeat(180);
  setPeople(
    present,
    Array.from({ length: 50 }, (_, place) => person(`${long} ${place}`, { vertices: ["build"] })),
  );
  const faces = screen.getByRole("button", { name: /^50 people here:/ });
  await expect.element(faces).toHaveTextContent("+45");
  expect(faces.element().getBoundingClientRect().width).toBeLessThan(220);
  await faces.click();
  const list = screen.getByRole("list", { name: "Who is here" }).element();
  expect(list.scrollHeight).toBeGreaterThan(list.clientHeight);
  expect(list.getBoundingClientRect().right).toBeLessThanOrEqual(window.innerWidth);
  const mark = screen.getByText("+48").element().parentElement;
  expect(mark?.getBoundingClientRect().width).toBeLessThanOrEqual(220);
});

test("of two people with one name, each has a face, a name on the card and a line, and who leaves has none any more", async () => {
  const { store, present, screen } = await editor();
  store.getState().select({ vertices: new Set(["build"]), edges: new Set() });
  const at = (name: string) => person(name, { vertices: ["build"], field: "script" });
  setPeople(present, [at("bob"), at("bob")]);
  const faces = screen.getByRole("button", { name: /here:/ });
  const here = screen.getByRole("status", { name: "Others here" });
  await faces.click();
  const list = screen.getByRole("list", { name: "Who is here" });
  await expect.element(here).toHaveTextContent("bob is editing the script.bob is editing the script.");
  setPeople(present, [at("cy"), at("bob")]);
  await expect.element(here).toHaveTextContent(/^cy is editing the script.bob is editing the script.$/);
  await expect.element(faces).toHaveTextContent(/^CB$/);
  await expect.element(list).toHaveTextContent(/^cy, at buildbob, at build$/);
  await expect
    .element(screen.getByTitle("cy, bob", { exact: true }))
    .toHaveTextContent(/^Selected by cy, bob$/);
});
