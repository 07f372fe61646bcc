import { ChevronDown, ChevronUp, CircleAlert } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import styles from "./log-search.module.css";
import { nextIn } from "./use-log-search.ts";

type Props = {
  errors: readonly number[];
  go: (line: number | null) => void;
  /** One button, which goes to the next error each time. */
  isNarrow: boolean;
};

/** The way from one error of a log to the next. There is none where nothing went wrong. */
export function ErrorSteps({ errors, go, isNarrow }: Props) {
  const [line, setLine] = useState(0);
  if (errors.length === 0) return null;
  const place = errors.indexOf(line) + 1;
  const step = (to: number | null) => {
    if (to !== null) setLine(to);
    go(to);
  };
  const count = errors.length.toLocaleString("en");
  return (
    <span className={styles.errors}>
      <Button
        size="small"
        look="quiet"
        icon={<CircleAlert aria-hidden />}
        aria-label={
          errors.length === 1
            ? "Go to the error"
            : isNarrow
              ? `Go to the next of ${count} errors`
              : `Go to the first of ${count} errors`
        }
        onClick={() => step(isNarrow ? nextIn(errors, line, 1) : (errors[0] ?? null))}
      >
        {isNarrow
          ? place > 0
            ? `${place}/${count}`
            : count
          : place > 0 && errors.length > 1
            ? `Error ${place} of ${count}`
            : errors.length === 1
              ? "1 error"
              : `${count} errors`}
      </Button>
      {errors.length > 1 && !isNarrow && (
        <>
          <IconButton
            size="small"
            label="Previous error"
            icon={<ChevronUp aria-hidden />}
            onClick={() => step(nextIn(errors, line, -1))}
          />
          <IconButton
            size="small"
            label="Next error"
            icon={<ChevronDown aria-hidden />}
            onClick={() => step(nextIn(errors, line, 1))}
          />
        </>
      )}
    </span>
  );
}
