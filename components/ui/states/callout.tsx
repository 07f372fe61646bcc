import clsx from "clsx";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { CodeText } from "../messages/code-text.tsx";
import styles from "./callout.module.css";

const LOOKS = {
  info: { icon: Info, role: "status" },
  warn: { icon: TriangleAlert, role: "status" },
  bad: { icon: CircleAlert, role: "alert" },
} as const;

type Props = {
  tone?: keyof typeof LOOKS;
  /** What happened, as a sentence. */
  title: ReactNode;
  /** What was kept, and what to do. */
  kept?: ReactNode;
  todo?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
  ref?: Ref<HTMLDivElement>;
};

export function Callout({ tone = "info", title, kept, todo, actions, children, ref }: Props) {
  const { icon: Icon, role } = LOOKS[tone];
  return (
    <div ref={ref} className={clsx(styles.callout, styles[tone])} role={role} data-callout>
      <Icon aria-hidden />
      <div className={styles.text}>
        <p className={styles.title}>
          <CodeText>{title}</CodeText>
        </p>
        {kept !== undefined && (
          <p>
            <CodeText>{kept}</CodeText>
          </p>
        )}
        {todo !== undefined && (
          <p>
            <CodeText>{todo}</CodeText>
          </p>
        )}
        {children}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
