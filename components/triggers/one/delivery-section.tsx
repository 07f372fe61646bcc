import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { DeliveryView, TriggerView } from "#contract/triggers.ts";
import type { DeliveryState } from "#engine/triggers/trigger-states.ts";
import { DELIVERY_STATE_CHOICES } from "../shown/delivery-state.tsx";
import { DeliveryDialog } from "./delivery-dialog.tsx";
import { DeliveryTable } from "./delivery-table.tsx";
import styles from "./trigger-one.module.css";

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
    <section className={styles.history} aria-labelledby="deliveries">
      <div className={styles.historyHead}>
        <h2 id="deliveries">Deliveries</h2>
        <SelectField
          label="State"
          value={state ?? ""}
          options={[{ value: "", label: "Any state" }, ...DELIVERY_STATE_CHOICES]}
          onValueChange={(chosen) => onChange({ state: chosen, before: null })}
        />
      </div>
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
            <nav className={styles.pages} aria-label="Pages">
              {before !== undefined && <Button onClick={() => onChange({ before: null })}>Newest</Button>}
              {page.next !== null && (
                <Button onClick={() => onChange({ before: String(page.next) })}>Older</Button>
              )}
            </nav>
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
    </section>
  );
}
