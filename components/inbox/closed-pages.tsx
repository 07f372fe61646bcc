import { Button } from "#components/ui/buttons/button.tsx";
import type { InboxView } from "#contract/prompts/inbox.ts";
import { placeText } from "./closed-place.ts";
import styles from "./prompt/prompt.module.css";

type Props = {
  next: InboxView["next"];
  isFirst: boolean;
  /** The word for the address; null: the first page. */
  onPage: (before: string | null) => void;
};

/** To other pages of closed prompts. The back button of the browser leads to the page before. */
export function ClosedPages({ next, isFirst, onPage }: Props) {
  if (isFirst && next === null) return null;
  return (
    <div className={styles.pages}>
      <Button size="small" disabled={isFirst} onClick={() => onPage(null)}>
        Newest
      </Button>
      <Button
        size="small"
        disabled={next === null}
        onClick={() => onPage(next === null ? null : placeText(next))}
      >
        Older
      </Button>
    </div>
  );
}
