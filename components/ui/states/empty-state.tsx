import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

/** What is shown where there is nothing yet: what this place is for, and what to do next. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <svg className={styles.mark} viewBox="0 0 120 24" aria-hidden>
        <path
          d="M4 12h38m36 0h38"
          stroke="var(--line-strong)"
          strokeWidth="2"
          strokeDasharray="1 7"
          strokeLinecap="round"
        />
        <circle cx="60" cy="12" r="8" fill="none" stroke="var(--line-strong)" strokeWidth="2" />
        <circle cx="60" cy="12" r="3" fill="var(--line-strong)" />
      </svg>
      <h2>{title}</h2>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
