import clsx from "clsx";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { withoutTicks } from "../messages/code-text.tsx";
import styles from "./button.module.css";
import { ignoreHeldEnter, isSecondOfDouble } from "./one-press.ts";
import { Tooltip } from "./tooltip.tsx";

export type ButtonLook = "plain" | "primary" | "danger" | "quiet";

type Props = ComponentProps<"button"> & {
  look?: ButtonLook;
  size?: "medium" | "small";
  icon?: ReactNode;
  /** Something is under way: the button keeps its size and the focus, and takes no second press. Where it is given, a double click is one press. */
  isBusy?: boolean;
  /** Why whoever looks may not press it: it stays in its place and can be reached by keys, so that the reason is read. */
  refused?: string | null;
};

export function Button({
  look = "plain",
  size = "medium",
  icon,
  isBusy,
  refused = null,
  children,
  className,
  onClick,
  onKeyDown,
  ...rest
}: Props) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (refused !== null || isBusy === true || (isBusy !== undefined && isSecondOfDouble(event)))
      refusePress(event);
    else onClick?.(event);
  };
  const button = (
    <button
      type="button"
      {...rest}
      // One that is disabled would lose the focus: whoever works by keys would be thrown to the top of the page.
      {...((refused !== null || isBusy) && { "aria-disabled": true })}
      onClick={press}
      onKeyDown={(event) => {
        ignoreHeldEnter(event);
        onKeyDown?.(event);
      }}
      {...(refused !== null && { "aria-description": withoutTicks(refused) })}
      className={clsx(
        styles.button,
        look !== "plain" && styles[look],
        size === "small" && styles.small,
        className,
      )}
      aria-busy={isBusy || undefined}
      data-primary={look === "primary" || undefined}
    >
      {isBusy ? <span className={styles.spinner} aria-hidden /> : icon}
      {typeof children === "string" ? <span className={styles.label}>{children}</span> : children}
    </button>
  );
  return refused === null ? button : <Tooltip text={refused}>{button}</Tooltip>;
}

/** Also a form is not sent. */
function refusePress(event: MouseEvent<HTMLButtonElement>): void {
  event.preventDefault();
}
