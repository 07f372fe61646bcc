import { namedText, type PreviewGroup } from "#client/preview-words.ts";
import { LongText } from "#components/ui/long-text.tsx";
import styles from "../run-view.module.css";

/** Groups of vertices with what happens to each group. Empty groups are left out. */
export function GroupedNames({ label, groups }: { label: string; groups: readonly PreviewGroup[] }) {
  return (
    <dl className={styles.facts} aria-label={label}>
      {groups
        .filter(({ named }) => named.count > 0)
        .map(({ text, named, isOfChild = false }) => (
          <div key={text} className={styles.fact}>
            <dt>
              {text}
              {named.count > 1 && !isOfChild && ` (${named.count})`}
            </dt>
            <dd>
              <LongText text={namedText(named)} title={text} />
            </dd>
          </div>
        ))}
    </dl>
  );
}
