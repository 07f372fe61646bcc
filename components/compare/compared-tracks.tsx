import { useMemo } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { durationWords } from "#components/ui/duration-words.ts";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { StateBadge } from "#components/ui/states/state-badge.tsx";
import type { PipelineComparison } from "#contract/pipelines/comparison.ts";
import { durationChange, type TrackComparison, type TrackSide } from "#engine/compare/compare-pipelines.ts";
import { changeWords } from "./change-words.ts";
import styles from "./compare.module.css";
import { type ComparisonAsked, PAGE } from "./comparison-asked.ts";

type Props = {
  found: PipelineComparison;
  asked: ComparisonAsked;
  /** See `useHeldRows`. */
  of: string | null;
  /** The vertex that is shown in detail. */
  chosen: string | null;
  onAsk: (words: Readonly<Record<string, string | null>>) => void;
  onChoose: (vertex: string) => void;
};

/** The tracks of both pipelines, a row for each vertex and a page at a time. */
export function ComparedTracks({ found, asked, of, chosen, onAsk, onChoose }: Props) {
  const { a, b, tracks, matching } = found;
  const columns = useMemo(() => columnsOf(a.id, b.id, chosen, onChoose), [a.id, b.id, chosen, onChoose]);
  const page = asked.skip / PAGE + 1;
  const pages = Math.max(1, Math.ceil(matching / PAGE));
  return (
    <section className={styles.part} aria-label="Tracks">
      <h2>Tracks</h2>
      <div className={styles.tools}>
        <Checkbox
          label="Also tracks that do not differ"
          checked={asked.all}
          onCheckedChange={(isOn) => onAsk({ all: isOn ? "1" : null, page: null })}
        />
        <Checkbox
          label="First those whose durations differ most"
          checked={asked.order === "duration"}
          onCheckedChange={(isOn) => onAsk({ order: isOn ? "duration" : null, page: null })}
        />
      </div>
      <DataTable
        label="Compared tracks"
        columns={columns}
        rows={tracks}
        keyOf={({ vertex }) => vertex}
        of={of}
        empty={
          <p className={styles.quiet}>
            {asked.skip > 0 ? "There is nothing on this page." : "No track differs."}
          </p>
        }
      />
      {(pages > 1 || page > 1) && (
        <div className={styles.tools}>
          <Button size="small" disabled={page === 1} onClick={() => onAsk({ page: String(page - 1) })}>
            Previous page
          </Button>
          <Button size="small" disabled={page >= pages} onClick={() => onAsk({ page: String(page + 1) })}>
            Next page
          </Button>
          <span className={styles.quiet}>
            Page {page} of {pages}, {matching.toLocaleString("en-US")} tracks
          </span>
        </div>
      )}
    </section>
  );
}

function columnsOf(
  a: number,
  b: number,
  chosen: string | null,
  onChoose: (vertex: string) => void,
): readonly Column<TrackComparison>[] {
  return [
    {
      id: "track",
      head: "Track",
      cell: ({ vertex, differs }) => (
        <div className={styles.track}>
          <button
            type="button"
            className={styles.vertex}
            aria-pressed={vertex === chosen}
            onClick={() => onChoose(vertex)}
          >
            <bdi>{vertex}</bdi>
          </button>
          {differs.length > 0 && <span className={styles.quiet}>{wordsOf(differs)}</span>}
        </div>
      ),
    },
    { id: "a", head: `#${a}`, cell: (track) => <Side side={track.a} /> },
    { id: "b", head: `#${b}`, cell: (track) => <Side side={track.b} /> },
    { id: "took-a", head: `#${a} took`, align: "right", isWideOnly: true, cell: (track) => took(track.a) },
    { id: "took-b", head: `#${b} took`, align: "right", isWideOnly: true, cell: (track) => took(track.b) },
    {
      id: "change",
      head: "Difference",
      align: "right",
      cell: (track) => changeWords(durationChange(track)),
    },
  ];
}

function wordsOf(differs: TrackComparison["differs"]): string {
  return differs.includes("vertex") ? "only in one of them" : differs.join(", ");
}

function Side({ side }: { side: TrackSide | null }) {
  if (side === null) return <span className={styles.quiet}>not there</span>;
  return (
    <span className={styles.side}>
      <StateBadge state={side.state} />
      {side.attempt > 1 && <span className={styles.quiet}>{side.attempt} attempts</span>}
    </span>
  );
}

function took(side: TrackSide | null): string {
  return side?.durationMs == null ? "" : durationWords(Math.max(0, side.durationMs));
}
