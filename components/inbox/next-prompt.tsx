import { useEffect, useRef } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import styles from "./prompt/prompt.module.css";

type Props = {
  /** Null where no other prompt is open. */
  next: number | null;
  /** The person answered the one before: the keyboard goes on here. */
  isFocused: boolean;
  onChoose: (id: number) => void;
};

/** The way from a closed prompt to the next open one. Nobody is taken there unasked. */
export function NextPrompt({ next, isFocused, onChoose }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isFocused) button.current?.focus();
  }, [isFocused]);
  if (next === null) return <p className={styles.quiet}>No other prompt is open.</p>;
  return (
    <Button ref={button} className={styles.next} onClick={() => onChoose(next)}>
      Next prompt
    </Button>
  );
}
