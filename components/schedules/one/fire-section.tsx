import { QueryBody } from "#components/api/query-body.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { History } from "#components/ui/rows/history.tsx";
import { PageLinks } from "#components/ui/rows/page-links.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { FireView } from "#contract/triggers/schedules.ts";
import type { FireState } from "#engine/schedules/fire.ts";
import { FIRE_STATE_CHOICES } from "../shown/fire-state.tsx";
import { FireTable } from "./fire-table.tsx";

type FirePage = { readonly fires: readonly FireView[]; readonly next: number | null };

type Props = {
  fires: Parameters<typeof QueryBody<FirePage>>[0]["query"] & { readonly isPlaceholderData: boolean };
  zone: string;
  asked: { readonly state?: FireState | undefined; readonly before?: number | undefined };
  onChange: (words: Readonly<Record<string, string | null>>) => void;
};

/** What became of its times, the newest first, a page at a time. */
export function FireSection({ fires, zone, asked: { state, before }, onChange }: Props) {
  return (
    <History
      title="History"
      state={{ value: state ?? "", options: FIRE_STATE_CHOICES }}
      onState={(chosen) => onChange({ state: chosen, before: null })}
    >
      <QueryBody query={fires} skeleton={<SkeletonLines count={5} label="Loading the history" />}>
        {(page) => (
          <>
            <FireTable
              fires={page.fires}
              zone={zone}
              of={fires.isPlaceholderData ? null : `${state} ${before}`}
              empty={
                state === undefined && before === undefined ? (
                  <EmptyState title="It was not due yet">
                    Each time is noted here, also those at which nothing was launched, with the reason.
                  </EmptyState>
                ) : (
                  <EmptyState
                    title="No time in this state"
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
    </History>
  );
}
