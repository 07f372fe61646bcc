import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { DeleteGraphDialog } from "./delete-graph-dialog.tsx";

test("whoever deletes a graph is told that its pipelines stay, that nothing is launched of it any more, and what forbids it", async () => {
  const screen = await render(
    <ApiForTest answers={{}}>
      <ToastProvider>
        <DeleteGraphDialog name="deploy" onClose={() => undefined} />
      </ToastProvider>
    </ApiForTest>,
  );
  const dialog = screen.getByRole("alertdialog").or(screen.getByRole("dialog"));
  await expect.element(dialog).toHaveTextContent(/Its pipelines keep their history.*nothing can be launched/);
  await expect.element(dialog).toHaveTextContent(/refused while a pipeline of it runs/);
  await expect.element(dialog).not.toHaveTextContent(/launched cannot be deleted/);
});
