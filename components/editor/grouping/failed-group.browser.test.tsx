import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { CHAIN, editorOf } from "./grouping-for-test.tsx";

const conflict = (text: string) => {
  const data = { refusal: { code: "conflict", text, todo: "Choose another name." } };
  return TRPCClientError.from({ error: { code: -32600, message: text, data } } as never);
};

test("if the child cannot be made nothing has changed, and what was changed meanwhile is not overwritten", async () => {
  const asked: string[] = [];
  let meanwhile: (() => void) | null = null;
  const { screen, store, select, vertices } = await editorOf(CHAIN, {
    "graphs.create": (input: unknown) => {
      const { name } = input as { name: string };
      asked.push(name);
      meanwhile?.();
      if (name === "secret") return Promise.reject(conflict(`There is a graph "secret" already.`));
      return { name, edit: 1, digest: "", findings: [], isNew: true };
    },
  });
  select("test", "ship");
  await screen.getByRole("button", { name: "Group into a child graph…" }).click();
  const name = screen.getByRole("textbox", { name: "Name of the child graph" });
  await name.fill("secret");
  await screen.getByRole("button", { name: "Group", exact: true }).click();
  await expect.element(screen.getByText(`There is a graph "secret" already.`)).toBeVisible();
  expect(vertices()).toHaveLength(4);
  meanwhile = () => store.getState().edit({ do: "set-vertex", name: "test", spec: { script: "other" } });
  await name.fill("late");
  await screen.getByRole("button", { name: "Group", exact: true }).click();
  await expect.element(screen.getByText(/has changed since the child graph was made/).first()).toBeVisible();
  expect(asked).toEqual(["secret", "late"]);
  expect(vertices()).toHaveLength(4);
  expect(store.getState().draft.file.content.vertices.get("test")?.script).toBe("other");
});

test("while it is being made it is not closed by Escape or Back, and a vertex that is gone by then is told", async () => {
  let answer: (() => void) | null = null;
  const { screen, store, select, vertices } = await editorOf(CHAIN, {
    "graphs.create": () =>
      new Promise((resolve) => {
        answer = () => resolve({ name: "part", edit: 1, digest: "", findings: [], isNew: true });
      }),
  });
  select("test", "ship");
  await screen.getByRole("button", { name: "Group into a child graph…" }).click();
  await screen.getByRole("textbox", { name: "Name of the child graph" }).fill("part");
  await screen.getByRole("button", { name: "Group", exact: true }).click();
  await expect.poll(() => answer).not.toBeNull();
  const back = screen.getByRole("button", { name: "Back" });
  await expect.element(back).toHaveAttribute("aria-description", "The group is being made.");
  await userEvent.keyboard("{Escape}");
  await expect.element(back).toBeVisible();
  await expect.element(screen.getByText("Close it?")).not.toBeInTheDocument();
  store.getState().edit({ do: "rename", from: "ship", to: "sail" });
  (answer as (() => void) | null)?.();
  await expect.element(screen.getByText(/There is no vertex ship any more/).first()).toBeVisible();
  expect(vertices()).toEqual(["build", "test", "sail", "tell"]);
});

test("300 values across the border, with hostile names, fit a narrow screen", async () => {
  await page.viewport(360, 740);
  const names = Array.from({ length: 300 }, (_, at) => `n${at}_${"long_name_".repeat(at % 7 === 0 ? 5 : 0)}`);
  const inputs = names
    .map((each) => `i${each}: { type: string, from: "outputs['b \u05d0\u05d1'].${each}" }`)
    .join(", ");
  const { screen, select } = await editorOf(`signalbox: 1
name: wide
vertices:
  "b \u05d0\u05d1": { script: x }
  reader: { script: x, inputs: { ${inputs} } }
  tail: { script: x }
edges: ["b \u05d0\u05d1 -> reader", reader -> tail]
`);
  select("reader", "tail");
  await userEvent.keyboard("{Control>}{Shift>}g{/Shift}{/Control}");
  const params = screen.getByRole("list", { name: "Params of the child" });
  await expect.element(params).toHaveTextContent("and 100 more");
  const dialog = screen.getByRole("dialog").element();
  expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth);
  expect(dialog.getBoundingClientRect().right).toBeLessThanOrEqual(360);
  const list = params.element();
  expect(list.scrollWidth).toBeLessThanOrEqual(list.clientWidth);
});
