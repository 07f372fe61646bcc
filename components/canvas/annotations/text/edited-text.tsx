import { type ComponentProps, type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { focusSoon } from "#components/ui/keys/focus-soon.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import styles from "./edited-text.module.css";

/** How editing at its place ended: with this text, or (null) with the old one; by a key, so that the focus goes back. */
export type EditEnd = { readonly text: string | null; readonly isByKey: boolean };

type Props = {
  label: string;
  /** What is there; all of it is selected. */
  text: string;
  /** Several lines: Enter is one of them, and Ctrl Enter takes the text over. */
  isLong: boolean;
  /** @returns why the text cannot be taken over; it stays in the field then. */
  onEnd: (end: EditEnd) => string | null;
};

/** The title of a frame or the text of a note, edited where it stands. Escape takes back; to leave the field takes over. */
export function EditedText({ label, text, isLong, onEnd }: Props) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState(text);
  const [problem, setProblem] = useState<string | null>(null);
  /** Whether somebody has pressed anything since it is there. */
  const isUsed = useRef(false);
  useEffect(() => {
    field.current?.select();
    focusSoon(() => field.current);
    const stop = new AbortController();
    const note = () => {
      isUsed.current = true;
    };
    for (const type of ["pointerdown", "keydown"])
      window.addEventListener(type, note, { capture: true, signal: stop.signal });
    return () => stop.abort();
  }, []);
  const shared: ComponentProps<"input"> & ComponentProps<"textarea"> = {
    ref: field,
    className: `nopan nodrag nowheel ${styles.field} ${isLong ? styles.lines : styles.line}`,
    "aria-label": label,
    "aria-invalid": problem === null ? undefined : true,
    title: problem ?? (isLong ? "Ctrl Enter takes it over, Escape takes it back." : undefined),
    dir: "auto",
    autoComplete: "off",
    value: typed,
    onChange: ({ target }: { target: { value: string } }) => {
      setTyped(target.value);
      setProblem(null);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const key = pressedKey(event);
      const isTaken = key === "Enter" && (!isLong || event.ctrlKey || event.metaKey);
      if (!isTaken && key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      setProblem(onEnd({ text: isTaken ? typed : null, isByKey: true }));
    },
    onBlur: ({ target }: FocusEvent) => {
      // A menu that led here gives the focus back to where it was.
      if (!isUsed.current) focusSoon(() => field.current);
      // Who goes to another window comes back to the field.
      else if (document.activeElement !== target) setProblem(onEnd({ text: typed, isByKey: false }));
    },
  };
  return isLong ? <textarea {...shared} /> : <input type="text" {...shared} />;
}
