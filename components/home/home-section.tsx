import { type ReactNode, useId } from "react";
import styles from "./home.module.css";

/** A part of the first page. An empty one says so in a line, so that nothing jumps when something comes. */
export function HomeSection({
  title,
  more,
  children,
}: {
  title: string;
  more?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        <div className={styles.more}>{more}</div>
      </div>
      {children}
    </section>
  );
}

export function NothingHere({ children }: { children: ReactNode }) {
  return <p className={styles.nothing}>{children}</p>;
}
