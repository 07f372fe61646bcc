import clsx from "clsx";
import styles from "./state-badge.module.css";
import { type ShownState, STATE_LOOKS, type Tone } from "./state-look.ts";

/** A state as colour and icon and text. `tone` replaces the state's colour. */
export function StateBadge({ state, text, tone }: { state: ShownState; text?: string; tone?: Tone }) {
  const { tone: usualTone, icon: Icon, text: usual } = STATE_LOOKS[state];
  return (
    <span
      className={clsx(styles.badge, styles[tone ?? usualTone], state === "running" && styles.turning)}
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
