import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { TextDiff } from "#components/diff/text-diff.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { TrackState } from "#components/ui/states/track-state.tsx";
import type { ComparedTrackView, TracksSideBySide } from "#contract/pipelines/comparison.ts";
import { differentValues, type ValueDifference } from "#engine/compare/compare-pipelines.ts";
import { isEnded } from "#engine/model/track.ts";
import styles from "./compare.module.css";
import { LogDifferences } from "./log-differences.tsx";
import { type Sides, ValueDifferences } from "./value-differences.tsx";

/** How often it is asked again while one of the two has not ended. */
export const COMPARE_LOOK_MS = 5_000;

type Props = {
  sides: Sides;
  vertex: string;
  isFirst: boolean;
  /** Somebody has just chosen it elsewhere on the page: it gets the focus, and so is scrolled to. */
  isPicked: boolean;
  /** One of the two pipelines goes on: it is asked again. */
  isRunning: boolean;
};

/** The two tracks of one vertex: states, values, what they executed and what they printed last. */
export function TrackSideBySide({ sides, vertex, isFirst, isPicked, isRunning }: Props) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isPicked) section.current?.focus();
  }, [isPicked]);
  const input = { id: sides.a, with: sides.b, vertex };
  const tracks = useQuery({
    ...useTRPC().pipelines.compareTracks.queryOptions(input),
    // Also once both pipelines have ended, until their ends are here.
    refetchInterval: ({ state: { data } }) => (isRunning || isUnderWay(data) ? COMPARE_LOOK_MS : false),
  });
  return (
    <section ref={section} tabIndex={-1} className={styles.part} aria-label={`Track ${vertex}`}>
      <h2>
        Track <bdi>{vertex}</bdi>
        {isFirst && <span className={styles.quiet}> the first that differs</span>}
      </h2>
      <QueryBody query={tracks} skeleton={<SkeletonLines count={6} label="Loading both tracks" />}>
        {(found) => <Both sides={sides} vertex={vertex} found={found} />}
      </QueryBody>
    </section>
  );
}

function isUnderWay(found: TracksSideBySide | undefined): boolean {
  return [found?.a, found?.b].some((side) => side != null && !isEnded(side.track.state));
}

function Both({
  sides,
  vertex,
  found: { a, b },
}: Pick<Props, "sides" | "vertex"> & { found: TracksSideBySide }) {
  const [childA, childB] = [a?.track.child, b?.track.child];
  return (
    <>
      <div className={styles.heads}>
        <TrackHead id={sides.a} vertex={vertex} side={a} />
        <TrackHead id={sides.b} vertex={vertex} side={b} />
      </div>
      {childA != null && childB != null && (
        <p>
          <Link href={`/pipelines/${childA.id}/compare/${childB.id}`}>
            Compare their child pipelines #{childA.id} and #{childB.id}
          </Link>
        </p>
      )}
      {a !== null && b !== null && (
        <>
          <Values title="Inputs" values={differentValues(a.track.inputs, b.track.inputs)} sides={sides} />
          <Values title="Outputs" values={differentValues(a.track.outputs, b.track.outputs)} sides={sides} />
          {(a.script ?? "") !== (b.script ?? "") && (
            <TextDiff
              label={`Executed: − #${sides.b}, + #${sides.a}`}
              before={b.script ?? ""}
              after={a.script ?? ""}
            />
          )}
          <LogDifferences sides={sides} a={a.log} b={b.log} />
        </>
      )}
    </>
  );
}

function Values(props: { title: string; values: readonly ValueDifference[]; sides: Sides }) {
  const { title, values, sides } = props;
  if (values.length === 0) return null;
  return (
    <section className={styles.values} aria-label={title}>
      <h3>{title}</h3>
      <ValueDifferences values={values} sides={sides} />
    </section>
  );
}

function TrackHead({ id, vertex, side }: { id: number; vertex: string; side: ComparedTrackView | null }) {
  if (side === null)
    return (
      <div className={styles.head}>
        <h3>#{id}</h3>
        <p className={styles.quiet}>It does not have this vertex.</p>
      </div>
    );
  const { track } = side;
  const why = track.failure?.reason ?? track.why ?? track.reason;
  return (
    <div className={styles.head}>
      <h3>
        <Link href={`/pipelines/${id}?track=${encodeURIComponent(vertex)}&tab=track`}>#{id}</Link>
      </h3>
      <TrackState track={track} />
      {why !== null && <LongText text={why} title={`Reason in #${id}`} />}
      {track.failure?.lastLine != null && (
        <code className={styles.line}>
          <LongText text={track.failure.lastLine} title={`Last line in #${id}`} />
        </code>
      )}
    </div>
  );
}
