import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { NamedBy } from "#contract/graphs/named-by.ts";
import { DeleteGraphDialog } from "./delete-graph-dialog.tsx";

const of = <Item,>(...first: readonly Item[]) => ({ first, more: 0, hidden: 0 });
const USED: NamedBy = {
  sealed: of({ graph: "release", revision: 4, isRetired: false }),
  drafts: { ...of("release"), hidden: 2 },
  schedules: of("nightly"),
  triggers: of("on push"),
  isComplete: true,
};

test("whoever deletes a graph is told that its pipelines stay, that nothing is launched of it any more, and what forbids it", async () => {
  const screen = await render(
    <ApiForTest
      answers={{
        "revisions.namedBy": (asked) => {
          expect(asked).toEqual({ name: "deploy" });
          return USED;
        },
      }}
    >
      <ToastProvider>
        <DeleteGraphDialog graph={{ name: "deploy", version: 3 }} onClose={() => undefined} />
      </ToastProvider>
    </ApiForTest>,
  );
  const dialog = screen.getByRole("alertdialog").or(screen.getByRole("dialog"));
  await expect.element(dialog).toHaveTextContent(/Its pipelines keep their history.*nothing can be launched/);
  await expect.element(dialog).toHaveTextContent(/refused while a pipeline of it runs/);
  await expect.element(dialog).not.toHaveTextContent(/launched cannot be deleted/);
  const linkTo = (name: string) => dialog.getByRole("link", { name, exact: true });
  await expect.element(linkTo("release@4")).toHaveAttribute("href", "/graphs/release?revision=4");
  await expect.element(linkTo("release")).toHaveAttribute("href", "/graphs/release");
  await expect.element(linkTo("nightly")).toHaveAttribute("href", "/schedules/nightly");
  await expect.element(linkTo("on push")).toHaveAttribute("href", "/triggers/on%20push");
  await expect.element(dialog).toHaveTextContent(/And 2 in folders that you may not read/);
  await expect.element(dialog).toHaveTextContent(/Schedules that launch it: remove them first/);
});
