"use client";

import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import styles from "./all-logs.module.css";
import { AllLogs } from "./all-logs.tsx";
import { ALL_BELOW, OF } from "./all-logs-address.ts";
import { useQueryInAddress } from "./use-query-in-address.ts";

/** The logs of all tracks of a pipeline, in the order of time; on demand also those of the pipelines below it. */
export function AllLogsPage({ id }: { id: number }) {
  const { query, change } = useUrlQuery();
  const isWithChildren = query.get(OF) === ALL_BELOW;
  const [reading, setReading] = useState(0);
  // What is typed stays while the logs are read anew.
  const asked = useQueryInAddress();
  return (
    <div className={styles.page}>
      <PageHeader
        title={`All logs of pipeline ${id}`}
        detail={
          <>
            The lines of every attempt in the order of time
            {isWithChildren
              ? ", also of items and child pipelines, as far as you may read them."
              : ". What items and child pipelines print is in their own logs."}{" "}
            <Link href={`/pipelines/${id}`}>Pipeline {id}</Link>
          </>
        }
        actions={
          <>
            <Checkbox
              label="With children"
              checked={isWithChildren}
              onCheckedChange={(isWanted) => change({ [OF]: isWanted ? ALL_BELOW : null })}
            />
            <Button icon={<RefreshCw aria-hidden />} onClick={() => setReading(reading + 1)}>
              Refresh
            </Button>
          </>
        }
      />
      <AllLogs key={`${reading} ${isWithChildren}`} id={id} isWithChildren={isWithChildren} asked={asked} />
    </div>
  );
}
