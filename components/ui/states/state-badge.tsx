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

/** A short remark in one of the tones, such as a count. */
export function Badge({ tone = "still", children }: { tone?: Tone; children: React.ReactNode }) {
  return <span className={clsx(styles.badge, styles[tone])}>{children}</span>;
}
