import { CodeText } from "#components/ui/messages/code-text.tsx";
import type { Difference } from "#engine/grouping/differences.ts";
import styles from "./group-dialog.module.css";

/** What will be another way than before, as a person should know before they confirm. */
export function Differences({ differences }: { differences: readonly Difference[] }) {
  if (differences.length === 0) return null;
  return (
    <section aria-label="What will be different" className={styles.different}>
      <h3 className={styles.title}>What will be different</h3>
      <ul className={styles.differences}>
        {differences.map(({ text }) => (
          <li key={text}>
            <bdi>
              <CodeText>{text}</CodeText>
            </bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
