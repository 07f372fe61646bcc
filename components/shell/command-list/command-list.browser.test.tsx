import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { useState } from "react";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { useCommands } from "#components/commands/use-commands.ts";
import { ShellCommands } from "./shell-commands.tsx";

type Asked = { search?: string; text?: string };
const asked: Asked[] = [];
const gone: string[] = [];
const ANSWERS = {
  "graphs.list": (input: unknown) => {
    asked.push(input as Asked);
    return [{ name: "deploy\u202Eshop", folder: "team" }];
  },
  "pipelines.list": (input: unknown) => {
    asked.push(input as Asked);
    return { pipelines: [{ id: 17, name: "nightly", state: "failed" }] };
  },
};
const ROUTER = { push: (href: string) => gone.push(href), prefetch: () => undefined } as never;

function OpenPage({ done }: { done: string[] }) {
  const [name, setName] = useState("");
  useCommands(
    {
      launch: { run: () => done.push("launch"), refused: "Fix 1 error to seal." },
      duplicate: () => done.push("duplicate"),
      copy: { run: null },
    },
    () =>
      Array.from({ length: 2_000 }, (_, at) => ({
        id: `vertex v${at}`,
        text: `v${at}`,
        note: "Vertex",
        go: () => done.push(`v${at}`),
      })),
  );
  return <input aria-label="Name" value={name} onChange={({ target }) => setName(target.value)} />;
}

async function openPage() {
  const done: string[] = [];
  const screen = await render(
    <AppRouterContext value={ROUTER}>
      <ApiForTest answers={ANSWERS}>
        <main data-region>
          <OpenPage done={done} />
        </main>
        <section data-region aria-label="Problems">
          <p>None.</p>
        </section>
        <ShellCommands onFold={() => done.push("fold")} />
      </ApiForTest>
    </AppRouterContext>,
  );
  return { done, screen };
}

beforeEach(async () => {
  await page.viewport(1280, 800);
  window.localStorage.clear();
  asked.length = 0;
  gone.length = 0;
});

test("an action, a page, a vertex, a graph and a pipeline are found and chosen by the keyboard alone", async () => {
  const { done, screen } = await openPage();
  const field = screen.getByRole("textbox", { name: "Name" });
  await field.click();
  await userEvent.keyboard("{Control>}k{/Control}");
  const box = screen.getByRole("combobox", { name: "Find an action or a page" });
  await expect.element(box).toHaveFocus();
  expect(screen.getByRole("option").elements().length).toBeLessThanOrEqual(40);
  await userEvent.keyboard("dupl");
  await expect.element(screen.getByRole("option").first()).toHaveTextContent("DuplicateCanvasCtrl D");
  await userEvent.keyboard("{Enter}");
  expect(done).toEqual(["duplicate"]);
  await expect.element(field).toHaveFocus();

  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(box).toHaveFocus();
  // What was chosen last comes first.
  await expect.element(screen.getByRole("option").first()).toHaveTextContent("Duplicate");
  await userEvent.keyboard("v1999{Enter}");
  expect(done).toEqual(["duplicate", "v1999"]);

  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(box).toHaveFocus();
  await userEvent.keyboard("retention{Enter}");
  expect(gone).toEqual(["/settings/retention"]);

  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(box).toHaveFocus();
  await userEvent.keyboard("17");
  await screen.getByRole("option", { name: /nightly #17/ }).click();
  expect(asked).toContainEqual({ text: "#17", limit: 8, children: true });
  expect(gone.at(-1)).toBe("/pipelines/17");

  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(box).toHaveFocus();
  await userEvent.keyboard("shop");
  await screen.getByRole("option", { name: /deploy/ }).click();
  expect(gone.at(-1)).toBe(`/graphs/${encodeURIComponent("deploy\u202Eshop")}`);
  expect(asked).toContainEqual({ search: "shop" });
});

test("a refused action is listed with the reason and does nothing; Escape closes and gives the focus back", async () => {
  const { done, screen } = await openPage();
  await screen.getByRole("textbox", { name: "Name" }).click();
  await userEvent.keyboard("{Control>}k{/Control}");
  const box = screen.getByRole("combobox", { name: "Find an action or a page" });
  await expect.element(box).toHaveFocus();
  await userEvent.keyboard("launch");
  const launch = screen.getByRole("option", { name: /Launch/ });
  await expect.element(launch).toHaveTextContent("Fix 1 error to seal.");
  await userEvent.keyboard("{Enter}");
  await expect.element(box).toBeVisible();
  expect(done).toEqual([]);
  await userEvent.keyboard("{Escape}");
  await expect.element(box).not.toBeInTheDocument();
  await expect.element(screen.getByRole("textbox", { name: "Name" })).toHaveFocus();
});

test("? shows the keys of the page from the same table, also those that the browser handles", async () => {
  const { done, screen } = await openPage();
  await userEvent.keyboard("?");
  const dialog = screen.getByRole("dialog", { name: "Keys of this page" });
  await expect.element(dialog.getByText("Duplicate")).toBeVisible();
  await expect.element(dialog.getByText("Ctrl D")).toBeVisible();
  await expect.element(dialog.getByText("Ctrl C")).toBeVisible();
  await expect.element(dialog.getByText("Undo")).not.toBeInTheDocument();
  // A key that is meant for the dialog does nothing to the page.
  await userEvent.keyboard("{Control>}d{/Control}");
  expect(done).toEqual([]);
});

test("F6 goes from region to region and back, to where the focus was in each", async () => {
  const { screen } = await openPage();
  const field = screen.getByRole("textbox", { name: "Name" });
  await field.click();
  await userEvent.keyboard("{F6}");
  await expect.element(screen.getByRole("region", { name: "Problems" })).toHaveFocus();
  await userEvent.keyboard("{F6}");
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard("{Shift>}{F6}{/Shift}");
  await expect.element(screen.getByRole("region", { name: "Problems" })).toHaveFocus();
});
