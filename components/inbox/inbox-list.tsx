import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { PromptView } from "#contract/prompts.ts";
import styles from "./prompt.module.css";

type Props = { prompts: readonly PromptView[]; chosen: number | null; onChoose: (id: number) => void };

/** The open questions as a list. */
export function InboxList({ prompts, chosen, onChoose }: Props) {
  return (
    <ul className={styles.list} aria-label="Open prompts">
      {prompts.map(({ id, vertex, pipeline, description, approval, openedAt }) => (
        <li key={id}>
          <button
            type="button"
            className={styles.row}
            aria-current={id === chosen || undefined}
            onClick={() => onChoose(id)}
          >
            <strong>{vertex}</strong>
            <span className={styles.quiet}>
              <RelativeTime at={openedAt} />
            </span>
            <span className={styles.quiet}>
              {pipeline.name} #{pipeline.id}
              {colonAnd(approval?.title ?? description)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function colonAnd(text: string | null): string {
  return text === null ? "" : `: ${text}`;
}
