import { useQuery } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PipelineState } from "#components/pipelines/pipeline-state.tsx";
import { CancelDialog } from "#components/run/dialogs/cancel-dialog.tsx";
import { LogPanel } from "#components/run/log/log-panel.tsx";
import { logStore } from "#components/run/log/log-store.ts";
import { PipelineStoreContext, pipelineStore } from "#components/run/store/pipeline-store.ts";
import { useLiveUpdates } from "#components/run/store/use-live-updates.ts";
import { ALL_TRACKS } from "#components/run/track/list/track-filter.ts";
import { TrackList } from "#components/run/track/list/track-list.tsx";
import { TrackPanel } from "#components/run/track/track-panel.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { keepFocusIn } from "#components/ui/keys/keep-focus-in.ts";
import { LiveArea } from "#components/ui/live/live-area.tsx";
import { Duration } from "#components/ui/relative-time.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PipelineView } from "#contract/pipelines/pipelines.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import styles from "./vertex-tests.module.css";

/** Pixels of the list of tracks: a few tracks need less. */
const MAX_LIST_HEIGHT = 240;
const ROW_HEIGHT = 28;
const LIST_EDGES = 72;

type Props = { id: number; vertex: string; file: GraphFile };

/** What a test does, live: its state, the log and the outputs of the vertex, and those of the others that run. */
export function TestRun({ id, vertex, file }: Props) {
  const options = useTRPC().pipelines.show.queryOptions({ id });
  const first = useQuery({ ...options, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  return (
    <section ref={keepFocusIn} aria-label="What the test does" className={styles.run} tabIndex={-1}>
      <QueryBody query={first} skeleton={<SkeletonLines count={3} label="Loading the test" />}>
        {(view) => <LiveTest view={view} vertex={vertex} file={file} />}
      </QueryBody>
    </section>
  );
}

function LiveTest({ view, vertex: target, file }: Omit<Props, "id"> & { view: PipelineView }) {
  const { id } = view.pipeline;
  const [store] = useState(() => pipelineStore(view));
  const [vertex, setVertex] = useState(target);
  const [filter, setFilter] = useState(ALL_TRACKS);
  const [isCancelling, setIsCancelling] = useState(false);
  const pipeline = useStore(store, ({ now }) => now.pipeline);
  const newest = useStore(store, ({ now }) => now.tracks.get(vertex)?.attempt ?? 0);
  const [chosen, setChosen] = useState<number | null>(null);
  const attempt = chosen === null || chosen > newest ? newest : chosen;
  const log = useMemo(() => (attempt === 0 ? null : logStore(vertex, attempt)), [vertex, attempt]);
  const refused = useLiveUpdates(id, store, log);
  const choose = (name: string) => {
    setVertex(name);
    setChosen(null);
  };
  return (
    <PipelineStoreContext value={store}>
      <div className={styles.head}>
        <span role="status" aria-label="State of the test">
          <PipelineState pipeline={pipeline} />
        </span>
        <span className={styles.quiet}>
          <Duration from={pipeline.launchedAt} to={pipeline.finishedAt} />
        </span>
        <Link href={`/pipelines/${id}`}>Open pipeline #{id}</Link>
        {pipeline.finishedAt === null && (
          <Button size="small" icon={<Ban aria-hidden />} onClick={() => setIsCancelling(true)}>
            Cancel test
          </Button>
        )}
      </div>
      {refused !== null && <ProblemCallout error={refused} />}
      {view.tracks.length > 1 && (
        <div
          className={styles.tracks}
          style={{ height: Math.min(MAX_LIST_HEIGHT, LIST_EDGES + ROW_HEIGHT * view.tracks.length) }}
        >
          <TrackList chosen={vertex} onChoose={choose} filter={filter} onFilter={setFilter} />
        </div>
      )}
      <div className={styles.log} data-empty={log === null || undefined}>
        <LogPanel
          id={id}
          vertex={vertex}
          log={log}
          shown={{ number: attempt, newest, problem: null }}
          onAttempt={setChosen}
        />
      </div>
      <LiveArea>
        <TrackPanel key={vertex} id={id} vertex={vertex} file={file} onLog={setChosen} />
      </LiveArea>
      {isCancelling && <CancelDialog id={id} name={pipeline.name} onClose={() => setIsCancelling(false)} />}
    </PipelineStoreContext>
  );
}
