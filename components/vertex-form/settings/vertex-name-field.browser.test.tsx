import { useEffect } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { VertexNameField } from "./vertex-name-field.tsx";

function Page({ onEnd }: { onEnd: () => void }) {
  // What saves the draft ends with the page.
  useEffect(() => onEnd, [onEnd]);
  return <VertexNameField name="a" />;
}

async function field() {
  const vertices = { a: { script: "x" }, b: { script: "x" } };
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", vertices }));
  const names = () => [...store.getState().draft.file.content.vertices.keys()];
  const saved: (readonly string[])[] = [];
  const end = () => void saved.push(names());
  const page = (isShown: boolean) => (
    <DraftContext value={store}>{isShown && <Page onEnd={end} />}</DraftContext>
  );
  const screen = await render(page(true));
  await screen.getByRole("textbox", { name: "Vertex name" }).click();
  return { screen, page, names, saved };
}

test("a name that is being typed is in the draft when the page goes away", async () => {
  const { names } = await field();
  await userEvent.keyboard("bc");
  expect(names()).toEqual(["a", "b"]);
  window.dispatchEvent(new PageTransitionEvent("pagehide"));
  expect(names()).toEqual(["abc", "b"]);
});

test("a name that is being typed is in the draft when another page of the product is opened", async () => {
  const { screen, page, saved } = await field();
  await userEvent.keyboard("bc");
  await screen.rerender(page(false));
  expect(saved).toEqual([["abc", "b"]]);
});

test("a name that would not do, and one that was given up, change nothing when the page goes away", async () => {
  const { screen, page, names } = await field();
  await userEvent.keyboard("{Backspace}b");
  await expect.element(screen.getByText(/already/)).toBeVisible();
  window.dispatchEvent(new PageTransitionEvent("pagehide"));
  await userEvent.keyboard("{Escape}bc{Escape}");
  await screen.rerender(page(false));
  expect(names()).toEqual(["a", "b"]);
});
