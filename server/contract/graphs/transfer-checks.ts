import type { Finding } from "#engine/model/graph-content.ts";

/** What the servers of a graph's transfers said when they were asked. It may be otherwise now. */
export type TransferChecks = {
  /** The edit of the draft that was checked. */
  readonly edit: number;
  readonly findings: readonly Finding[];
  readonly askedAt: Date;
  /** True: nobody was asked, since this process asks for others. */
  readonly isBusy: boolean;
};
