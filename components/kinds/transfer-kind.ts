import { ArrowRightLeft } from "lucide-react";
import { transferLine, transferText } from "#engine/transfers/transfer-text.ts";
import { type KindView, textsOf } from "./kind-view.ts";

export const transferKind: KindView = {
  label: "Transfer",
  icon: ArrowRightLeft,
  additions: [
    {
      label: "Transfer",
      words: "stream redis clickhouse mysql warehouse sync etl load rows",
      spec: {
        kind: "transfer",
        transfer: {
          from: { "redis-stream": { connection: "queue", stream: "orders" } },
          to: { clickhouse: { connection: "warehouse", table: "orders" } },
          columns: { id: "@id" },
          dead: "orders-dead",
        },
      },
    },
  ],
  cardLine: ({ transfer }) => (transfer === undefined ? null : transferLine(transfer)),
  emptyCardLine: "No transfer yet",
  cardNote: () => "transfer",
  texts: ({ transfer }) =>
    textsOf({
      transfer: transfer === undefined ? undefined : transferText(transfer),
      "dead letters": transfer?.dead.stream,
    }),
};
