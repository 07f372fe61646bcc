import pill from "../elements/pill.module.css";
import { useStackCard } from "../elements/track-card.ts";
import { toneOfStack } from "../stacks/stack-state.ts";
import { stackWords } from "../stacks/stack-words.ts";
import styles from "./annotations.module.css";

/** In a run: how many tracks of an open frame are in which state. */
export function FrameState({ members }: { members: readonly string[] }) {
  const state = useStackCard(members);
  const words = stackWords(state);
  if (words === "") return null;
  return (
    <span
      className={`${pill.pill} ${styles.state}`}
      data-tone={toneOfStack(state) ?? undefined}
      title={words}
    >
      {words}
    </span>
  );
}
