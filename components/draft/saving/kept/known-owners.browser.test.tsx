import { expect, onTestFinished, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { useOpenedBy } from "#components/api/connection/opened-by.ts";
import { KnownOwners } from "./known-owners.tsx";

test("a draft that is gone to once somebody else has signed in is still that of who opened the page", async () => {
  useOpenedBy.setState({ person: "person 6" });
  onTestFinished(() => useOpenedBy.setState({ person: null }));
  const screen = await render(
    <ApiForTest answers={{ "account.show": () => ({ who: "person", personId: 4 }) }}>
      <KnownOwners graphId={1} skeleton="Loading">
        {({ person }) => `Of ${person}.`}
      </KnownOwners>
    </ApiForTest>,
  );
  await expect.element(screen.getByText("Of person 6.")).toBeVisible();
});
