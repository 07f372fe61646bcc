import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { History } from "#components/ui/rows/history.tsx";
import { PageLinks } from "#components/ui/rows/page-links.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { DeliveryView, TriggerView } from "#contract/triggers/triggers.ts";
import type { DeliveryState } from "#engine/triggers/trigger-states.ts";
import { DELIVERY_STATE_CHOICES } from "../shown/delivery-state.tsx";
import { DeliveryDialog } from "./delivery-dialog.tsx";
import { DeliveryTable } from "./delivery-table.tsx";

type DeliveryPage = { readonly deliveries: readonly DeliveryView[]; readonly next: number | null };

type Props = {
  trigger: TriggerView;
  deliveries: Parameters<typeof QueryBody<DeliveryPage>>[0]["query"] & {
    readonly isPlaceholderData: boolean;
  };
  asked: { readonly state?: DeliveryState | undefined; readonly before?: number | undefined };
  onChange: (words: Readonly<Record<string, string | null>>) => void;
};

/** What became of its events, the newest first, a page at a time. */
export function DeliverySection({ trigger, deliveries, asked: { state, before }, onChange }: Props) {
  const [shown, setShown] = useState<number | null>(null);
  const refused = useMay()("launch", trigger.folder);
  return (
    <History
      title="Deliveries"
      state={{ value: state ?? "", options: DELIVERY_STATE_CHOICES }}
      onState={(chosen) => onChange({ state: chosen, before: null })}
    >
      <QueryBody query={deliveries} skeleton={<SkeletonLines count={5} label="Loading the deliveries" />}>
        {(page) => (
          <>
            <DeliveryTable
              deliveries={page.deliveries}
              of={deliveries.isPlaceholderData ? null : `${state} ${before}`}
              onShow={setShown}
              empty={
                state === undefined && before === undefined ? (
                  <EmptyState title="No event came yet">
                    Each event is noted here, also one that launched nothing, with the reason. One whose
                    sender could not prove itself is in the audit only.
                  </EmptyState>
                ) : (
                  <EmptyState
                    title="No delivery in this state"
                    actions={
                      <Button onClick={() => onChange({ state: null, before: null })}>Show all</Button>
                    }
                  />
                )
              }
            />
            <PageLinks
              first={before === undefined ? null : { label: "Newest", go: () => onChange({ before: null }) }}
              next={
                page.next === null
                  ? null
                  : { label: "Older", go: () => onChange({ before: String(page.next) }) }
              }
            />
          </>
        )}
      </QueryBody>
      {shown !== null && (
        <DeliveryDialog
          key={shown}
          name={trigger.name}
          id={shown}
          refused={trigger.state === "removed" ? "The trigger is removed." : refused}
          onClose={() => setShown(null)}
        />
      )}
    </History>
  );
}
