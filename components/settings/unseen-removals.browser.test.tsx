import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { DeleteGraphDialog } from "#components/graphs/delete-graph-dialog.tsx";
import { RemoveRuleDialog } from "#components/notices/remove-rule-dialog.tsx";
import { RemoveStreamDialog } from "#components/streams/remove-stream-dialog.tsx";
import { streamForTest } from "#components/streams/stream-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { ConnectionView } from "#contract/flow/connections.ts";
import type { NamedBy } from "#contract/graphs/named-by.ts";
import { DeleteConnectionDialog } from "./connections/delete-connection-dialog.tsx";
import { DeleteSecretDialog } from "./secrets/delete-secret-dialog.tsx";

const none = { first: [], more: 0, hidden: 0 };
const NOTHING: NamedBy = {
  ...{ sealed: none, drafts: none, schedules: none, triggers: none, isComplete: true },
};
const close = () => undefined;
const saved = (version: number) => ({ name: "one", folder: "", savedAt: new Date(version), savedBy: "ann" });
const connection = (version: number): ConnectionView => ({
  ...saved(version),
  ...{ kind: "redis", address: "redis://queue", username: null, secret: null, ca: null },
});

const DIALOGS: readonly {
  readonly call: string;
  readonly act: string;
  readonly dialog: (version: number) => ReactNode;
}[] = [
  {
    ...{ call: "secrets.delete", act: "Delete one" },
    dialog: (version) => <DeleteSecretDialog secret={saved(version)} onClose={close} />,
  },
  {
    ...{ call: "graphs.delete", act: "Delete" },
    dialog: (version) => <DeleteGraphDialog graph={{ name: "one", version }} onClose={close} />,
  },
  {
    ...{ call: "connections.delete", act: "Delete one" },
    dialog: (version) => <DeleteConnectionDialog connection={connection(version)} onClose={close} />,
  },
  {
    ...{ call: "streams.delete", act: "Remove" },
    dialog: (version) => (
      <RemoveStreamDialog
        stream={streamForTest({ name: "one", version })}
        onRemoved={close}
        onClose={close}
      />
    ),
  },
  {
    ...{ call: "notices.remove", act: "Remove" },
    dialog: (version) => (
      <RemoveRuleDialog rule={{ name: "one", version }} onRemoved={close} onClose={close} />
    ),
  },
];

test.each(DIALOGS)(
  "$call asks to remove what was seen when the dialog was opened, also where a newer one is shown by then",
  async ({ call, act, dialog }) => {
    const sent: unknown[] = [];
    const answers = {
      [call]: (input: unknown) => {
        sent.push(input);
        return { name: "one" };
      },
      "streams.states": () => [],
      "revisions.namedBy": () => NOTHING,
    };
    const page = (version: number) => (
      <ApiForTest answers={answers}>
        <ToastProvider>{dialog(version)}</ToastProvider>
      </ApiForTest>
    );
    const screen = await render(page(3));
    await screen.rerender(page(4));
    await screen.getByRole("button", { name: act, exact: true }).click();
    await expect.poll(() => sent).toEqual([{ name: "one", version: 3 }]);
  },
);
