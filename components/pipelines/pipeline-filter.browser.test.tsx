import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { PipelineFilter } from "./pipeline-filter.tsx";

type Words = Readonly<Record<string, string | null>>;

/** The filter with the address that it changes. */
function FilterWithAddress({
  start,
  onChange,
}: {
  start: Readonly<Record<string, string>>;
  onChange: (words: Words) => void;
}) {
  const [query, setQuery] = useState(new Map(Object.entries(start)));
  const change = (words: Words) => {
    onChange(words);
    setQuery((now) => {
      const next = new Map(now);
      for (const [word, value] of Object.entries(words)) {
        if (value) next.set(word, value);
        else next.delete(word);
      }
      return next;
    });
  };
  return (
    <ApiForTest answers={{ "graphs.list": () => [] }}>
      <PipelineFilter query={query} onChange={change} />
    </ApiForTest>
  );
}

async function filterOf(start: Readonly<Record<string, string>>) {
  const changes: Words[] = [];
  const screen = await render(
    <FilterWithAddress start={start} onChange={(words) => void changes.push(words)} />,
  );
  return { screen, changes };
}

test("going through the fields of the filter with Tab changes nothing; a text counts once, when it is another one", async () => {
  const { screen, changes } = await filterOf({ search: "nightly", by: "ann", from: "2026-01-01" });
  const search = screen.getByLabelText("Search");
  await search.click();
  for (let field = 0; field < 9; field++) await userEvent.keyboard("{Tab}");
  await search.fill("  nightly ");
  await userEvent.keyboard("{Tab}");
  expect(changes).toEqual([]);
  await search.fill("weekly");
  await userEvent.keyboard("{Enter}");
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard("{Tab}");
  expect(changes).toEqual([{ search: "weekly" }]);
});

test("a parameter that is no name=value is said at its field, and narrows nothing", async () => {
  const { screen, changes } = await filterOf({ param: "env" });
  const param = screen.getByLabelText("Parameter");
  const problem = screen.getByText("Not used yet: write name=value, such as env=prod.");
  await expect.element(problem).toBeVisible();
  await param.fill(" = prod");
  await expect.element(problem).not.toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  await expect.element(problem).toBeVisible();
  expect(changes).toEqual([]);
  await param.fill("env=a=b");
  await userEvent.keyboard("{Tab}");
  await expect.element(problem).not.toBeInTheDocument();
  expect(changes).toEqual([{ param: "env=a=b" }]);
});

test("a day that is typed counts once it is whole, and a last day before the first is said", async () => {
  const { screen, changes } = await filterOf({ from: "2026-03-01" });
  const to = screen.getByLabelText("To (UTC)");
  await to.fill("0202-02-01");
  expect(changes).toEqual([]);
  await to.fill("2026-02-01");
  await expect.poll(() => changes).toEqual([{ to: "2026-02-01" }]);
  await expect.element(screen.getByText("This is before the first day.")).toBeVisible();
  await to.fill("2026-03-02");
  await expect.element(screen.getByText("This is before the first day.")).not.toBeInTheDocument();
});

test("a day of which a part is missing is said at its field and does not take the filter away; a cleared one does", async () => {
  const { screen, changes } = await filterOf({ from: "2026-11-01" });
  const from = screen.getByLabelText("From (UTC)");
  (from.element() as HTMLElement).focus();
  await userEvent.keyboard("{Backspace}{Tab}{Tab}{Tab}{Tab}");
  await expect.element(screen.getByText("Enter the whole date, or clear it.")).toBeVisible();
  expect(changes).toEqual([]);
  (from.element() as HTMLElement).focus();
  await userEvent.keyboard("{Backspace}{Tab}{Backspace}{Tab}{Backspace}{Tab}{Tab}");
  await expect.poll(() => changes).toEqual([{ from: "" }]);
});
