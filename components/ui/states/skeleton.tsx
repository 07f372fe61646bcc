import styles from "./skeleton.module.css";

/** Holds the place of what comes, in its size, so that nothing jumps. */
export function Skeleton({
  width = "100%",
  height = 16,
}: {
  width?: number | string;
  height?: number | string;
}) {
  return <span className={styles.skeleton} style={{ width, height }} data-skeleton aria-hidden />;
}

/** Lines of a list or a table that is on its way. */
export function SkeletonLines({ count, label }: { count: number; label: string }) {
  return (
    <div className={styles.lines} role="status" aria-label={label}>
      {Array.from({ length: count }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all the same and never move
        <Skeleton key={line} height={34} />
      ))}
    </div>
  );
}
