import { Handle, type NodeProps, Position, useStore } from "@xyflow/react";
import clsx from "clsx";
import { CircleAlert, Group, Maximize2, SquareStack, TriangleAlert } from "lucide-react";
import { memo, use } from "react";
import { withoutTicks } from "#components/ui/messages/code-text.tsx";
import { ProgressBar } from "#components/ui/states/progress-bar.tsx";
import { OpenFrameContext } from "./annotations/open-frame-context.ts";
import type { VertexNode } from "./elements/flow-elements.ts";
import { useStackCard } from "./elements/track-card.ts";
import { titleOfStack } from "./stacks/find-stacks.ts";
import { toneOfStack } from "./stacks/stack-state.ts";
import { stackWords } from "./stacks/stack-words.ts";
import styles from "./vertex-card.module.css";
import { isSmallText } from "./view/many-cards.ts";

const NONE: readonly string[] = [];

/** Many alike vertices as one card: how many, what their names have in common, and in a run how many are in which state. */
export const StackCard = memo(function StackCard({ id, data, selected }: NodeProps<VertexNode>) {
  const { stack, direction, mark } = data;
  const state = useStackCard(stack?.members ?? NONE);
  const open = use(OpenFrameContext);
  const isDistant = useStore(isSmallText);
  if (stack === null) return null;
  const title = titleOfStack(stack);
  const words = [stack.isFrame === true ? membersText(stack.members.length) : "", stackWords(state)]
    .filter((part) => part !== "")
    .join(", ");
  return (
    <div
      className={clsx(styles.card, styles.stack, selected && styles.selected, isDistant && styles.distant)}
      data-mark={mark?.level}
      data-tone={toneOfStack(state) ?? undefined}
    >
      <div className={styles.title}>
        {stack.isFrame === true ? (
          <Group className={styles.kind} aria-hidden />
        ) : (
          <SquareStack className={styles.kind} aria-hidden />
        )}
        <span className={styles.name} title={title}>
          <bdi>{title}</bdi>
        </span>
        {stack.isFrame === true && open !== null && (
          <button
            type="button"
            className={`nodrag nopan ${styles.open}`}
            aria-label={`Open the frame ${title}`}
            title="Show what is in the frame"
            onClick={(event) => {
              event.stopPropagation();
              open(id);
            }}
          >
            <Maximize2 aria-hidden />
          </button>
        )}
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
      <div className={styles.script}>
        <span className={styles.line} title={words}>
          {words}
        </span>
      </div>
      <div className={styles.foot}>
        {Object.keys(state.counts).length > 0 && <ProgressBar counts={state.counts} stale={state.stale} />}
      </div>
      <Handle
        type="target"
        position={direction === "right" ? Position.Left : Position.Top}
        isConnectable={false}
        className={styles.handle}
      />
      <Handle
        type="source"
        position={direction === "right" ? Position.Right : Position.Bottom}
        isConnectable={false}
        className={styles.handle}
      />
    </div>
  );
});

function membersText(count: number): string {
  return count === 1 ? "1 vertex" : `${count.toLocaleString("en-US")} vertices`;
}
