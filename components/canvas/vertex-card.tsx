import { Handle, type NodeProps, Position, useStore } from "@xyflow/react";
import clsx from "clsx";
import { CircleAlert, TextCursorInput, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { useOthersAt } from "#components/draft/presence/presence-store.ts";
import { kindColour } from "#components/kinds/kind-colour.ts";
import { kindViewOf } from "#components/kinds/kind-views.ts";
import { withoutTicks } from "#components/ui/messages/code-text.tsx";
import { OverrideMark } from "#components/ui/states/override-mark.tsx";
import { CardBadges } from "./elements/card-badges.tsx";
import { DiffMark, useDiffStatus } from "./elements/diff-mark.tsx";
import { FINAL_WORDS } from "./elements/final-words.ts";
import type { VertexNode } from "./elements/flow-elements.ts";
import { OthersMark } from "./elements/others-mark.tsx";
import { PinMark } from "./elements/pin-mark.tsx";
import { toneOfTrack, trackTitle, useChildText, useTrackCard } from "./elements/track-card.ts";
import type { Direction } from "./layout/card-size.ts";
import { TrackLine } from "./track-line.tsx";
import styles from "./vertex-card.module.css";
import { isFar, isSmallText } from "./view/many-cards.ts";

/** Beside a word with more letters there is no place. */
const LONG_WORD = 20;

/** A vertex on the canvas: its name, what it does, its inputs, and in a run the state of its track. */
export const VertexCard = memo(function VertexCard({
  id,
  data,
  selected,
  isConnectable,
}: NodeProps<VertexNode>) {
  const { spec, mark, direction } = data;
  const track = useTrackCard(id);
  const isSmall = useStore(isFar);
  const isDistant = useStore(isSmallText);
  const child = useChildText(id);
  const others = useOthersAt(id);
  const diff = useDiffStatus("vertices", id);
  const { icon: Icon, cardLine, emptyCardLine, cardNote } = kindViewOf(spec);
  const line = cardLine(spec);
  const inputs = Object.keys(spec.inputs ?? {}).length;
  const look = {
    className: clsx(
      styles.card,
      selected && styles.selected,
      isSmall ? styles.small : isDistant && styles.distant,
    ),
    "data-tone": toneOfTrack(track) ?? undefined,
    "data-mark": mark?.level,
    "data-diff": diff ?? undefined,
    "data-track": track !== null || undefined,
  };
  const handles = spec.final === undefined && (
    <CardHandles name={id} direction={direction} isConnectable={isConnectable} />
  );
  if (isSmall)
    return (
      <div {...look} title={track === null ? [id, diff ?? []].flat().join(": ") : trackTitle(id, track)}>
        <span className={styles.smallName}>{id}</span>
        <OthersMark names={others} />
        {handles}
      </div>
    );
  return (
    <div {...look}>
      <OthersMark names={others} />
      <div className={styles.title}>
        <Icon className={styles.kind} style={kindColour(spec)} aria-hidden />
        <span className={styles.name} title={id}>
          {id}
        </span>
        {diff !== null && (
          <span className={styles.diff}>
            <DiffMark status={diff} />
          </span>
        )}
        <OverrideMark text={track?.override ?? null} />
        {!isDistant && <CardBadges spec={spec} />}
        {mark !== null && (
          <span
            className={styles.mark}
            data-level={mark.level}
            role="img"
            aria-label={withoutTicks(mark.text)}
            title={withoutTicks(mark.text)}
          >
            {mark.level === "error" ? <CircleAlert aria-hidden /> : <TriangleAlert aria-hidden />}
          </span>
        )}
      </div>
      <div className={clsx(styles.script, line === null && styles.empty)}>
        <span className={styles.line}>{line ?? emptyCardLine}</span>
        <PinMark spec={spec} />
      </div>
      <div className={styles.foot}>
        {track === null ? (
          <span className={styles.quiet}>
            {cardNote(spec)}
            {spec.foreach !== undefined && ", for each"}
            {spec.final !== undefined && `, ${FINAL_WORDS[spec.final]}`}
          </span>
        ) : (
          <TrackLine track={track} child={child} />
        )}
        {/* A long word of a state has the place for itself, and so has how far a child is. */}
        {inputs > 0 && child === null && (track?.word ?? "").length <= LONG_WORD && (
          <span className={styles.quiet} title={Object.keys(spec.inputs ?? {}).join(", ")}>
            <TextCursorInput aria-hidden /> {inputs}
            {/* Beside a track's state and its time there is no place for the word. */}
            {track === null && (inputs === 1 ? " input" : " inputs")}
          </span>
        )}
      </div>
      {handles}
    </div>
  );
});

type HandlesProps = { name: string; direction: Direction; isConnectable: boolean };

/** Where edges reach a card and leave it. */
function CardHandles({ name, direction, isConnectable }: HandlesProps) {
  return (
    <>
      <Handle
        type="target"
        position={direction === "right" ? Position.Left : Position.Top}
        isConnectable={isConnectable}
        className={clsx(styles.handle, styles.input)}
        {...(isConnectable && { role: "button", "aria-label": `Input of ${name}` })}
      />
      <Handle
        type="source"
        position={direction === "right" ? Position.Right : Position.Bottom}
        isConnectable={isConnectable}
        className={styles.handle}
        {...(isConnectable && { role: "button", "aria-label": `Output of ${name}` })}
      />
    </>
  );
}
