import Link from "next/link";
import { type LaunchLabels, labelLines } from "#engine/shape/launch-labels.ts";
import styles from "./label-list.module.css";

type Props = {
  labels: LaunchLabels;
  /** So many are shown; of the others only how many there are, with their text as a tooltip. */
  max?: number;
};

/** The labels of a launch: each leads to the list of all pipelines that have it. Nothing where there are none. */
export function LabelList({ labels, max = Number.POSITIVE_INFINITY }: Props) {
  const lines = labelLines(labels);
  if (lines.length === 0) return null;
  const more = lines.slice(max);
  return (
    <ul className={styles.labels} aria-label="Labels">
      {lines.slice(0, max).map((line) => (
        <li key={line} className={styles.label}>
          <Link href={`/pipelines?${new URLSearchParams({ label: line })}`} title={line}>
            <bdi>{line}</bdi>
          </Link>
        </li>
      ))}
      {more.length > 0 && (
        <li className={styles.more} title={more.join("\n")}>
          and {more.length} more
        </li>
      )}
    </ul>
  );
}
