"use client";

import { type ReactNode, useContext } from "react";
import { Button } from "../buttons/button.tsx";
import { UnderWay } from "./under-way.ts";

/** The way out of a dialog. While something is under way there it says what, as its X does. */
export function BackButton({ onClick, children = "Back" }: { onClick: () => void; children?: ReactNode }) {
  return (
    <Button refused={useContext(UnderWay)} onClick={onClick}>
      {children}
    </Button>
  );
}
