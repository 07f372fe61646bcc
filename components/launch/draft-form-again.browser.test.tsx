import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { useState } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { LaunchDialog } from "./launch-dialog.tsx";

const ROUTER = { push: () => undefined, prefetch: () => undefined } as never;

function Opened() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setIsOpen(true)}>
        Open
      </button>
      {isOpen && <LaunchDialog graph="g" revision={null} edit={1} onClose={() => setIsOpen(false)} />}
    </>
  );
}

test("opened again, the form of a draft asks for what the draft asks for by then", async () => {
  let params: object = { env: { type: "string" } };
  const answers = {
    "pipelines.launchForm": () => ({
      graph: "g",
      revision: null,
      folder: "",
      params,
      vertices: [],
      names: [],
    }),
    "pipelines.list": () => ({ pipelines: [] }),
    "presets.list": () => [],
    "account.show": () => ({ name: "me", email: null, rights: { grants: [{ folder: "", role: "admin" }] } }),
    "folders.admins": () => [],
  };
  const screen = await render(
    <AppRouterContext.Provider value={ROUTER}>
      <ApiForTest answers={answers}>
        <Opened />
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  await screen.getByText("Open").click();
  await expect.element(screen.getByLabelText("env")).toBeVisible();
  await screen.getByRole("button", { name: "Back" }).click();
  params = { ...params, region: { type: "string", required: true } };
  await screen.getByText("Open").click();
  await expect.element(screen.getByLabelText("region")).toBeVisible();
});
