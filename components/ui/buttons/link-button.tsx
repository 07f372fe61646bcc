import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import styles from "./button.module.css";
import type { ButtonLook } from "./button.tsx";
import { Link } from "./link.tsx";

type Props = ComponentProps<typeof Link> & { look?: ButtonLook; size?: "medium" | "small"; icon?: ReactNode };

/** A link that looks like a button: it goes somewhere and does nothing. */
export function LinkButton({ look = "plain", size = "medium", icon, children, className, ...rest }: Props) {
  return (
    <Link
      {...rest}
      className={clsx(
        styles.button,
        look !== "plain" && styles[look],
        size === "small" && styles.small,
        className,
      )}
    >
      {icon}
      {children}
    </Link>
  );
}
