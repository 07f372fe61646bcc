import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { BindLabelDialog } from "#components/runner/bind-label-dialog.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { FolderDialog } from "./folders/folder-dialog.tsx";
import { GroupDialog } from "./groups/group-dialog.tsx";
import { AddPersonDialog } from "./people/add-person-dialog.tsx";

type Case = {
  readonly call: string;
  readonly field: string;
  readonly dialog: (onClose: () => void) => ReactNode;
};
const CASES: readonly Case[] = [
  { call: "people.add", field: "Name", dialog: (onClose) => <AddPersonDialog onClose={onClose} /> },
  { call: "groups.add", field: "Name", dialog: (onClose) => <GroupDialog group={null} onClose={onClose} /> },
  { call: "runners.bindLabel", field: "Label", dialog: (onClose) => <BindLabelDialog onClose={onClose} /> },
  {
    call: "folders.rename",
    field: "Name",
    dialog: (onClose) => (
      <FolderDialog task={{ do: "rename", folder: "ops" }} onDone={() => undefined} onClose={onClose} />
    ),
  },
];

/** Sends a dialog, and leaves it before or after the server has answered. */
async function sent({ call, field, dialog }: Case, leave: "before" | "after") {
  const queries = queriesForTest();
  const onClose = vi.fn();
  let answer: (sent: object) => void = () => undefined;
  const answered = new Promise<object>((resolve) => {
    answer = resolve;
  });
  const page = (content: ReactNode) => (
    <ApiForTest
      queries={queries}
      answers={{
        "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
        "folders.list": () => [{ path: "", acts: ["read", "administer"] }],
        "folders.admins": () => [],
        [call]: () => answered,
      }}
    >
      <ToastProvider>{content}</ToastProvider>
    </ApiForTest>
  );
  const states = () =>
    queries
      .getMutationCache()
      .getAll()
      .map(({ state }) => state.status);
  const screen = await render(page(dialog(onClose)));
  await screen.getByRole("textbox", { name: field }).fill("gpu");
  await userEvent.keyboard("{Enter}");
  await expect.poll(states).toEqual(["pending"]);
  if (leave === "before") await screen.rerender(page(null));
  answer({ path: "gpu" });
  await expect.poll(states).toEqual(["success"]);
  return onClose;
}

test.each(CASES)(
  "an answer to $call closes its dialog, but not what is open after it was closed",
  async (each) => {
    expect(await sent(each, "after")).toHaveBeenCalledTimes(1);
    expect(await sent(each, "before")).not.toHaveBeenCalled();
  },
);
