import { Crosshair, History } from "lucide-react";
import { LabelList } from "#components/pipelines/label-list.tsx";
import { PipelineState } from "#components/pipelines/pipeline-state.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import { Duration, RelativeTime } from "#components/ui/relative-time.tsx";
import { ProgressBar } from "#components/ui/states/progress-bar.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import type { PipelineView } from "#contract/pipelines/pipelines.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { ParentLink } from "./above-and-below/parent-link.tsx";
import { NeedsAttention } from "./failures/needs-attention.tsx";
import { isReasonListed } from "./failures/root-causes.ts";
import { PipelineTimeLeft } from "./pipeline-time-left.tsx";
import { RunControls } from "./run-controls.tsx";
import { RunParams } from "./run-params.tsx";
import styles from "./run-view.module.css";
import { usePipelineNow, useSummary } from "./store/pipeline-store.ts";
import { WaitingUndo } from "./waiting-undo.tsx";

type Props = {
  view: Pick<PipelineView, "params" | "timeoutMs" | "launchedAfter">;
  /** Its graph has undo scripts. */
  canUndo: boolean;
  follow: { isOn: boolean; toggle: () => void };
  /** Shows the run as it stood before; null where that is shown already. */
  onPast: (() => void) | null;
  /** Shows a track, and brings its card into view. */
  show: (vertex: string) => void;
};

/** What runs, how far it is, and what can be done with all of it. */
export function RunHeader({ view, canUndo, follow, onPast, show }: Props) {
  const { params, timeoutMs, launchedAfter } = view;
  const summary = useSummary();
  const { id, name, graph, revision, digest, launchedAt, launchedBy, finishedAt, reason, counts } = summary;
  const { needs, pause, isTest } = summary;
  const isListed = usePipelineNow((now) => isReasonListed(now.pipeline, now.tracks.values()));
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <h1 className={styles.name} tabIndex={-1}>
          <span className={styles.oneLine} title={name}>
            {name}
          </span>{" "}
          <span className={styles.quiet}>#{id}</span>
        </h1>
        <span role="status" aria-label="Pipeline state">
          <PipelineState pipeline={summary} />
        </span>
        <ProgressBar counts={counts} stale={summary.staleTracks} />
        <span className={styles.quiet}>
          {isTest && <Badge>Test</Badge>}{" "}
          <Link
            // What a test runs is no revision that could be opened.
            href={`/graphs/${encodeURIComponent(graph)}${isTest ? "" : `?revision=${revision}`}`}
            title={isTest ? `A part of a draft of ${graph}, ${digest}` : `${graph}@${revision}, ${digest}`}
            className={styles.graph}
          >
            {graph}
            {!isTest && `@${revision}`}
          </Link>{" "}
          launched <RelativeTime at={launchedAt} /> by <bdi>{launchedBy}</bdi>
          {launchedAfter !== null && <LaunchedAfter {...launchedAfter} />},{" "}
          {finishedAt === null ? "running for" : "took"} <Duration from={launchedAt} to={finishedAt} />
        </span>
        <PipelineTimeLeft pipeline={summary} timeoutMs={timeoutMs} className={styles.quiet} />
        {summary.priority !== 0 && <span className={styles.quiet}>priority {summary.priority}</span>}
        <ParentLink pipeline={summary} className={styles.quiet} />
        <RunParams params={params} />
        <LabelList labels={summary.labels} />
        {pause !== null && (
          <p className={styles.reason} data-tone="warn">
            Paused by <bdi>{pause.by}</bdi>
            {pause.reason !== null && (
              <>
                : <LongText text={pause.reason} title="Why it is paused" />
              </>
            )}
          </p>
        )}
        {needs !== "" && needs !== "paused" && summary.state !== "failed" && (
          <NeedsAttention needs={needs} show={show} />
        )}
        {summary.state === "reverting" && <WaitingUndo show={show} />}
        {reason !== null && !isListed && (
          <p className={styles.reason} data-tone={summary.state === "failed" ? "bad" : "still"}>
            <LongText text={reason} title="Reason" />
          </p>
        )}
      </div>
      <div className={styles.actions}>
        {onPast !== null && (
          <>
            {(follow.isOn || !isPipelineEnded(summary.state)) && (
              <Button
                look="quiet"
                icon={<Crosshair aria-hidden />}
                aria-pressed={follow.isOn}
                onClick={follow.toggle}
                title="Always show the track that changed last"
              >
                Follow{follow.isOn ? "ing" : ""}
              </Button>
            )}
            <Button
              look="quiet"
              icon={<History aria-hidden />}
              onClick={onPast}
              title="Show the run as it stood before"
            >
              Time travel
            </Button>
          </>
        )}
        <RunControls canUndo={canUndo} />
      </div>
    </header>
  );
}

function LaunchedAfter({ pipeline }: NonNullable<PipelineView["launchedAfter"]>) {
  if (pipeline === null) return <> after a pipeline of another folder</>;
  return (
    <>
      {" "}
      after <Link href={`/pipelines/${pipeline}`}>pipeline #{pipeline}</Link>
    </>
  );
}
