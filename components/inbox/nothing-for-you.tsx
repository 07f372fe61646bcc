import type { ReactNode } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import type { InboxItem } from "#contract/prompts/inbox.ts";
import type { Who } from "#engine/kinds/approval/asked-of.ts";

type Props = {
  who: Who;
  state: InboxItem["state"];
  /** How many there are for everybody: of open ones in all, of closed ones on the page. */
  count: number;
  onAll: () => void;
  pages: ReactNode;
};

/** None of the prompts asks the reader. Of closed ones that is known of the page only. */
export function NothingForYou({ who, state, count, onAll, pages }: Props) {
  const whom = who === "mine" ? "you by name" : "you or your groups";
  return (
    <EmptyState
      title={state === "open" ? `Nothing asks ${whom}` : `None of these ${count} asked ${whom}`}
      actions={
        <>
          <Button onClick={onAll}>Show all {count}</Button>
          {pages}
        </>
      }
    />
  );
}
