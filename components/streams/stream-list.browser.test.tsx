import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, onTestFinished, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { Address } from "#components/run/past/address-for-test.tsx";
import { withoutMouse } from "#components/ui/live/without-mouse-for-test.ts";
import { streamForTest } from "./stream-for-test.ts";
import { StreamListPage } from "./stream-list-page.tsx";

test("on a device without a mouse another page and another search show their own streams, and none as gone", async () => {
  withoutMouse();
  const before = window.location.href;
  onTestFinished(() => window.history.replaceState(null, "", before));
  const streams = Array.from({ length: 60 }, (_, at) => streamForTest({ name: `s-${100 + at}` }));
  const screen = await render(
    <AppRouterContext.Provider value={{ push: () => undefined, prefetch: () => undefined } as never}>
      <ApiForTest
        answers={{
          "account.show": () => ({ rights: { grants: [] } }),
          "folders.list": () => [],
          "streams.list": () => streams,
          "streams.states": () => [],
        }}
      >
        <Address>
          <StreamListPage />
        </Address>
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  const links = () =>
    screen
      .getByRole("table")
      .getByRole("link")
      .elements()
      .map(({ textContent }) => textContent);
  await expect.poll(links).toHaveLength(50);
  await screen.getByRole("button", { name: "Next page" }).click();
  await expect.poll(links).toEqual(streams.slice(50).map(({ name }) => name));
  await screen.getByRole("textbox", { name: "Search" }).fill("107");
  await userEvent.keyboard("{Enter}");
  await expect.poll(links).toEqual(["s-107"]);
  await expect.element(screen.getByText("No longer listed")).not.toBeInTheDocument();
});
