import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { BindLabelDialog } from "#components/runner/bind-label-dialog.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { GroupDialog } from "./groups/group-dialog.tsx";
import { AddPersonDialog } from "./people/add-person-dialog.tsx";

const close = () => undefined;
const DIALOGS: readonly { readonly call: string; readonly field: string; readonly dialog: ReactNode }[] = [
  { call: "people.add", field: "Name", dialog: <AddPersonDialog onClose={close} /> },
  { call: "groups.add", field: "Name", dialog: <GroupDialog group={null} onClose={close} /> },
  { call: "runners.bindLabel", field: "Label", dialog: <BindLabelDialog onClose={close} /> },
];

test.each(DIALOGS)("Enter in a field of one line sends $call", async ({ call, field, dialog }) => {
  const sent: unknown[] = [];
  const screen = await render(
    <ApiForTest
      answers={{
        "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
        "folders.list": () => [{ path: "", acts: ["read", "administer"] }],
        "folders.admins": () => [],
        [call]: (input: unknown) => {
          sent.push(input);
          return {};
        },
      }}
    >
      <ToastProvider>{dialog}</ToastProvider>
    </ApiForTest>,
  );
  await screen.getByRole("textbox", { name: field }).fill("gpu");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => sent).toHaveLength(1);
});
