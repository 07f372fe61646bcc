"use client";

import { useMemo, useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { GraphCanvas } from "#components/canvas/graph-canvas.tsx";
import { Split } from "#components/ui/split.tsx";
import { DrawnNext } from "#components/ui/states/drawn-next.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { PipelineView } from "#contract/pipelines/pipelines.ts";
import { useRunCommands } from "./acts/use-run-commands.ts";
import { ChildLogNote, EmptyLog } from "./children/child-log-note.tsx";
import type { RunDrawing } from "./drawing/run-drawing.ts";
import { EventList } from "./event-list.tsx";
import { FailureSummary } from "./failures/failure-summary.tsx";
import { LogPanel } from "./log/log-panel.tsx";
import { logStore } from "./log/log-store.ts";
import { PastBar } from "./past/past-bar.tsx";
import { PastScope } from "./past/past-scope.tsx";
import { usePastRun } from "./past/use-past-run.ts";
import { RunHeader } from "./run-header.tsx";
import { RunMain } from "./run-main.tsx";
import { RunTrack } from "./run-track.tsx";
import styles from "./run-view.module.css";
import { hasUndo } from "./store/has-undo.ts";
import { pipelineStore, useStackState, useTrack } from "./store/pipeline-store.ts";
import { useLiveUpdates } from "./store/use-live-updates.ts";
import { usePanelInView } from "./store/use-panel-in-view.ts";
import { Timeline } from "./timeline/timeline.tsx";
import { TrackList } from "./track/list/track-list.tsx";
import { useRunSelection } from "./use-run-selection.ts";
import { useTrackFilter } from "./use-track-filter.ts";

/** A run: the same canvas with live states, and beside it what is looked at. */
export function RunView({ view, drawing }: { view: PipelineView; drawing: RunDrawing }) {
  const { id } = view.pipeline;
  const { file, drawn, stacks, shownAs } = drawing;
  const [live] = useState(() => pipelineStore(view));
  const { store: then, past, control, enter, leave } = usePastRun(id, live);
  const store = then ?? live;
  const selection = useRunSelection(store);
  const { vertex, attempt, asked, tab, look, lookInView, show, reveal, follow } = selection;
  const onPast = control === null ? enter : null;
  usePanelInView(asked, follow.isOn);
  useRunCommands({ store, vertex, tab, look: lookInView, show, onFollow: follow.toggle, onPast });
  const { filter, setFilter, select, listStack } = useTrackFilter(stacks, look);
  // Only a log that is looked at is sent.
  const logOf = tab === "log" && attempt.number > 0 ? vertex : null;
  const log = useMemo(
    () => (logOf === null ? null : logStore(logOf, attempt.number)),
    [logOf, attempt.number],
  );
  const canUndo = useMemo(() => hasUndo(file), [file]);
  const refused = useLiveUpdates(id, live, log);
  const stackId = filter.stack?.id ?? null;
  const marked = useMemo(() => {
    return vertex !== null ? [shownAs(vertex)] : stackId !== null ? [stackId] : [];
  }, [vertex, stackId, shownAs]);
  const shownReveal = useMemo(
    () => (reveal === null ? null : { ...reveal, vertex: shownAs(reveal.vertex) }),
    [reveal, shownAs],
  );
  const panels = [
    {
      id: "tracks",
      label: "Tracks",
      content: <TrackList chosen={vertex} onChoose={lookInView} filter={filter} onFilter={setFilter} />,
    },
    ...(vertex === null
      ? []
      : [
          {
            id: "track",
            label: `Track ${vertex}`,
            content: (
              <RunTrack id={id} vertex={vertex} file={file} onLog={(number) => look(vertex, "log", number)} />
            ),
          },
          {
            id: "log",
            label: "Log",
            content: (
              <LogPanel
                id={id}
                vertex={vertex}
                log={log}
                shown={attempt}
                onAttempt={(number) => look(vertex, "log", number)}
                note={<ChildLogNote {...{ id, vertex }} attempt={attempt.number} />}
                empty={(isComplete) => <EmptyLog {...{ id, vertex, isComplete }} attempt={attempt.number} />}
              />
            ),
          },
        ]),
    { id: "events", label: "Events", content: <EventList id={id} /> },
  ];
  return (
    <PastScope store={store} past={past} isPast={control !== null}>
      <div className={styles.run}>
        {control !== null && <PastBar control={control} onLeave={leave} />}
        <RunHeader {...{ view, canUndo, follow, onPast, show }} />
        {refused !== null && <ProblemCallout error={refused} />}
        <FailureSummary id={id} file={file} look={lookInView} />
        <Split
          id="run"
          label="Width of the panel"
          startWidth={500}
          main={
            <RunMain
              id={id}
              file={file}
              view={selection.view}
              onView={selection.showView}
              graph={
                <div className={styles.canvas}>
                  <DrawnNext>
                    <GraphCanvas
                      label="Run canvas"
                      file={drawn}
                      useTrack={useTrack}
                      stacks={stacks}
                      useStack={useStackState}
                      selected={marked}
                      onSelect={select}
                      onFrame={listStack}
                      reveal={shownReveal}
                    />
                  </DrawnNext>
                </div>
              }
              timeline={<Timeline id={id} file={file} chosen={vertex} onChoose={lookInView} />}
            />
          }
          side={
            // The timeline lists the tracks itself.
            selection.view === "timeline" && tab === "tracks" ? null : (
              <div className={styles.side} data-panel-of-run>
                <Tabs
                  label="Beside the canvas"
                  active={tab}
                  onChange={(next) => look(vertex, next)}
                  tabs={panels}
                />
              </div>
            )
          }
        />
      </div>
    </PastScope>
  );
}
