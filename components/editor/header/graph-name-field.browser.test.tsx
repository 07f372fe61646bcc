import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { GraphNameField } from "./graph-name-field.tsx";

/** The field of a draft that is saved; `rename` is the server's answer. */
async function fieldOf(rename: (input: unknown) => unknown) {
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", vertices: {} }));
  const saved = { store, flush: async () => true };
  const screen = await render(
    <ApiForTest answers={{ "graphs.rename": rename }}>
      <GraphNameField name="g" saved={saved as never} />
    </ApiForTest>,
  );
  const press = async (to: string) => {
    await screen.getByRole("button", { name: "Rename graph" }).click();
    await screen.getByLabelText("Graph name").fill(to);
    await screen.getByRole("button", { name: "Rename", exact: true }).click();
  };
  return { screen, press, nameNow: () => store.getState().draft.file.content.name };
}

test("a rename that is answered after the page was left changes no address of another page", async () => {
  const { href } = window.location;
  const answers: (() => void)[] = [];
  const { screen, press, nameNow } = await fieldOf(
    () => new Promise((resolve) => answers.push(() => resolve({ name: "late" }))),
  );
  await press("late");
  await expect.poll(() => answers).toHaveLength(1);
  screen.unmount();
  answers[0]?.();
  await expect.poll(nameNow).toBe("late");
  expect(window.location.href).toBe(href);
});

test("a refusal is said of the name that it is about, and of no other", async () => {
  const text = "There is a graph b already.";
  const { screen, press } = await fieldOf(() => Promise.reject(refusalForTest("conflict", text)));
  await press("b");
  const field = screen.getByLabelText("Graph name");
  await expect.element(screen.getByText(text)).toBeVisible();
  await field.fill("c");
  await expect.element(field).not.toHaveAttribute("aria-invalid", "true");
});
