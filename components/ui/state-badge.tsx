import clsx from "clsx";
import styles from "./state-badge.module.css";
import { type ShownState, STATE_LOOKS, type Tone } from "./state-look.ts";

/** A state as colour and icon and text. */
export function StateBadge({ state, text }: { state: ShownState; text?: string }) {
  const { tone, icon: Icon, text: usual } = STATE_LOOKS[state];
  return (
    <span
      className={clsx(styles.badge, styles[tone], state === "running" && styles.turning)}
      data-state={state}
    >
      <Icon aria-hidden />
      {text ?? usual}
    </span>
  );
}

/** The icon of a state alone, where its text stands beside it or is said to screen readers. */
export function StateIcon({ state, label }: { state: ShownState; label?: string }) {
  const { tone, icon: Icon, text } = STATE_LOOKS[state];
  return (
    <span
      className={clsx(styles.icon, styles[tone], state === "running" && styles.turning)}
      role="img"
      aria-label={label ?? text}
      data-state={state}
    >
      <Icon aria-hidden />
    </span>
  );
}

/** A short remark in one of the tones, such as a count. */
export function Badge({ tone = "still", children }: { tone?: Tone; children: React.ReactNode }) {
  return <span className={clsx(styles.badge, styles[tone])}>{children}</span>;
}
