import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { useOpenedBy } from "#components/api/connection/opened-by.ts";
import { OpenedByOther } from "./opened-by-other.tsx";

test("once somebody else has signed in in another tab, the page names them and offers to load it anew; what it shows stays", async () => {
  let account = { who: "person", personId: 4, name: "ann" };
  const queries = queriesForTest();
  const screen = await render(
    <ApiForTest queries={queries} answers={{ "account.show": () => account }}>
      <OpenedByOther />
    </ApiForTest>,
  );
  const line = screen.getByRole("status", { name: "Signed in" });
  await expect.poll(() => useOpenedBy.getState().person).toBe("person 4");
  await expect.element(line).toBeEmptyDOMElement();
  account = { who: "person", personId: 5, name: "bob" };
  await queries.invalidateQueries();
  await expect.element(line).toHaveTextContent("bob is signed in in this browser now");
  await expect.element(line.getByRole("button", { name: "Reload" })).toBeVisible();
  account = { who: "person", personId: 4, name: "ann" };
  await queries.invalidateQueries();
  await expect.element(line).toBeEmptyDOMElement();
});
