import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { Welcome } from "./welcome.tsx";

test("the heading of the first visit can have the focus, as that of any other page", async () => {
  const screen = await render(
    <AppRouterContext.Provider value={{ prefetch: () => undefined } as never}>
      <ApiForTest
        answers={{ "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }) }}
      >
        <Welcome />
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  const heading = screen.getByRole("heading", { name: "Draw, seal, launch" });
  (heading.element() as HTMLElement).focus();
  await expect.element(heading).toHaveFocus();
});
