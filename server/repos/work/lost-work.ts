import { sql } from "drizzle-orm";
import type { Queries } from "#platform/database/db.ts";
import { IS_LEASE_OVER } from "../fleet/runner-lease.ts";

/** Whether the lease of a runner is over, or a track is executed by a runner that is gone: in one cheap query. */
export async function hasLostWork(tx: Queries): Promise<boolean> {
  const [rows] = await tx.execute(sql`select
    exists (select 1 from runner where state in ('ready', 'draining') and ${IS_LEASE_OVER})
    or exists (select 1 from track as t inner join runner as r on r.id = t.runner_id
      where r.state in ('lost', 'stopped')
        and (t.state = 'running' or (t.state = 'reverting' and t.token is not null))) as has_lost`);
  return Number((rows as unknown as { has_lost: number }[])[0]?.has_lost) === 1;
}
