import { TRPCClientError } from "@trpc/client";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import { LaunchDialog } from "./launch-dialog.tsx";
import { readLaunchLink } from "./launch-link.ts";

const FORM: Partial<LaunchForm> = {
  ...{ graph: "g", revision: 2, folder: "" },
  params: { env: { type: "string", default: "staging" }, size: { type: "integer", max: 9 } },
  vertices: [{ name: "back-up", inputs: { keep: { type: "integer", default: 3 } } }],
  names: ["back-up"],
};

async function dialog(link: string) {
  const sent: unknown[] = [];
  let presets: unknown[] = [];
  let stored = { edit: 1, env: "prod" };
  const router = { push: () => undefined, prefetch: () => undefined } as never;
  const answers = {
    "pipelines.launchForm": () => FORM,
    "pipelines.list": () => ({
      pipelines: [{ id: 12, launchedAt: new Date(Date.now() - 7_230_000), launchedBy: "ann" }],
    }),
    "pipelines.launchedValues": () => ({
      params: { env: "prod", size: 4, gone: "x" },
      inputs: { "back-up": { keep: 5 } },
    }),
    "presets.list": () => presets,
    "presets.show": (input: unknown) => ({
      ...{ ...(input as object), edit: stored.edit, savedAt: new Date(0), savedBy: "ann" },
      ...{ params: { env: stored.env }, inputs: {}, unknown: ["old"], secrets: ["token"], missing: [] },
    }),
    "presets.save": (input: unknown) => {
      sent.push(input);
      const { name, isShared, edit } = input as { name: string; isShared: boolean; edit?: number };
      if (edit === 1) {
        stored = { edit: 2, env: "theirs" };
        const refusal = { code: "conflict", text: 'bob saved the preset "prod" in between.', problems: [] };
        const error = { code: -32600, message: refusal.text, data: { refusal } };
        return Promise.reject(TRPCClientError.from({ error } as never));
      }
      const saved = { name, isShared, edit: stored.edit, savedAt: new Date(0), savedBy: "ann" };
      presets = [saved];
      return { ...saved, notKept: [] };
    },
    "presets.delete": (input: unknown) => {
      sent.push(input);
      presets = [];
      return { name: "prod" };
    },
    "pipelines.launch": (input: unknown) => {
      sent.push(input);
      return { id: 13 };
    },
  };
  const screen = await render(
    <AppRouterContext.Provider value={router}>
      <ApiForTest answers={answers}>
        <LaunchDialog graph="g" revision={2} linked={readLaunchLink(link)} onClose={() => undefined} />
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  const choose = async (option: RegExp) => {
    await screen.getByRole("combobox", { name: "Values from" }).click();
    await screen.getByRole("option", { name: option }).click();
  };
  return { screen, sent, choose };
}

test("a launch takes the values of an earlier one, and what was typed over the defaults is still there", async () => {
  const { screen, sent, choose } = await dialog("");
  await screen.getByLabelText("env").fill("test");
  await choose(/#12, launched 2 h ago by ann/);
  await expect.element(screen.getByLabelText("env")).toHaveValue("prod");
  await expect.element(screen.getByLabelText("keep")).toHaveValue("5");
  await expect.element(screen.getByText("gone", { exact: true })).toBeVisible();
  await choose(/defaults/);
  await expect.element(screen.getByLabelText("env")).toHaveValue("test");
  await choose(/#12/);
  await screen.getByLabelText("size").fill("7");
  await screen.getByRole("button", { name: "Launch" }).click();
  await expect
    .poll(() => sent)
    .toMatchObject([{ params: { env: "prod", size: 7 }, inputs: { "back-up": { keep: 5 } }, revision: 2 }]);
});

test("a link fills the form; what does not fit is said, and nothing is launched before it is corrected", async () => {
  const { screen, sent } = await dialog("?launch=1&param.size=12&param.nothing=1&start=back-up");
  await expect.element(screen.getByLabelText("size")).toHaveValue("12");
  await expect.element(screen.getByText("nothing", { exact: true })).toBeVisible();
  await screen.getByRole("button", { name: "Launch" }).click();
  await expect.element(screen.getByLabelText("size")).toHaveAttribute("aria-invalid", "true");
  expect(sent).toEqual([]);
  await screen.getByLabelText("size").fill("9");
  await screen.getByRole("button", { name: "Launch" }).click();
  await expect.poll(() => sent).toMatchObject([{ params: { size: 9 }, from: "back-up" }]);
});

test("what stands in the form is saved under a name, shown again, updated and deleted; what does not belong to it is named", async () => {
  await page.viewport(360, 740);
  const { screen, sent, choose } = await dialog("");
  await screen.getByLabelText("env").fill("prod");
  await screen.getByLabelText("size").fill("99");
  await expect
    .element(screen.getByRole("button", { name: "Save as preset…" }))
    .toHaveAccessibleDescription(/does not fit/);
  await screen.getByLabelText("size").fill("9");
  await screen.getByRole("button", { name: "Save as preset…" }).click();
  await screen.getByLabelText("Name of the preset").fill(" ");
  await userEvent.keyboard("{Enter}");
  await screen.getByRole("checkbox", { name: "For everybody who may launch it" }).click();
  await screen.getByLabelText("Name of the preset").fill(" prod ");
  await userEvent.keyboard("{Enter}");
  await expect
    .poll(() => sent)
    .toEqual([
      { graph: "g", revision: 2, name: "prod", isShared: true, params: { env: "prod", size: 9 }, inputs: {} },
    ]);
  await expect.element(screen.getByText("Saved prod.")).toBeVisible();
  await expect.element(screen.getByText("old", { exact: true })).toBeVisible();
  await expect.element(screen.getByText("token", { exact: true })).toBeVisible();
  await choose(/defaults/);
  await expect.element(screen.getByRole("button", { name: "Update prod" })).not.toBeInTheDocument();
  await choose(/Preset prod/);
  await screen.getByLabelText("size").fill("1");
  await screen.getByRole("button", { name: "Update prod" }).click();
  await expect.poll(() => sent[1]).toMatchObject({ edit: 1, params: { env: "prod", size: 1 } });
  await screen.getByRole("button", { name: "Show it as it is now" }).click();
  await expect.element(screen.getByLabelText("env")).toHaveValue("theirs");
  await expect.element(screen.getByLabelText("size")).toHaveValue("");
  await screen.getByRole("button", { name: "Update prod" }).click();
  await expect.poll(() => sent[2]).toMatchObject({ edit: 2, params: { env: "theirs" } });
  await expect.element(screen.getByText(/no values any more for what is not asked for: old/)).toBeVisible();
  await screen.getByRole("button", { name: /^Delete prod/ }).click();
  await screen.getByRole("button", { name: "Delete this preset" }).click();
  await expect.element(screen.getByText("Deleted prod.")).toBeVisible();
  await page.viewport(1280, 740);
});
