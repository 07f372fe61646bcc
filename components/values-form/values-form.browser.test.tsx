import { useEffect, useMemo, useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import type { InputSpec, InputType, Json } from "#engine/model/graph-content.ts";
import { INPUT_TYPES } from "#engine/shape/input-shape.ts";
import { type FormField, fieldOf } from "./form-field.ts";
import { firstEntries, readForm } from "./form-values.ts";
import { ValuesForm } from "./values-form.tsx";

/** For each type: what a person enters, the value it is, and an entry that is refused (null: every one is good). */
const ENTRIES: Readonly<Record<InputType, { entry: string; value: Json; wrong: string | null }>> = {
  string: { entry: "web-1", value: "web-1", wrong: null },
  text: { entry: "one\ntwo", value: "one\ntwo", wrong: null },
  integer: { entry: "42", value: 42, wrong: "4.2" },
  number: { entry: "1.5", value: 1.5, wrong: "much" },
  boolean: { entry: "false", value: false, wrong: null },
  enum: { entry: "prod", value: "prod", wrong: null },
  json: { entry: '{"a":1}', value: new Map([["a", 1]]), wrong: "{" },
  list: { entry: "a\nb", value: ["a", "b"], wrong: "[1" },
  date: { entry: "2024-02-29", value: "2024-02-29", wrong: null },
  datetime: { entry: "2024-02-29T08:30:00Z", value: "2024-02-29T08:30:00Z", wrong: "tomorrow" },
  ip: { entry: "192.168.0.1", value: "192.168.0.1", wrong: "999.1.1.1" },
  secret: { entry: "deploy-token", value: "deploy-token", wrong: null },
};

function specOf(type: InputType): InputSpec {
  return { type, required: true, ...(type === "enum" && { enum: ["test", "prod"] }) };
}

type Values = Readonly<Record<string, Json>>;

/** The form as its users hold it. */
function Form({ fields, onValues }: { fields: readonly FormField[]; onValues: (values: Values) => void }) {
  const [entries, setEntries] = useState(() => firstEntries(fields));
  const { values, problems } = useMemo(() => readForm(fields, entries, "problem"), [fields, entries]);
  useEffect(() => onValues(values), [values, onValues]);
  return (
    <ApiForTest answers={{ "secrets.list": () => [{ name: "deploy-token" }] }}>
      <ValuesForm
        fields={fields}
        entries={entries}
        problems={problems}
        onEntry={(name, entry) => setEntries((before) => new Map(before).set(name, entry))}
      />
      <button type="button">After the form</button>
    </ApiForTest>
  );
}

/** The form for these inputs, and what was read from it last. */
async function formOf(specs: Readonly<Record<string, InputSpec>>) {
  const fields = Object.entries(specs).map(([name, spec]) => fieldOf(name, spec));
  const last: { values: Values } = { values: {} };
  const onValues = (values: Values) => {
    last.values = values;
  };
  return { screen: await render(<Form fields={fields} onValues={onValues} />), last };
}

test.each(INPUT_TYPES)(
  "a field of the type %s takes a value, and says why another is refused",
  async (type) => {
    const { entry, value, wrong } = ENTRIES[type];
    const { screen, last } = await formOf({ value: specOf(type) });
    const field = screen.getByLabelText("value");
    if (wrong !== null) {
      await field.fill(wrong);
      await userEvent.tab();
      await expect.element(field).toHaveAttribute("aria-invalid", "true");
      expect(last.values).toEqual({});
    }
    const isChoice = type === "boolean" || type === "enum" || type === "secret";
    if (isChoice) {
      await field.click();
      await screen.getByRole("option", { name: type === "boolean" ? "No" : entry }).click();
    } else await field.fill(entry);
    await userEvent.tab();
    await expect.element(field).not.toHaveAttribute("aria-invalid");
    await expect.poll(() => last.values).toEqual({ value });
  },
);

test("a required field is a problem once it was left, and not before", async () => {
  const { screen } = await formOf({ host: { type: "string", required: true } });
  expect(document.body.textContent).not.toContain("Required: enter a value.");
  await screen.getByLabelText("host").click();
  await userEvent.tab();
  await expect.element(screen.getByText("Required: enter a value.")).toBeVisible();
  await expect.element(screen.getByLabelText("host")).toHaveAccessibleDescription(/Required: enter a value/);
});

test("the keyboard reaches every field in the order of the declaration", async () => {
  const { screen } = await formOf({ a: { type: "string" }, b: { type: "boolean" }, c: { type: "text" } });
  await screen.getByLabelText("a").click();
  for (const next of ["b", "c"]) {
    await userEvent.tab();
    await expect.element(screen.getByLabelText(next, { exact: true })).toHaveFocus();
  }
  await userEvent.tab();
  await expect.element(screen.getByText("After the form")).toHaveFocus();
});

test("a value that may not be chosen any more is shown as such, and can be taken away", async () => {
  const env: InputSpec = { type: "enum", enum: ["prod", "dev"], default: "staging" };
  const { screen, last } = await formOf({ env });
  const field = screen.getByRole("combobox", { name: "env" });
  await expect.element(field).toHaveTextContent("staging (not allowed)");
  await field.click();
  await screen.getByRole("option", { name: /Default|Not set/ }).click();
  await expect.element(field).not.toHaveTextContent("not allowed");
  expect(last.values).toEqual({});
});

test("a list names the words that it may have, and an input of a launch what it comes from while it is empty", async () => {
  const fields = [
    fieldOf("regions", { type: "list", enum: ["eu", "us", "asia"] }),
    fieldOf("rows", { type: "integer", from: "params.rows" }),
    fieldOf("shop", { type: "enum", enum: ["north"], from: "params.shop" }),
  ];
  const screen = await render(
    <ValuesForm
      fields={fields}
      entries={new Map()}
      onEntry={() => undefined}
      problems={new Map()}
      whenEmpty="ask-later"
    />,
  );
  await expect
    .element(screen.getByRole("textbox", { name: "regions" }))
    .toHaveAccessibleDescription("A list, one item a line, each one of eu, us, asia");
  await expect
    .element(screen.getByRole("textbox", { name: "rows" }))
    .toHaveAttribute("placeholder", "from params.rows");
  await expect.element(screen.getByText("From params.shop")).toBeVisible();
});
