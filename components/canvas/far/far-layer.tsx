import { useStore, useStoreApi } from "@xyflow/react";
import { memo, use, useCallback, useEffect, useRef } from "react";
import type { Tone } from "#components/ui/states/state-look.ts";
import type { DrawnBox } from "../annotations/drawn-boxes.ts";
import { DiffContext, TONE_OF_DIFF, useDiffStatus } from "../elements/diff-mark.tsx";
import type { GraphEdge, VertexNode } from "../elements/flow-elements.ts";
import { TrackCardContext, toneOfTrack, useStackCard, useTrackCard } from "../elements/track-card.ts";
import { toneOfStack } from "../stacks/stack-state.ts";
import { nameOf } from "./draw-far.ts";
import styles from "./far-layer.module.css";
import { FarPainter } from "./far-painter.ts";
import { NAME_ZOOM } from "./far-picture.ts";

type Props = {
  cards: readonly VertexNode[];
  edges: readonly GraphEdge[];
  drawn: readonly DrawnBox[];
  /** The card that is pointed at, or has the focus: its name is shown where it could not be read. */
  named: VertexNode | null;
};

/** The cards and edges of a large graph that is seen from far away, as one picture below those that are in use. */
export function FarLayer({ cards, edges, drawn, named }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<FarPainter | null>(null);
  const store = useStoreApi();
  const isRun = use(TrackCardContext) !== null;
  useEffect(() => {
    if (canvas.current === null) return;
    const one = new FarPainter(canvas.current, store);
    painter.current = one;
    return () => {
      one.end();
      painter.current = null;
    };
  }, [store]);
  useEffect(() => painter.current?.show(cards, edges, drawn), [cards, edges, drawn]);
  const diff = use(DiffContext);
  useEffect(() => {
    if (diff === null) return;
    // A vertex that differs has a tone, as a track of a run has.
    const tones = [...diff.vertices].flatMap(([name, status]) =>
      status === "same" ? [] : [[name, TONE_OF_DIFF[status]] as const],
    );
    const looks = [...diff.edges].flatMap(([id, status]) =>
      status === "same" ? [] : [[id, status] as const],
    );
    painter.current?.colour(new Map(tones), new Map(looks));
  }, [diff]);
  const onTones = useCallback((tones: ReadonlyMap<string, Tone>) => painter.current?.colour(tones), []);
  return (
    <div className={styles.layer}>
      <canvas
        ref={canvas}
        className={styles.picture}
        role="img"
        aria-label={`${cards.length.toLocaleString("en")} vertices, drawn small. Tab goes from one to the next.`}
      />
      {isRun && <FarTones cards={cards} onTones={onTones} />}
      {named !== null && <FarName card={named} />}
    </div>
  );
}

/** The name of a card that is too small for it. */
function FarName({ card }: { card: VertexNode }) {
  const [x, y, zoom] = useStore(({ transform }) => transform);
  const diff = useDiffStatus("vertices", card.id);
  if (zoom >= NAME_ZOOM) return null;
  const { position } = card;
  return (
    <div
      className={styles.name}
      style={{
        transform: `translate(${position.x * zoom + x}px, ${position.y * zoom + y}px) translateY(-100%)`,
      }}
      aria-hidden
    >
      <bdi>{nameOf(card)}</bdi>
      {diff !== null && `: ${diff}`}
    </div>
  );
}

type TonesProps = {
  cards: readonly VertexNode[];
  /** Is told of all tones once more when one has changed. It must be one and the same function. */
  onTones: (tones: ReadonlyMap<string, Tone>) => void;
};

/** Follows the state of each card: what is drawn as a picture has no parts that could do it. */
function FarTones({ cards, onTones }: TonesProps) {
  const tones = useRef<Map<string, Tone>>(new Map());
  const isAsked = useRef(false);
  const onTone = useCallback(
    (id: string, tone: Tone | null) => {
      if (tone === null) tones.current.delete(id);
      else tones.current.set(id, tone);
      if (isAsked.current) return;
      isAsked.current = true;
      queueMicrotask(() => {
        isAsked.current = false;
        onTones(new Map(tones.current));
      });
    },
    [onTones],
  );
  return cards.map((card) => <FarTone key={card.id} card={card} onTone={onTone} />);
}

const NONE: readonly string[] = [];

type ToneProps = { card: VertexNode; onTone: (id: string, tone: Tone | null) => void };

const FarTone = memo(function FarTone({ card: { id, data }, onTone }: ToneProps) {
  const track = useTrackCard(id);
  const state = useStackCard(data.stack?.members ?? NONE);
  const tone = data.stack !== null ? toneOfStack(state) : toneOfTrack(track);
  useEffect(() => {
    onTone(id, tone);
    return () => onTone(id, null);
  }, [id, tone, onTone]);
  return null;
});
