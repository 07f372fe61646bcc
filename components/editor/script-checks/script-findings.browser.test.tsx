import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import type { SaveState } from "#components/draft/saving/autosave.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import { ProblemList } from "../problems/problem-list.tsx";
import { useChecked } from "../use-checked.ts";
import { useScriptFindings } from "./use-script-findings.ts";

const NOTHING: readonly Finding[] = [];
const finding = (level: "warning" | "hint", text: string): Finding => ({
  ...{ code: "shell-syntax", level, text, vertices: ["A"], edges: [], field: "script", line: 1 },
});

function Page({ saved }: { saved: Parameters<typeof useScriptFindings>[0] }) {
  const said = useScriptFindings(saved);
  const { findings } = useChecked({ ...saved, childFindings: NOTHING }, said, NOTHING);
  return <ProblemList findings={findings} isSettled unread={said?.unread ?? []} />;
}

test("once a draft is saved its problems list what the shell says, it stays while the script is typed in, and says nothing about sealing", async () => {
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", vertices: { A: { script: "fi" } }, edges: [] }),
  );
  const server = {
    edit: 1,
    isSaved: false,
    asked: 0,
    findings: [finding("warning", "A, line 1: no if.")],
    read: {
      tools: { shell: true, shellcheck: false },
      unread: { tooLong: 1, late: 0, busy: 0, unanswered: 0, full: 0, stopped: 0 },
    },
  };
  const answers = {
    "graphs.checkScripts": () => {
      server.asked += 1;
      return { edit: server.edit, findings: server.findings, ...server.read };
    },
  };
  const saved = { store, edit: () => server.edit, isSaved: () => server.isSaved };
  const all = (saving: SaveState["is"]) => (
    <ApiForTest answers={answers}>
      <DraftContext value={store}>
        <ReactFlowProvider>
          <Page saved={{ ...saved, saving: { is: saving } as SaveState }} />
        </ReactFlowProvider>
      </DraftContext>
    </ApiForTest>
  );
  const screen = await render(all("unsaved"));
  await expect.element(screen.getByText("No problems. Ready to seal.")).toBeVisible();
  server.isSaved = true;
  await screen.rerender(all("saved"));
  await expect.element(screen.getByText("A, line 1: no if.")).toBeVisible();
  await expect.element(screen.getByText("1 warning. Ready to seal.")).toBeVisible();
  const unread = screen.getByText("The server has no shellcheck. 1 script is longer than 256 KiB");
  await expect.element(unread).toBeVisible();
  server.read = {
    tools: { shell: true, shellcheck: true },
    unread: { tooLong: 0, late: 0, busy: 0, unanswered: 0, full: 0, stopped: 0 },
  };
  // While the script is typed in, the list stays as it is.
  server.isSaved = false;
  server.findings = [finding("hint", "A, line 1: quote it.")];
  store.getState().edit({ do: "set-vertex", name: "A", spec: { script: "echo $a" } });
  await screen.rerender(all("unsaved"));
  await expect.element(screen.getByText("1 warning. Ready to seal.")).toBeVisible();
  server.edit = 2;
  server.isSaved = true;
  await screen.rerender(all("saved"));
  await expect.element(screen.getByText("No problems, 1 hint. Ready to seal.")).toBeVisible();
  await expect.element(unread).not.toBeInTheDocument();
  expect(server.asked).toBe(2);
});
