"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { readDays, WINDOWS } from "./read-days.ts";
import styles from "./statistics.module.css";
import { StatisticsBody } from "./statistics-body.tsx";

/** The server takes a sample each minute; of many days one minute changes little, and they cost more. */
const LOOK_MS = 60_000;
const SLOW_LOOK_MS = 5 * 60_000;

/** What operators look at daily: what ended how, what is slow or fails, and whether the runners suffice. */
export function StatisticsPage() {
  const { query, change } = useUrlQuery("push");
  const days = readDays(query.get("days"));
  const view = useQuery({
    ...useTRPC().statistics.show.queryOptions({ days }),
    refetchInterval: days === 1 ? LOOK_MS : SLOW_LOOK_MS,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title="Statistics"
        detail="Pipelines that you may read, and the runners of the server."
        actions={
          <fieldset className={styles.windows}>
            <legend className="visually-hidden">Time that is shown</legend>
            {WINDOWS.map((each) => (
              <Button
                key={each.days}
                size="small"
                look={each.days === days ? "primary" : "plain"}
                aria-pressed={each.days === days}
                onClick={() => change({ days: each.days === 1 ? null : String(each.days) })}
              >
                {each.text}
              </Button>
            ))}
          </fieldset>
        }
      />
      <PageBody>
        <QueryBody query={view} skeleton={<SkeletonLines count={12} label="Loading the statistics" />}>
          {(shown) => <StatisticsBody view={shown} of={view.isPlaceholderData ? null : String(days)} />}
        </QueryBody>
      </PageBody>
    </>
  );
}
