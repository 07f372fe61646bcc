import { type ReactNode, useState } from "react";
import { Button } from "../buttons/button.tsx";

type FirstRows<Row> = {
  readonly first: readonly Row[];
  /** Shows more of them; null where all are shown. */
  readonly more: ReactNode;
};

/** The first rows of a list that may be very long, and a button for as many more: a page with thousands of rows is slow. */
export function useFirstRows<Row>(rows: readonly Row[], step: number): FirstRows<Row> {
  const [max, setMax] = useState(step);
  const left = rows.length - max;
  if (left <= 0) return { first: rows, more: null };
  return {
    first: rows.slice(0, max),
    more: (
      <Button look="quiet" size="small" onClick={() => setMax(max + step)}>
        {`Show ${Math.min(step, left)} more of ${left.toLocaleString("en")}`}
      </Button>
    ),
  };
}
