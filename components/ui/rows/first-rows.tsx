import { type ReactNode, useState } from "react";
import { Button } from "../buttons/button.tsx";
import { focusIfLost } from "../keys/focus-if-lost.ts";

type FirstRows<Row> = {
  readonly first: readonly Row[];
  /** Shows more of them, or says that all are shown; null where there never were more. */
  readonly more: ReactNode;
};

/** The first rows of a list that may be very long, and a button for as many more: a page with thousands of rows is slow. */
export function useFirstRows<Row>(rows: readonly Row[], step: number): FirstRows<Row> {
  const [max, setMax] = useState(step);
  const left = rows.length - max;
  if (left <= 0) return { first: rows, more: max > step ? <AllShown /> : null };
  return {
    first: rows.slice(0, max),
    more: (
      <Button look="quiet" size="small" onClick={() => setMax(max + step)}>
        {`Show ${Math.min(step, left)} more of ${left.toLocaleString("en")}`}
      </Button>
    ),
  };
}

/** Stands where the button was: the focus stays there, and does not go to the top of the page. */
function AllShown() {
  return (
    <span tabIndex={-1} ref={focusIfLost}>
      All are shown.
    </span>
  );
}
