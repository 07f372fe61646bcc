"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { TriggerForm } from "./form/trigger-form.tsx";
import { DeliverySection } from "./one/delivery-section.tsx";
import { TestSection } from "./one/test-section.tsx";
import { TriggerFacts } from "./one/trigger-facts.tsx";
import { TriggerNotices } from "./one/trigger-notices.tsx";
import { readDeliveriesQuery } from "./read-triggers-query.ts";
import { LOOK_MS } from "./shown/look-ms.ts";
import { TriggerHead } from "./trigger-head.tsx";

const SKELETON = <SkeletonLines count={8} label="Loading the trigger" />;

/** One trigger: what it takes and launches, what would become of an event, and what became of those that came. */
export function TriggerPage({ name }: { name: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { query, change } = useUrlQuery("push");
  const isEdited = query.get("edit") === "1";
  const asked = readDeliveriesQuery(name, query);
  const shown = useQuery({
    ...trpc.triggers.show.queryOptions({ name }),
    // One that was removed meanwhile is not asked for again.
    refetchInterval: ({ state: { error } }) => error === null && LOOK_MS,
  });
  const deliveries = useQuery({
    ...trpc.triggers.deliveries.queryOptions(asked),
    ...LIVE,
    refetchInterval: ({ state: { error } }) => error === null && LOOK_MS,
    placeholderData: keepPreviousData,
    enabled: !isEdited,
  });
  const leave = () => change({ edit: null });
  if (isEdited)
    return (
      <>
        <PageHeader
          title={
            <>
              Edit <bdi>{name}</bdi>
            </>
          }
          detail="A change counts at once, for the next event."
        />
        <PageBody>
          <QueryBody query={shown} skeleton={SKELETON}>
            {({ trigger }) => <TriggerForm trigger={trigger} onSaved={leave} onCancel={leave} />}
          </QueryBody>
        </PageBody>
      </>
    );
  return (
    <>
      <TriggerHead
        name={name}
        trigger={shown.data?.trigger}
        onEdit={() => change({ edit: "1" })}
        onRemoved={() => router.push("/triggers")}
      />
      <PageBody>
        <QueryBody query={shown} skeleton={SKELETON}>
          {({ trigger, problems }) => (
            <>
              {shown.error !== null && <ProblemCallout error={shown.error} />}
              <TriggerNotices trigger={trigger} problems={problems} />
              <TriggerFacts trigger={trigger} />
              <DeliverySection
                trigger={trigger}
                deliveries={deliveries}
                asked={asked}
                onChange={(words) => change(words)}
              />
              {trigger.state !== "removed" && <TestSection key={trigger.name} trigger={trigger} />}
            </>
          )}
        </QueryBody>
      </PageBody>
    </>
  );
}
