import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "../api-for-test.tsx";
import { GraphField } from "./graph-field.tsx";

type Asked = { readonly search?: string; readonly limit?: number; readonly isSealed?: boolean };

/** A server with many graphs, which gives the first ones only. */
const NAMES = Array.from({ length: 2_000 }, (_, number) => `g-${String(number).padStart(4, "0")}`);

type Chosen = readonly [name: string, revision: number | undefined];

function FieldWithValue({ first, onChoose }: { first: string; onChoose: (chosen: Chosen) => void }) {
  const [value, setValue] = useState(first);
  return (
    <GraphField
      label="Graph"
      isSealed
      noneText="Any graph"
      value={value}
      onChoose={(name, graph) => {
        setValue(name);
        onChoose([name, graph?.latest?.number]);
      }}
    />
  );
}

/** @param searched until then nothing that is searched for is answered. */
async function fieldOf(first: string, searched: Promise<void> = Promise.resolve()) {
  const asked: Asked[] = [];
  const chosen: Chosen[] = [];
  const answers = {
    "graphs.list": async (input: unknown) => {
      const { search = "", limit = 500 } = input as Asked;
      asked.push(input as Asked);
      if (search !== "") await searched;
      const found = NAMES.filter((name) => name.includes(search)).slice(0, limit);
      return found.map((name) => ({ name, latest: { number: 3 } }));
    },
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <FieldWithValue first={first} onChoose={(each) => chosen.push(each)} />
    </ApiForTest>,
  );
  return { screen, asked, chosen, field: screen.getByRole("combobox", { name: "Graph" }) };
}

test("a graph far behind the first ones is found by its letters and chosen with the keyboard alone", async () => {
  const { screen, asked, chosen, field } = await fieldOf("");
  await userEvent.keyboard("{Tab}1999");
  await expect.element(screen.getByRole("option", { name: "g-1999" })).toBeVisible();
  await expect.element(screen.getByRole("option", { name: "g-0000" })).not.toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  await expect.element(field).toHaveValue("g-1999");
  await expect.element(field).toHaveFocus();
  expect(chosen).toEqual([["g-1999", 3]]);
  for (const { limit, isSealed } of asked) expect({ limit, isSealed }).toEqual({ limit: 50, isSealed: true });
});

test("the server is asked once the field is opened; what is chosen is not searched for, and may be a graph that is not found", async () => {
  const { screen, asked, chosen, field } = await fieldOf("deleted-long-ago");
  await expect.element(field).toHaveValue("deleted-long-ago");
  expect(asked).toEqual([]);
  await field.click();
  await expect.element(screen.getByRole("option", { name: "g-0000" })).toBeVisible();
  expect(asked.map(({ search }) => search)).toEqual([undefined]);
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("listbox")).not.toBeInTheDocument();
  await expect.element(field).toHaveValue("deleted-long-ago");
  expect(chosen).toEqual([]);
});

test("a choice is taken back by its button, or by emptying the field", async () => {
  const { screen, chosen, field } = await fieldOf("g-0001");
  await screen.getByRole("button", { name: "Any graph" }).click();
  await expect.element(field).toHaveValue("");
  await field.fill("g-0002");
  await screen.getByRole("option", { name: "g-0002" }).click();
  await field.fill("");
  expect(chosen.map(([name]) => name)).toEqual(["", "g-0002", ""]);
});

test("Enter right after typing chooses nothing that does not have what was typed", async () => {
  let answer = () => {};
  const searched = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { screen, chosen, field } = await fieldOf("", searched);
  await field.click();
  await expect.element(screen.getByRole("option", { name: "g-0000" })).toBeVisible();
  // Whether or not the server has been asked for it by then, it has not answered.
  await field.fill("g-1998");
  await userEvent.keyboard("{Enter}");
  expect(chosen).toEqual([]);
  answer();
  await expect.element(screen.getByRole("option", { name: "g-1998" })).toBeVisible();
  await userEvent.keyboard("{Enter}");
  expect(chosen).toEqual([["g-1998", 3]]);
});

test("the graph that is chosen already is no other choice: nothing that depends on it is set again", async () => {
  const { screen, chosen, field } = await fieldOf("g-0001");
  await field.click();
  await screen.getByRole("option", { name: "g-0001" }).click();
  await expect.element(screen.getByRole("listbox")).not.toBeInTheDocument();
  await expect.element(field).toHaveValue("g-0001");
  expect(chosen).toEqual([]);
});
