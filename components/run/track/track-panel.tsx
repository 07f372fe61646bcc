import { type ReactNode, useMemo } from "react";
import { callExample } from "#components/kinds/call-example.ts";
import { Link } from "#components/ui/buttons/link.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { keepFocusIn } from "#components/ui/keys/keep-focus-in.ts";
import { JUMP_TARGET } from "#components/ui/keys/use-jump-focus.ts";
import { LongText } from "#components/ui/long-text.tsx";
import { Duration, TimeUntil } from "#components/ui/relative-time.tsx";
import { Badge, StateBadge } from "#components/ui/states/state-badge.tsx";
import { TrackState } from "#components/ui/states/track-state.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { GraphFile, Json, VertexSpec } from "#engine/model/graph-content.ts";
import { asLabel } from "#engine/model/state-words.ts";
import { useChild } from "../above-and-below/use-other-folders.ts";
import { usePast } from "../past/instant/past-context.ts";
import { usePipelineAddress } from "../past/instant/use-pipeline-address.ts";
import styles from "../run-view.module.css";
import { useTrack } from "../store/pipeline-store.ts";
import { AttemptList } from "./attempt-list.tsx";
import { PastPrompts } from "./past-prompts.tsx";
import { TrackActions } from "./track-actions.tsx";
import { TrackPrompts } from "./track-prompts.tsx";
import { TrackTimeLeft } from "./track-time-left.tsx";
import { TrackValues } from "./track-values.tsx";

type Props = {
  id: number;
  vertex: string;
  file: GraphFile;
  /** Shows the log of an attempt. */
  onLog: (attempt: number) => void;
  /** Shows the tracks of the child pipeline that it launched last. */
  below?: (child: NonNullable<TrackView["child"]>) => ReactNode;
};

/** One track: its state and the reason, the actions on it, its inputs and outputs, and every attempt. */
export function TrackPanel({ id, vertex, file, onLog, below }: Props) {
  const shown = useTrack(vertex);
  const child = useChild(id, shown);
  const addressOf = usePipelineAddress();
  const past = usePast();
  if (shown === null) return null;
  const track = { ...shown, child };
  const { state, why, attempt, runner, exitCode, signal, startedAt, finishedAt } = track;
  const final = file.content.vertices.get(vertex)?.final;
  const none: Readonly<Record<string, Json>> = {};
  return (
    <section ref={keepFocusIn} aria-label={`Track ${vertex}`} className={styles.panel} tabIndex={-1}>
      <div className={styles.title}>
        <h2 tabIndex={-1} {...{ [JUMP_TARGET]: "track" }}>
          {vertex}
        </h2>
        <span role="status" aria-label={`State of ${vertex}`}>
          <TrackState track={track} />
          {state === "sleeping" && track.dueAt !== null && (
            <>
              {" "}
              <TimeUntil at={track.dueAt} />
            </>
          )}
        </span>
        {track.override !== null && <Badge>Override</Badge>}
        {track.isReaction && <Badge>Reaction</Badge>}
        {final !== undefined && <Badge>Final step</Badge>}
      </div>
      {why !== null && (
        <p>
          <LongText text={why} title={`Why ${vertex} is ${state}`} />
        </p>
      )}
      <TrackTimeLeft track={track} />
      {child !== null && (
        <p>
          <Link href={addressOf(child.id)}>Child pipeline #{child.id}</Link>{" "}
          <StateBadge state={child.state} />
          {child.attempt !== attempt && ` of attempt ${child.attempt}`}
        </p>
      )}
      {child === null && track.isChildElsewhere && (
        <p>Its child pipeline is in a folder that you may not read.</p>
      )}
      {track.callback !== null && (
        <Call
          spec={file.content.vertices.get(vertex)}
          address={track.callback}
          isAwaited={state === "sleeping"}
        />
      )}
      {past === null ? (
        <TrackPrompts open={track.prompt} />
      ) : (
        <PastPrompts id={id} vertex={vertex} at={past.at} />
      )}
      <TrackActions id={id} track={track} file={file} />
      {child !== null && below?.(child)}
      <dl className={styles.facts}>
        {startedAt !== null && (
          <>
            <dt>{finishedAt === null ? "Running for" : "Duration"}</dt>
            <dd>
              <Duration from={startedAt} to={finishedAt} />
            </dd>
          </>
        )}
        {attempt > 0 && <Fact name="Attempt" value={String(attempt)} />}
        {track.roundsDone !== null && track.roundsDone > 0 && (
          <Fact name="Rounds done" value={String(track.roundsDone)} />
        )}
        {exitCode !== null && <Fact name="Exit code" value={String(exitCode)} />}
        {signal !== null && <Fact name="Signal" value={signal} />}
        {runner !== null && <Fact name="Runner" value={runner} />}
        {/* Where it is the reason of the state, it stands above. */}
        {track.override !== null && why?.startsWith(asLabel(track.override)) !== true && (
          <Fact name="Override" value={asLabel(track.override)} />
        )}
        {track.override === null && track.decidedBy !== null && (
          <Fact name="Decided by" value={`${track.decidedBy}: ${track.decidedWhy || "no reason given"}`} />
        )}
      </dl>
      <TrackValues title="Inputs" values={track.inputs ?? none} />
      <TrackValues title="Outputs" values={track.outputs ?? none} />
      {attempt > 0 && <AttemptList {...{ id, vertex, onLog }} last={attempt} />}
    </section>
  );
}

/** How somebody outside ends the wait. */
function Call({ spec, address, isAwaited }: { spec?: VertexSpec; address: string; isAwaited: boolean }) {
  const command = useMemo(() => callExample(spec ?? {}, address), [spec, address]);
  return (
    <div className={styles.call}>
      <p>{isAwaited ? "Waiting for a call:" : "An early call is kept:"}</p>
      <CodeBlock text={command} label="Call" />
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <LongText text={value} title={name} />
      </dd>
    </>
  );
}
