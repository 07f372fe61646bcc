import { ChevronDown, ChevronRight } from "lucide-react";
import type { CSSProperties } from "react";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import type { TrackChange } from "#contract/pipelines/timeline.ts";
import { usePipelineAddress } from "../past/instant/use-pipeline-address.ts";
import type { Below, ShownRow } from "./below/shown-rows.ts";
import type { TimeRange } from "./geometry/time-range.ts";
import styles from "./timeline.module.css";
import { BelowRow, TimelineRow } from "./timeline-row.tsx";
import type { RowVertex } from "./use-timeline.ts";

type Props = {
  row: ShownRow;
  id: string;
  top: number;
  vertex: RowVertex | undefined;
  below: Below | undefined;
  changes: readonly TrackChange[] | undefined;
  times: {
    readonly launchedAt: number;
    readonly now: number;
    readonly range: TimeRange;
    readonly width: number;
  };
  forecast: TimeRange | null;
  isCritical: boolean;
  isChosen: boolean;
  isActive: boolean;
  onChoose: () => void;
  onToggle: () => void;
};

/** A row of the timeline at its place, with the button that opens what is below it. */
export function ShownRowView(props: Props) {
  const { row, id, top, vertex, isChosen, isActive, onChoose, onToggle } = props;
  const { opens, level } = row;
  const name = row.kind === "track" ? vertex?.name : row.kind === "below" ? row.track?.vertex : undefined;
  const place = { transform: `translateY(${top}px)`, "--level": level - 1 } as CSSProperties;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={level}
      aria-posinset={row.place + 1}
      aria-setsize={row.count}
      aria-selected={isChosen}
      {...(name !== undefined && { "aria-labelledby": `${id}-text` })}
      {...(opens !== null && { "aria-expanded": opens.isOpen })}
      data-active={isActive || undefined}
      data-level={level}
      className={styles.row}
      style={place}
      onClick={onChoose}
    >
      {opens !== null && (
        <IconButton
          className={styles.toggle}
          size="small"
          tabIndex={-1}
          label={`${opens.isOpen ? "Hide" : "Show"} the tracks below ${name ?? ""}`}
          icon={opens.isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        />
      )}
      <RowBody {...props} />
    </div>
  );
}

function RowBody({ row, id, vertex, below, changes, times, forecast, isCritical }: Props) {
  const textId = `${id}-text`;
  const addressOf = usePipelineAddress();
  if (row.kind === "line") return <span className={styles.lineText}>{row.text}</span>;
  if (row.kind === "track")
    return vertex === undefined ? null : (
      <TimelineRow
        textId={textId}
        vertex={vertex}
        changes={changes}
        {...times}
        forecast={forecast}
        isCritical={isCritical}
      />
    );
  if (row.track === null) return <span className={styles.lineText}>…</span>;
  const { vertex: name, number } = row.track;
  const own = below?.changes.get(number);
  const first = own?.[0];
  // Where not all of its changes were read, what came before them is not drawn.
  const begin = first !== undefined && first.from !== "waiting" ? first.at : below?.launchedAt;
  return (
    <BelowRow
      textId={textId}
      track={row.track}
      address={addressOf(row.child, name)}
      changes={own}
      {...times}
      launchedAt={begin ?? times.launchedAt}
    />
  );
}
