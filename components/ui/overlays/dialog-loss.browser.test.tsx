import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { Dialog } from "./dialog.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { BEING_DONE } from "./under-way.ts";

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

/** A dialog of one request, which the server refuses in the end. */
function Sent({ title, answer }: { title: string; answer: Promise<void> }) {
  const [state, setState] = useState<"asked" | "sent" | "refused" | "closed">("asked");
  if (state === "closed") return <p>Closed</p>;
  const isBusy = state === "sent";
  const common = { title, description: "", isBusy, onClose: () => setState("closed") };
  const send = () => {
    setState("sent");
    void answer.then(() => setState("refused"));
  };
  const problem = state === "refused" && <p>It was refused.</p>;
  const change = { isPending: isBusy, error: null };
  if (title === "Form")
    return (
      <FormDialog {...common} act="Stop" onSubmit={send}>
        {problem}
      </FormDialog>
    );
  if (title === "Reason")
    return <ReasonDialog {...common} action="Stop" problem={problem} onConfirm={send} />;
  return (
    <ConfirmDialog {...common} act="Stop" change={change} onConfirm={send}>
      {problem}
    </ConfirmDialog>
  );
}

test.each(["Form", "Reason", "Confirm"])(
  "while the one request of a dialog is under way nothing closes it, and its answer is told there: %s",
  async (title) => {
    let refuse: () => void = () => undefined;
    const answer = new Promise<void>((resolve) => {
      refuse = resolve;
    });
    const screen = await render(<Sent title={title} answer={answer} />);
    await screen.getByRole("button", { name: "Stop" }).click();
    await userEvent.keyboard("{Escape}");
    for (const name of ["Close", "Back"]) {
      const way = screen.getByRole("button", { name, exact: true });
      await expect.element(way).toHaveAttribute("aria-description", BEING_DONE);
      // It is told that it may not be pressed, and cannot be.
      await way.click({ force: true });
    }
    await expect.element(screen.getByRole("dialog")).toBeVisible();
    refuse();
    await expect.element(screen.getByText("It was refused.")).toBeVisible();
    await screen.getByRole("button", { name: "Back" }).click();
    await expect.element(screen.getByText("Closed")).toBeVisible();
  },
);
