import type { ReactNode } from "react";
import { RelativeTime } from "../relative-time.tsx";
import styles from "./facts.module.css";

/** What is known of one thing: names and what they are. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

/** One of them. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Several values of one fact, one below the other. */
export function FactLines({ children }: { children: ReactNode }) {
  return <ul className={styles.lines}>{children}</ul>;
}

/** An expression or a value, as it is written. */
export function FactValue({ children }: { children: ReactNode }) {
  return <span className={styles.value}>{children}</span>;
}

/** Who changed it last. */
export function ChangedFact({ at, by }: { at: Date; by: string }) {
  return (
    <Fact name="Changed">
      <RelativeTime at={at} /> by <bdi>{by}</bdi>
    </Fact>
  );
}
