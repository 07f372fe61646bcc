import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { type ReactNode, useState } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { type Answers, ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { LaunchDialog } from "./launch-dialog.tsx";

const pushed: string[] = [];
const ROUTER = { push: (path: string) => pushed.push(path), prefetch: () => undefined } as never;

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

function formOf(params: object) {
  return { ...{ graph: "g", revision: null, folder: "" }, params, vertices: [], names: [] };
}

async function openedWith(answers: Answers) {
  const queries = queriesForTest();
  const usual: Answers = {
    "pipelines.launchForm": () => formOf({}),
    "pipelines.list": () => ({ pipelines: [] }),
    "presets.list": () => [],
    "account.show": () => ({ name: "me", email: null, rights: { grants: [{ folder: "", role: "admin" }] } }),
    "folders.admins": () => [],
  };
  const page = (content: ReactNode) => (
    <AppRouterContext.Provider value={ROUTER}>
      <ApiForTest queries={queries} answers={{ ...usual, ...answers }}>
        <ToastProvider>{content}</ToastProvider>
      </ApiForTest>
    </AppRouterContext.Provider>
  );
  const screen = await render(page(<Opened />));
  return { screen, leave: () => screen.rerender(page(null)) };
}

test("opened again, the form of a draft asks for what the draft asks for by then", async () => {
  let params: object = { env: { type: "string" } };
  const { screen } = await openedWith({ "pipelines.launchForm": () => formOf(params) });
  await screen.getByText("Open").click();
  await expect.element(screen.getByLabelText("env")).toBeVisible();
  await screen.getByRole("button", { name: "Back" }).click();
  params = { ...params, region: { type: "string", required: true } };
  await screen.getByText("Open").click();
  await expect.element(screen.getByLabelText("region")).toBeVisible();
});

test("a launch that is answered after its page was left is told, and takes nobody to another page", async () => {
  let answer = (_: unknown): void => undefined;
  const held = new Promise((done) => {
    answer = done;
  });
  let asked = 0;
  const launch = () => {
    asked += 1;
    return held;
  };
  const { screen, leave } = await openedWith({ "pipelines.launch": launch });
  await screen.getByText("Open").click();
  await screen.getByRole("button", { name: "Launch" }).click();
  await expect.poll(() => asked).toBe(1);
  await leave();
  answer({ id: 13 });
  await expect.element(screen.getByText("Launched pipeline #13.")).toBeVisible();
  expect(pushed).toEqual([]);
});
