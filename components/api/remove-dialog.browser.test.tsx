import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { RemoveDialog, useAfterRemoval } from "./remove-dialog.tsx";

function Remove({ name, onClose }: { name: string; onClose: () => void }) {
  const { streams } = useTRPC();
  const after = useAfterRemoval({ list: streams.pathFilter(), onClose, told: `Removed ${name}.` });
  const remove = useMutation(streams.delete.mutationOptions(after));
  return (
    <RemoveDialog
      name={name}
      act="Remove"
      description=""
      change={remove}
      onConfirm={() => remove.mutate({ name, version: 1 })}
      onClose={onClose}
    />
  );
}

function Page() {
  const [name, setName] = useState<string | null>(null);
  return (
    <>
      {["one", "two"].map((each) => (
        <button key={each} type="button" onClick={() => setName(each)}>
          Remove {each}
        </button>
      ))}
      {name !== null && <Remove name={name} onClose={() => setName(null)} />}
    </>
  );
}

test("a removal that ends after its dialog was closed does not close the dialog that is open by then", async () => {
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const screen = await render(
    <ApiForTest answers={{ "streams.delete": () => answered }}>
      <ToastProvider>
        <Page />
      </ToastProvider>
    </ApiForTest>,
  );
  await screen.getByRole("button", { name: "Remove one" }).click();
  await screen.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await userEvent.keyboard("{Escape}");
  await screen.getByRole("button", { name: "Remove two" }).click();
  answer();
  await expect.element(screen.getByText("Removed one.").first()).toBeVisible();
  await expect.element(screen.getByRole("dialog", { name: "Remove two?" })).toBeVisible();
});
