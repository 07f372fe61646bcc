"use client";

import { ReactFlowProvider } from "@xyflow/react";
import { useCallback, useState } from "react";
import { isInFind } from "#components/canvas/editing/find/find-panel.tsx";
import { useCommands } from "#components/commands/use-commands.ts";
import { useAsideDrafts } from "#components/draft/aside/use-aside-drafts.ts";
import { ChildGraphsContext } from "#components/draft/child-graphs/child-graphs-context.ts";
import { useChildGraphs } from "#components/draft/child-graphs/use-child-graphs.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { PresenceContext } from "#components/draft/presence/presence-store.ts";
import { usePresence } from "#components/draft/presence/use-presence.ts";
import type { Owners } from "#components/draft/saving/kept/known-owners.tsx";
import { useSavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import { useTransferFindings } from "#components/kinds/transfers/use-transfer-findings.ts";
import { Split } from "#components/ui/split.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { FindingsContext } from "#components/vertex-form/findings/findings-context.ts";
import { TestPanel } from "#components/vertex-tests/test-panel.tsx";
import { newTest, type VertexTest } from "#components/vertex-tests/vertex-test.ts";
import type { GraphView } from "#contract/graphs/graphs.ts";
import type { TestReach } from "#engine/vertex-test/cut-graph.ts";
import { ChildGraphsCommand } from "./child-graphs/child-graphs-command.tsx";
import { EditorCanvas } from "./editor-canvas.tsx";
import styles from "./graph-editor.module.css";
import { GroupCommand } from "./grouping/group-command.tsx";
import { UngroupCommand } from "./grouping/ungroup-command.tsx";
import { EditorHeader } from "./header/editor-header.tsx";
import { useIsSettled } from "./header/save-state-text.tsx";
import { InsertDropped } from "./insert-dropped.tsx";
import { InspectorPanel } from "./inspector/inspector-panel.tsx";
import { LibraryOfGraphs } from "./library-of-graphs.tsx";
import { AsideNote } from "./merge/aside-note.tsx";
import { ConflictPanel } from "./merge/conflict-panel.tsx";
import { MergedNote } from "./merge/merged-note.tsx";
import { Outline } from "./outline/outline.tsx";
import { ProblemList } from "./problems/problem-list.tsx";
import { RenamingPanel } from "./renaming-panel.tsx";
import { useScriptFindings } from "./script-checks/use-script-findings.ts";
import { useChecked } from "./use-checked.ts";
import { useViewNow } from "./use-view-now.ts";

/** The editor: canvas in the middle, inspector beside it, problems below. */
export function GraphEditor({ view: first, owners }: { view: GraphView; owners: Owners }) {
  const [opened] = useState(first);
  const saved = useSavedDraft(opened, owners);
  const aside = useAsideDrafts(owners.person, opened.graphId);
  const view = useViewNow(opened, first.folder, saved.folder);
  const present = usePresence(saved.store);
  const scriptFindings = useScriptFindings(saved);
  const ofServers = useTransferFindings(saved, view.folder);
  const { findings, isChecked, foreign } = useChecked(saved, scriptFindings, ofServers);
  const childGraphs = useChildGraphs(saved.store, saved.childFindings);
  const isSettled = useIsSettled(saved);
  const [tab, setTab] = useState("inspector");
  const [test, setTest] = useState<VertexTest | null>(null);
  const startTest = useCallback((vertex: string, reach: TestReach) => {
    setTest((before) =>
      before?.vertex === vertex ? { ...before, reach, key: crypto.randomUUID() } : newTest(vertex, reach),
    );
    setTab("test");
  }, []);
  // Whoever steps through what Find found, with the outline beside the canvas, goes on in the outline.
  const showInspector = useCallback(
    () => setTab((shown) => (shown === "outline" && isInFind() ? shown : "inspector")),
    [],
  );
  useCommands({
    inspector: showInspector,
    outline: () => setTab("outline"),
    // A dialog does it.
    "confirm-dialog": { run: null },
  });
  return (
    <DraftContext value={saved.store}>
      <PresenceContext value={present}>
        <ChildGraphsContext value={childGraphs}>
          <FindingsContext value={findings}>
            <ReactFlowProvider>
              <div className={styles.editor}>
                <EditorHeader view={view} saved={saved} findings={findings} />
                {saved.pending !== null && <ConflictPanel pending={saved.pending} saved={saved} />}
                <AsideNote aside={aside} name={view.name} />
                <RenamingPanel />
                <ChildGraphsCommand />
                <InsertDropped folder={view.folder} />
                <GroupCommand folder={view.folder} />
                <UngroupCommand folder={view.folder} />
                <Split
                  id="editor"
                  label="Width of the inspector"
                  main={
                    <>
                      <LibraryOfGraphs>
                        <EditorCanvas findings={findings} onInspect={showInspector} />
                      </LibraryOfGraphs>
                      <MergedNote saved={saved} />
                      <ProblemList
                        findings={findings}
                        isSettled={isSettled && isChecked}
                        unread={scriptFindings?.unread ?? NOTHING_UNREAD}
                        foreign={foreign}
                      />
                    </>
                  }
                  side={
                    <Tabs
                      label="Beside the canvas"
                      active={tab}
                      onChange={setTab}
                      tabs={[
                        {
                          id: "inspector",
                          label: "Inspector",
                          content: <InspectorPanel onTest={startTest} scriptFindings={scriptFindings} />,
                        },
                        { id: "outline", label: "Outline", content: <Outline /> },
                        ...(test === null
                          ? []
                          : [
                              {
                                id: "test",
                                label: "Test",
                                content: (
                                  <TestPanel
                                    key={test.vertex}
                                    folder={view.folder}
                                    test={test}
                                    onTest={setTest}
                                    flush={saved.flush}
                                    edit={saved.edit}
                                  />
                                ),
                              },
                            ]),
                      ]}
                    />
                  }
                />
              </div>
            </ReactFlowProvider>
          </FindingsContext>
        </ChildGraphsContext>
      </PresenceContext>
    </DraftContext>
  );
}

const NOTHING_UNREAD: readonly string[] = [];
