import { Button } from "#components/ui/buttons/button.tsx";
import styles from "./prompt.module.css";

type Props = {
  isApproval: boolean;
  canApprove: boolean;
  /** Why whoever looks may not answer. */
  refused: string | null;
  isBusy: boolean;
  /** The prompt has just come under the reader's hand: a second press was meant for the one before. */
  isLocked: boolean;
  onAnswer: () => void;
  onReject: () => void;
  /** The keys work here: they are shown. */
  hasKeys: boolean;
};

/** What can be said to a prompt. A key presses the button that says so: `data-key`. */
export function PromptActions({
  isApproval,
  canApprove,
  refused,
  isBusy,
  isLocked,
  onAnswer,
  onReject,
  hasKeys,
}: Props) {
  const shared = { refused, isBusy, disabled: isLocked, className: hasKeys ? styles.act : undefined };
  const key = (letter: string) => (hasKeys ? <kbd aria-hidden>{letter}</kbd> : null);
  const keyProps = (letter: string) => (hasKeys ? { "data-key": letter, "aria-keyshortcuts": letter } : {});
  return (
    <div className={styles.actions} data-bottom-bar={hasKeys || undefined}>
      {isApproval ? (
        <>
          {canApprove && (
            <Button look="primary" {...shared} {...keyProps("a")} onClick={onAnswer}>
              Approve {key("a")}
            </Button>
          )}
          <Button look="danger" {...shared} {...keyProps("r")} onClick={onReject}>
            Reject {key("r")}
          </Button>
        </>
      ) : (
        <Button type="submit" look="primary" {...shared} {...keyProps("a")}>
          Answer {key("a")}
        </Button>
      )}
    </div>
  );
}
