import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { type Column, DataTable } from "./data-table.tsx";
import { releaseLists } from "./live/interaction.ts";

type Row = { id: number; text: string };

const COLUMNS: readonly Column<Row>[] = [
  { id: "text", head: "Text", cell: ({ id, text }) => <a href={`#${id}`}>{text}</a> },
];

function Table({ rows, of = "all" }: { rows: readonly Row[]; of?: string | null }) {
  return (
    <>
      <DataTable
        label="Rows"
        columns={COLUMNS}
        rows={rows}
        keyOf={({ id }) => id}
        of={of}
        empty={<p>None.</p>}
      />
      <button type="button">Elsewhere</button>
    </>
  );
}

function ReadTable({ read }: { read: () => readonly Row[] }) {
  return <Table rows={useQuery({ queryKey: ["rows"], queryFn: read }).data ?? []} />;
}

const row = (id: number, text = `row ${id}`) => ({ id, text });

async function tableOf(start: readonly Row[]) {
  const screen = await render(<Table rows={start} />);
  const texts = () =>
    screen
      .getByRole("link")
      .elements()
      .map(({ textContent }) => textContent);
  return { screen, texts };
}

test("a row that is pointed at stays where it is, and is shown with what is known now", async () => {
  const { screen, texts } = await tableOf([row(2), row(1)]);
  const link = screen.getByRole("link", { name: /^row 1/ });
  await link.hover();
  const place = link.element().getBoundingClientRect().top;
  await screen.rerender(<Table rows={[row(4), row(3), row(1, "row 1, ended")]} />);
  await expect.poll(texts).toEqual(["row 2", "row 1, ended"]);
  expect(
    screen
      .getByRole("link", { name: /^row 1/ })
      .element()
      .getBoundingClientRect().top,
  ).toBe(place);
  await expect.element(screen.getByText("No longer listed")).toBeVisible();
  await screen.getByRole("button", { name: "2 new" }).click();
  await expect.poll(texts).toEqual(["row 4", "row 3", "row 1, ended"]);
});

test("a row that has the keyboard's focus stays where it is", async () => {
  const { screen, texts } = await tableOf([row(2), row(1)]);
  await screen.getByRole("button", { name: "Elsewhere" }).hover();
  const link = screen.getByRole("link", { name: /^row 1/ }).element() as HTMLElement;
  await userEvent.tab();
  if (document.activeElement !== link) await userEvent.tab();
  expect(document.activeElement).toBe(link);
  await screen.rerender(<Table rows={[row(3), row(2), row(1)]} />);
  await expect.element(screen.getByRole("button", { name: "1 new" })).toBeVisible();
  expect(texts()).toEqual(["row 2", "row 1"]);
  expect(document.activeElement).toBe(link);
  link.blur();
  await expect.poll(texts).toEqual(["row 3", "row 2", "row 1"]);
});

test("while nobody points at it a table is as new as can be, and another filter begins anew", async () => {
  const { screen, texts } = await tableOf([row(1)]);
  await screen.getByRole("button", { name: "Elsewhere" }).hover();
  await screen.rerender(<Table rows={[row(2), row(1)]} />);
  await expect.poll(texts).toEqual(["row 2", "row 1"]);
  await screen.getByRole("link", { name: /^row 1/ }).hover();
  await screen.rerender(<Table rows={[row(9)]} of="other" />);
  await expect.poll(texts).toEqual(["row 9"]);
  await screen.getByRole("button", { name: "Elsewhere" }).hover();
  await screen.rerender(<Table rows={[]} of="other" />);
  await expect.element(screen.getByText("None.")).toBeVisible();
});

test("long names without a place to break stay in the table, and leave the words of the other columns whole", async () => {
  const long = (head: string): Column<Row> => ({ id: head, head, isLong: true, cell: ({ text }) => text });
  const columns: readonly Column<Row>[] = [
    long("Name"),
    long("Folder"),
    { id: "state", head: "State", cell: () => <span>Ready</span> },
    { id: "actions", head: "Actions", cell: () => <button type="button">Remove</button> },
  ];
  const rows = [row(1, "Wm".repeat(150))];
  const screen = await render(
    <div style={{ width: 700 }}>
      <DataTable label="Rows" columns={columns} rows={rows} keyOf={({ id }) => id} />
    </div>,
  );
  const table = screen.getByRole("table").element();
  expect(table.clientWidth).toBeLessThanOrEqual(700);
  const widths = [...table.querySelectorAll("td")].map(({ clientWidth }) => clientWidth);
  expect(Math.min(...widths.slice(0, 2))).toBeGreaterThanOrEqual(128);
  expect(screen.getByText("Ready").element().getClientRects()).toHaveLength(1);
});

test("where cells stand one below the other, a column whose text does not say what it is stands there with its name", async () => {
  await page.viewport(360, 740);
  const columns: readonly Column<Row>[] = [
    ...COLUMNS,
    { id: "ends", head: "Ends", isNamed: true, cell: () => <time>2027-02-26 20:40</time> },
    { id: "acts", head: "Actions", cell: () => <button type="button">Revoke</button> },
  ];
  const screen = await render(
    <DataTable isStacked label="Rows" columns={columns} rows={[row(1)]} keyOf={({ id }) => id} />,
  );
  const cell = (text: string) => screen.getByText(text).element().closest("td") as Element;
  expect(getComputedStyle(cell("2027-02-26 20:40"), "::before").content).toContain("Ends");
  expect(getComputedStyle(cell("Revoke"), "::before").content).toBe("none");
  expect(cell("2027-02-26 20:40").getBoundingClientRect().top).toBeGreaterThanOrEqual(
    cell("row 1").getBoundingClientRect().bottom,
  );
  expect(screen.getByText("2027-02-26 20:40").element().getClientRects()).toHaveLength(1);
});

test("what an action made is shown at once in a list that is pointed at, once it was read again", async () => {
  const stored = [row(1)];
  const queries = new QueryClient();
  const screen = await render(
    <QueryClientProvider client={queries}>
      <ReadTable read={() => [...stored]} />
    </QueryClientProvider>,
  );
  await screen.getByRole("link", { name: "row 1" }).hover();
  stored.unshift(row(2));
  await queries.invalidateQueries().then(releaseLists);
  await expect.element(screen.getByRole("link", { name: "row 2" })).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "1 new" })).not.toBeInTheDocument();
});
