import type { HeldRows } from "#components/ui/live/held-rows.ts";
import { LiveArea } from "#components/ui/live/live-area.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { PromptView } from "#contract/prompts.ts";
import styles from "./prompt.module.css";

type Props = { prompts: HeldRows<PromptView>; chosen: number | null; onChoose: (id: number) => void };

/** The open questions as a list. One that is closed while a person looks at it keeps its place, and says so. */
export function InboxList({ prompts: { shown, newCount }, chosen, onChoose }: Props) {
  return (
    <LiveArea newCount={newCount} className={styles.side}>
      <ul className={styles.list} aria-label="Open prompts">
        {shown.map(({ row: { id, vertex, pipeline, description, approval, openedAt }, isGone }) => (
          <li key={id}>
            <button
              type="button"
              className={styles.row}
              aria-current={id === chosen || undefined}
              onClick={() => onChoose(id)}
            >
              <strong>{vertex}</strong>
              <span className={styles.quiet}>{isGone ? "Closed" : <RelativeTime at={openedAt} />}</span>
              <span className={styles.quiet}>
                <bdi>{pipeline.name}</bdi> #{pipeline.id}
                <bdi>{colonAnd(approval?.title ?? description)}</bdi>
                {approval !== null && approval.quorum > 1 && (
                  <>
                    {" "}
                    ({approval.approvals.filter(({ counts }) => counts).length} of {approval.quorum})
                  </>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </LiveArea>
  );
}

function colonAnd(text: string | null): string {
  return text === null ? "" : `: ${text}`;
}
