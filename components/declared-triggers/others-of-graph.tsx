import { keyOf, type PresentTrigger } from "#client/triggers/declared-triggers.ts";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { DeclaredItem } from "./declared-item.tsx";
import styles from "./declared-triggers.module.css";
import type { RemovedOther } from "./use-declared.ts";

type Props = {
  /** What launches the graph now and is not in the file. */
  others: readonly PresentTrigger[];
  /** What became of those that were to be removed. */
  removed: readonly RemovedOther[];
  isToRemove: boolean;
  isDisabled: boolean;
  onChange: (isToRemove: boolean) => void;
};

const MAX_NAMED = 20;

/** What launches the graph and is not in the file: whether it is to be removed, and what became of it then. */
export function OthersOfGraph({ others, removed, isToRemove, isDisabled, onChange }: Props) {
  if (others.length === 0 && removed.length === 0) return null;
  return (
    <section className={styles.others} aria-label="Not in the file">
      {removed.length > 0 && (
        <ul className={styles.list} aria-label="Not in the file, to be removed">
          {removed.map(({ other, outcome }) => (
            <DeclaredItem
              key={keyOf(other)}
              trigger={other}
              act={null}
              state={other.file.state ?? "new"}
              outcome={outcome}
            />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <>
          <p>
            Not in the file, and left as {others.length === 1 ? "it is" : "they are"}:{" "}
            {others.slice(0, MAX_NAMED).map((other, place) => (
              <span key={keyOf(other)}>
                {place > 0 && ", "}
                <bdi>{other.file.name}</bdi>
              </span>
            ))}
            {others.length > MAX_NAMED && ` and ${others.length - MAX_NAMED} more`}
          </p>
          <Checkbox
            label={`Remove ${others.length === 1 ? "it" : `these ${others.length}`} as well, once the others are applied`}
            checked={isToRemove}
            disabled={isDisabled}
            onCheckedChange={onChange}
          />
        </>
      )}
    </section>
  );
}
