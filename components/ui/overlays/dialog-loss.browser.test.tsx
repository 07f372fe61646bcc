import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Dialog } from "./dialog.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";

test("Escape asks before a reason that was typed is lost, and closes at once where nothing was typed", async () => {
  const closed: string[] = [];
  const dialog = (title: string) => (
    <ReasonDialog
      key={title}
      title={title}
      description=""
      action="Stop"
      onClose={() => closed.push(title)}
      onConfirm={() => undefined}
    />
  );
  const screen = await render(dialog("Stop one?"));
  await expect.element(screen.getByLabelText("Reason")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => closed).toEqual(["Stop one?"]);
  await screen.rerender(dialog("Stop two?"));
  await screen.getByLabelText("Reason").fill("it hangs");
  await userEvent.keyboard("{Escape}");
  await screen.getByRole("button", { name: "Keep it open" }).click();
  await expect.element(screen.getByLabelText("Reason")).toHaveValue("it hangs");
  expect(closed).toEqual(["Stop one?"]);
  await userEvent.keyboard("{Escape}");
  await screen.getByRole("button", { name: "Close it" }).click();
  await expect.poll(() => closed).toEqual(["Stop one?", "Stop two?"]);
});

/** A dialog that stays in the page while it is closed. */
function Reopened() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Rename
      </button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Question">
        <input aria-label="Name" />
      </Dialog>
    </>
  );
}

test("every dialog asks before what was typed into it is lost, also the second time that it is opened", async () => {
  const screen = await render(<Reopened />);
  const rename = screen.getByRole("button", { name: "Rename" });
  for (const text of ["first", "second"]) {
    await rename.click();
    await screen.getByLabelText("Name").fill(text);
    await userEvent.keyboard("{Escape}");
    await expect.element(screen.getByText("What you entered is not kept.")).toBeVisible();
    await screen.getByRole("button", { name: "Close it" }).click();
    await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  }
  await rename.click();
  await expect.element(screen.getByLabelText("Name")).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
});
