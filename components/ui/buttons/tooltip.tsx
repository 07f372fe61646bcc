"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { CodeText } from "../messages/code-text.tsx";
import styles from "./tooltip.module.css";

type Props = { text: ReactNode; side?: "top" | "right"; children: ReactElement };

/** Explains a control on hover and focus. It never holds what is shown nowhere else. */
export function Tooltip({ text, side = "top", children }: Props) {
  return (
    <Base.Root>
      <Base.Trigger render={children as ReactElement<Record<string, unknown>>} delay={350} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            <CodeText>{text}</CodeText>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
