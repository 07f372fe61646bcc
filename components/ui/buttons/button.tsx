import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import styles from "./button.module.css";

export type ButtonLook = "plain" | "primary" | "danger" | "quiet";

type Props = ComponentProps<"button"> & {
  look?: ButtonLook;
  size?: "medium" | "small";
  icon?: ReactNode;
  /** Something is under way: the button keeps its size and takes no second press. */
  isBusy?: boolean;
};

export function Button({
  look = "plain",
  size = "medium",
  icon,
  isBusy = false,
  children,
  className,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={clsx(
        styles.button,
        look !== "plain" && styles[look],
        size === "small" && styles.small,
        className,
      )}
      disabled={rest.disabled === true || isBusy}
      aria-busy={isBusy || undefined}
    >
      {isBusy ? <span className={styles.spinner} aria-hidden /> : icon}
      {children}
    </button>
  );
}
