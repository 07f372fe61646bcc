import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
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

function Page({ name }: { name: string }) {
  const [isOpen, setIsOpen] = useState(true);
  return isOpen && <Remove key={name} name={name} onClose={() => setIsOpen(false)} />;
}

test("a removal that ends after its dialog has gone does not close the dialog that is open by then", async () => {
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const queries = queriesForTest();
  const page = (name: string) => (
    <ApiForTest queries={queries} answers={{ "streams.delete": () => answered }}>
      <ToastProvider>
        <Page name={name} />
      </ToastProvider>
    </ApiForTest>
  );
  const screen = await render(page("one"));
  await screen.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await screen.rerender(page("two"));
  answer();
  await expect.element(screen.getByText("Removed one.").first()).toBeVisible();
  await expect.element(screen.getByRole("dialog", { name: "Remove two?" })).toBeVisible();
});
