import type { ReactNode } from "react";
import styles from "./page-header.module.css";

type Props = { title: ReactNode; detail?: ReactNode; actions?: ReactNode };

/** The head of a page: its name, one line about it, and what can be done with all of it. */
export function PageHeader({ title, detail, actions }: Props) {
  return (
    <header className={styles.header} data-region>
      <div className={styles.words}>
        <h1 tabIndex={-1}>{title}</h1>
        {detail !== undefined && <div className={styles.detail}>{detail}</div>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}

/** A page of which there is only a problem to show: `around` of a `QueryBody`. */
export function headed(title: ReactNode) {
  return (problem: ReactNode) => (
    <>
      <PageHeader title={title} />
      <PageBody>{problem}</PageBody>
    </>
  );
}

/** The body of a page that is read from top to bottom. */
export function PageBody({ children }: { children: ReactNode }) {
  return (
    <div className={styles.body} data-region>
      {children}
    </div>
  );
}
