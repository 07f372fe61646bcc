"use client";

import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import styles from "./button.module.css";
import { ignoreHeldEnter } from "./one-press.ts";
import { Tooltip } from "./tooltip.tsx";

type Props = Omit<ComponentProps<"button">, "children" | "aria-label"> & {
  /** Its name, for the tooltip and for whoever cannot see the icon. */
  label: string;
  /** The key that does the same. */
  keys?: string;
  icon: ReactNode;
  size?: "medium" | "small";
  /** Why whoever looks may not press it. */
  refused?: string | null;
};

export function IconButton({
  label,
  keys,
  icon,
  size = "medium",
  refused = null,
  className,
  onKeyDown,
  ...rest
}: Props) {
  return (
    <Tooltip text={refused ?? (keys === undefined ? label : `${label} (${keys})`)}>
      <button
        type="button"
        {...rest}
        onKeyDown={(event) => {
          ignoreHeldEnter(event);
          onKeyDown?.(event);
        }}
        {...(refused !== null && { onClick: undefined, "aria-disabled": true, "aria-description": refused })}
        aria-label={label}
        className={clsx(
          styles.button,
          styles.quiet,
          styles.icon,
          size === "small" && styles.small,
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
