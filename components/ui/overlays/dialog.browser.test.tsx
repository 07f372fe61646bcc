import { type ReactNode, useState } from "react";
import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Button } from "../buttons/button.tsx";
import { Callout } from "../states/callout.tsx";
import { Dialog } from "./dialog.tsx";

function opened(children: ReactNode, actions?: ReactNode) {
  const onClose = vi.fn();
  const dialog = (
    <Dialog isOpen onClose={onClose} title="Question" actions={actions}>
      {children}
    </Dialog>
  );
  return render(dialog).then((screen) => ({ screen, onClose }));
}

test("a dialog gives the focus to its first field, so that a typed space is text", async () => {
  const { screen, onClose } = await opened(
    <>
      <input aria-label="Not now" disabled />
      <input aria-label="Reason" />
    </>,
    <button type="button">Back</button>,
  );
  await expect.element(screen.getByRole("textbox", { name: "Reason" })).toHaveFocus();
  await userEvent.keyboard(" a b");
  await expect.element(screen.getByRole("textbox", { name: "Reason" })).toHaveValue(" a b");
  expect(onClose).not.toHaveBeenCalled();
});

test("Ctrl Enter in a field of several lines does what the dialog is for, once; what is refused or dangerous it does not", async () => {
  const [act, danger] = [vi.fn(), vi.fn()];
  const { screen } = await opened(
    <textarea aria-label="Note" />,
    <>
      <Button look="danger" onClick={danger}>
        Remove
      </Button>
      <Button look="primary" onClick={act}>
        Seal
      </Button>
    </>,
  );
  await expect.element(screen.getByRole("textbox", { name: "Note" })).toHaveFocus();
  await userEvent.keyboard("a{Control>}{Enter}{/Control}");
  expect([act.mock.calls.length, danger.mock.calls.length]).toEqual([1, 0]);
  await expect.element(screen.getByRole("textbox", { name: "Note" })).toHaveValue("a");
  await screen.unmount();
  const refused = await opened(
    <textarea aria-label="Note" />,
    <Button look="primary" refused="Not now." onClick={act}>
      Seal
    </Button>,
  );
  await expect.element(refused.screen.getByRole("textbox", { name: "Note" })).toHaveFocus();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(act).toHaveBeenCalledOnce();
});

test("without a field its first button at the end has the focus, without one it has it itself: a space never closes it", async () => {
  const question = await opened(<p>Remove it?</p>, <button type="button">Back</button>);
  await expect.element(question.screen.getByRole("button", { name: "Back" })).toHaveFocus();
  await question.screen.unmount();
  const text = await opened(<p>Only to be read.</p>);
  await expect.element(text.screen.getByRole("dialog", { name: "Question" })).toHaveFocus();
  await userEvent.keyboard(" ");
  expect(text.onClose).not.toHaveBeenCalled();
  await userEvent.keyboard("{Escape}");
  expect(text.onClose).toHaveBeenCalledOnce();
});

function Loaded() {
  const [step, setStep] = useState<"loading" | "form" | "done">("loading");
  return (
    <>
      <button type="button" onClick={() => setStep("form")}>
        Loaded
      </button>
      <Dialog
        isOpen
        onClose={() => undefined}
        title="Question"
        actions={
          step === "done" ? (
            <button type="button" key="next">
              Go on
            </button>
          ) : (
            <button type="button" key="do" onClick={() => setStep("done")}>
              Do it
            </button>
          )
        }
      >
        {step === "loading" && <p role="status">Loading</p>}
        {step === "form" && <input aria-label="Reason" />}
      </Dialog>
    </>
  );
}

test("a dialog whose content is loaded gives it the focus once it is there, and never loses the focus to the page", async () => {
  const screen = await render(<Loaded />);
  await expect.element(screen.getByRole("dialog")).toHaveFocus();
  screen.container.querySelector("button")?.click();
  await expect.element(screen.getByRole("textbox", { name: "Reason" })).toHaveFocus();
  await screen.getByRole("button", { name: "Do it" }).click();
  await expect.element(screen.getByRole("button", { name: "Go on" })).toHaveFocus();
});

test("a dialog with a callout gives the focus to its first field, and leaves it where a person put it", async () => {
  const { screen } = await opened(
    <>
      <Callout tone="info" title="This is shown to everybody." />
      <input aria-label="Reason" />
    </>,
  );
  await expect.element(screen.getByRole("textbox", { name: "Reason" })).toHaveFocus();
  const dialog = screen.getByRole("dialog");
  dialog.element().focus();
  const change = document.body.appendChild(document.createElement("p"));
  await expect.element(dialog).toHaveFocus();
  change.remove();
  await expect.element(dialog).toHaveFocus();
});

test("a long name without a place to break is wrapped in the text of a dialog", async () => {
  const { screen } = await opened(
    <p>
      It is <strong>{"Wm".repeat(50)}</strong>.
    </p>,
  );
  const text = screen.getByRole("paragraph");
  await expect.element(text).toBeVisible();
  expect(text.element().scrollWidth).toBeLessThanOrEqual(text.element().clientWidth);
});
