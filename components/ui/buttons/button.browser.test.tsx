import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Form } from "../fields/form.tsx";
import { Button } from "./button.tsx";

function Sending({ sent, answered }: { sent: string[]; answered: Promise<void> }) {
  const [isBusy, setIsBusy] = useState(false);
  const send = () => {
    sent.push("sent");
    setIsBusy(true);
    void answered.then(() => setIsBusy(false));
  };
  return (
    <Form onSubmit={send}>
      <Button type="submit" isBusy={isBusy}>
        Send
      </Button>
    </Form>
  );
}

test("a button that is pressed by a key keeps the focus while it is busy, and takes no second press before its answer", async () => {
  const sent: string[] = [];
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const screen = await render(<Sending sent={sent} answered={answered} />);
  const button = screen.getByRole("button", { name: "Send" });
  await userEvent.keyboard("{Tab}{Enter}");
  await expect.element(button).toHaveAttribute("aria-busy", "true");
  await userEvent.keyboard("{Enter}");
  await userEvent.keyboard(" ");
  expect(sent.length).toBe(1);
  answer();
  await expect.element(button).not.toHaveAttribute("aria-busy");
  await expect.element(button).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(sent.length).toBe(2);
});

test("a double click and a held Enter on a button that acts are one press", async () => {
  const sent: string[] = [];
  const act = () => sent.push("sent");
  const screen = await render(
    <>
      <Button isBusy={false} onClick={act}>
        Create
      </Button>
      <Form onSubmit={act}>
        <input aria-label="Name" />
        <Button type="submit" isBusy={false}>
          Send
        </Button>
      </Form>
    </>,
  );
  const create = screen.getByRole("button", { name: "Create" });
  await create.dblClick();
  expect(sent).toHaveLength(1);
  await create.click();
  expect(sent).toHaveLength(2);
  create.element().focus();
  await userEvent.keyboard("{Enter>4/}");
  expect(sent).toHaveLength(3);
  await screen.getByRole("button", { name: "Send" }).dblClick();
  expect(sent).toHaveLength(4);
  await screen.getByLabelText("Name").click();
  await userEvent.keyboard("{Enter>4/}");
  expect(sent).toHaveLength(5);
});
