import { Waypoints } from "lucide-react";
import { lazy } from "react";
import type { KindView } from "./kind-view.ts";

/** Reserved: a graph file may name it, and check says that it cannot run yet. */
export const transferKind: KindView = {
  label: "Transfer",
  icon: Waypoints,
  additions: [],
  cardLine: () => null,
  emptyCardLine: "Not supported yet",
  cardNote: () => "transfer",
  texts: () => [],
  Inspector: lazy(async () => ({
    default: (await import("./inspectors/transfer-inspector.tsx")).TransferInspector,
  })),
};
