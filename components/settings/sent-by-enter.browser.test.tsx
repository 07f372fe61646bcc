import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { AddRunnerDialog } from "#components/runner/add-runner-dialog.tsx";
import { BindLabelDialog } from "#components/runner/bind-label-dialog.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { FolderDialog, type FolderTask } from "./folders/folder-dialog.tsx";
import { GroupDialog } from "./groups/group-dialog.tsx";
import { AddPersonDialog } from "./people/add-person-dialog.tsx";
import { CreateTokenDialog } from "./tokens/create-token-dialog.tsx";

const close = () => undefined;
const folderDialog = (does: FolderTask["do"]) => (
  <FolderDialog task={{ do: does, folder: "ops" }} onDone={close} onClose={close} />
);
const DIALOGS: readonly { readonly call: string; readonly field: string; readonly dialog: ReactNode }[] = [
  { call: "people.add", field: "Name", dialog: <AddPersonDialog onClose={close} /> },
  { call: "groups.add", field: "Name", dialog: <GroupDialog group={null} onClose={close} /> },
  { call: "runners.bindLabel", field: "Label", dialog: <BindLabelDialog onClose={close} /> },
  { call: "runners.add", field: "Labels", dialog: <AddRunnerDialog onClose={close} /> },
  { call: "tokens.create", field: "Name", dialog: <CreateTokenDialog onClose={close} /> },
  { call: "folders.create", field: "Name", dialog: folderDialog("create") },
  { call: "folders.rename", field: "Name", dialog: folderDialog("rename") },
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

test.each([
  ["move", "Move"],
  ["delete", "Delete"],
] as const)(
  "to %s a folder takes roles away: no key does it from elsewhere in its dialog",
  async (does, button) => {
    const sent: unknown[] = [];
    const answer = (input: unknown) => {
      sent.push(input);
      return { path: "ops" };
    };
    const screen = await render(
      <ApiForTest
        answers={{
          "folders.list": () => [{ path: "", acts: ["read", "administer"] }],
          "folders.move": answer,
          "folders.delete": answer,
        }}
      >
        <ToastProvider>{folderDialog(does)}</ToastProvider>
      </ApiForTest>,
    );
    (screen.getByRole("button", { name: "Close" }).element() as HTMLElement).focus();
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(sent).toEqual([]);
    await screen.getByRole("button", { name: button }).click();
    await expect.poll(() => sent).toHaveLength(1);
  },
);
