import type { ReactNode } from "react";
import { NoActsContext } from "#components/api/use-may.ts";
import { ClockContext } from "#components/ui/relative-time.tsx";
import { type PipelineStore, PipelineStoreContext } from "../store/pipeline-store.ts";
import { type Past, PastContext } from "./instant/past-context.ts";

type Props = {
  store: PipelineStore;
  past: Past | null;
  /** Also while the events are read. */
  isPast: boolean;
  children: ReactNode;
};

/** What the parts of the run page read: the run now, or as it stood. In the past nothing can be done. */
export function PastScope({ store, past, isPast, children }: Props) {
  return (
    <PipelineStoreContext value={store}>
      <PastContext value={past}>
        <ClockContext value={past === null ? null : past.at.getTime()}>
          <NoActsContext value={isPast ? "This is the past. Go back to live to do that." : null}>
            {children}
          </NoActsContext>
        </ClockContext>
      </PastContext>
    </PipelineStoreContext>
  );
}
