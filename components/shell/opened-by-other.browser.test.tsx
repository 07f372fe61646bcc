import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { useOpenedBy } from "#components/api/connection/opened-by.ts";
import { OpenedByOther } from "./opened-by-other.tsx";

/** A name has no place to break. */
const LONG = "b".repeat(100);

test("once somebody else has signed in in another tab, the page names them and offers to load it anew; what it shows stays", async () => {
  let account = { who: "person", personId: 4, name: "ann" };
  const queries = queriesForTest();
  const screen = await render(
    <ApiForTest queries={queries} answers={{ "account.show": () => account }}>
      <div style={{ width: 360 }}>
        <OpenedByOther />
      </div>
    </ApiForTest>,
  );
  const line = screen.getByRole("status", { name: "Signed in" });
  await expect.poll(() => useOpenedBy.getState().person).toBe("person 4");
  await expect.element(line).toBeEmptyDOMElement();
  account = { who: "person", personId: 5, name: LONG };
  await queries.invalidateQueries();
  await expect.element(line).toHaveTextContent(`${LONG} is signed in in this browser now`);
  expect(line.element().scrollWidth).toBeLessThanOrEqual(line.element().clientWidth);
  await expect.element(line.getByRole("button", { name: "Reload" })).toBeVisible();
  account = { who: "person", personId: 4, name: "ann" };
  await queries.invalidateQueries();
  await expect.element(line).toBeEmptyDOMElement();
});
