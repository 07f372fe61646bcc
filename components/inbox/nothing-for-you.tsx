import type { ReactNode } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import type { Who } from "./inbox-filters.tsx";

type Props = {
  who: Who;
  /** How many are listed for everybody, and how many more are open that are not listed. */
  listed: number;
  more: number;
  onAll: () => void;
  pages: ReactNode;
};

/** Of the prompts that are listed none asks the reader. Of those that are not listed it is not known. */
export function NothingForYou({ who, listed, more, onAll, pages }: Props) {
  const whom = who === "mine" ? "you by name" : "you or your groups";
  return (
    <EmptyState
      title={more > 0 ? `None of the first ${listed} asks ${whom}` : `Nothing asks ${whom}`}
      actions={
        <>
          <Button onClick={onAll}>Show all {listed}</Button>
          {pages}
        </>
      }
    >
      {more > 0 &&
        `${more} more are open and not listed here. One of them may ask you: its pipeline shows it.`}
    </EmptyState>
  );
}
