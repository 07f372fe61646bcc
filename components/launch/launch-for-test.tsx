import { TRPCClientError } from "@trpc/client";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import { LaunchDialog } from "./launch-dialog.tsx";
import { readLaunchLink } from "./launch-link.ts";

const FORM: Partial<LaunchForm> = {
  ...{ graph: "g", revision: 2, folder: "" },
  params: { env: { type: "string", default: "staging" }, size: { type: "integer", max: 9 } },
  vertices: [{ name: "back-up", inputs: { keep: { type: "integer", default: 3 } } }],
  names: ["back-up"],
};

/** The dialog of a launch before a server that keeps one preset, and what it was sent. */
export async function dialogForTest(
  link: string,
  shown: { revision: number | null; edit?: number } = { revision: 2 },
) {
  const sent: unknown[] = [];
  const closed: unknown[] = [];
  const queries = queriesForTest();
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
      ...{
        ...(input as object),
        edit: stored.edit,
        savedAt: new Date(0),
        savedBy: stored.edit === 1 ? "ann" : "bob",
      },
      ...{ params: { env: stored.env }, inputs: {}, unknown: ["old"], secrets: ["token"], missing: [] },
    }),
    "presets.save": (input: unknown) => {
      sent.push(input);
      const { name, isShared, edit } = input as { name: string; isShared: boolean; edit?: number };
      if (edit === 1 || (edit !== undefined && edit < stored.edit)) {
        stored = { edit: Math.max(2, stored.edit), env: "theirs" };
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
      <ApiForTest answers={answers} queries={queries}>
        <ToastProvider>
          <LaunchDialog graph="g" {...shown} linked={readLaunchLink(link)} onClose={() => closed.push(1)} />
        </ToastProvider>
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  const choose = async (option: RegExp) => {
    await screen.getByRole("combobox", { name: "Values from" }).click();
    await screen.getByRole("option", { name: option }).click();
  };
  /** A colleague saves the preset, and the page asks for everything anew, as it does when the connection is back. */
  const savedByOthers = (edit: number, env: string) => {
    presets = [{ name: "prod", isShared: true, edit, savedAt: new Date(0), savedBy: "bob" }];
    stored = { edit, env };
    void queries.invalidateQueries();
  };
  return { screen, sent, closed, choose, savedByOthers };
}
