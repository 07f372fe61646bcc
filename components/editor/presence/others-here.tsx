import styles from "./presence.module.css";

/** In a list, the names of others who have this row selected. */
export function OthersHere({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <span className={styles.others} title={`Selected by ${names.join(", ")}`}>
      <span className={styles.hidden}>selected by </span>
      <bdi>{names[0]}</bdi>
      {names.length > 1 && ` +${names.length - 1}`}
    </span>
  );
}
