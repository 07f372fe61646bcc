import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { withoutMouse } from "#components/ui/live/without-mouse-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { LetterSection } from "./one/letter-section.tsx";
import { letterForTest, stateForTest, streamForTest } from "./stream-for-test.ts";

const LETTERS = [letterForTest("9-9", "no such column")];

function sectionOf(answers: Answers, length = 1_204) {
  return render(
    <ApiForTest
      answers={{
        "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
        "streams.entries": () => ({ entries: LETTERS, next: null, problem: null }),
        ...answers,
      }}
    >
      <ToastProvider>
        <LetterSection stream={streamForTest()} state={stateForTest({ dead: 100, length })} />
      </ToastProvider>
    </ApiForTest>,
  );
}

test("how much room there is is said of what is put back: of one, of those that match, of all", async () => {
  const screen = await sectionOf({}, 49_995);
  const dialog = screen.getByRole("dialog");
  const back = () => dialog.getByRole("button", { name: "Back", exact: true }).click();
  await screen.getByRole("button", { name: "Put 9-9 back" }).click();
  await expect.element(dialog).toHaveTextContent("Put this dead letter back?");
  await expect.element(dialog).not.toHaveTextContent("room");
  await back();
  await screen.getByRole("button", { name: "Put all back" }).click();
  await expect.element(dialog).toHaveTextContent("room for 5 records: the rest stay dead letters.");
  await back();
  await screen.getByLabelText("Search").fill("column");
  await userEvent.keyboard("{Enter}");
  await screen.getByRole("button", { name: "Put all that match back" }).click();
  await expect.element(dialog).toHaveTextContent("room for 5 records: where more match, the rest stay");
});

test("on a page of older dead letters that are gone by now, those of other pages can still be removed", async () => {
  const screen = await sectionOf({
    "streams.entries": (input) => {
      const isOlder = (input as { before?: string }).before !== undefined;
      return isOlder
        ? { entries: [], next: null, problem: null }
        : { entries: LETTERS, next: "9-9", problem: null };
    },
  });
  await screen.getByRole("button", { name: "Older" }).click();
  await expect.element(screen.getByText("There are none on this page any more.")).toBeVisible();
  await screen.getByRole("button", { name: "Remove all" }).click();
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("Remove all 100 dead letters?");
});

test("on a device without a mouse what was put back leaves the list", async () => {
  withoutMouse();
  let letters = [letterForTest("9-9", "no such column"), letterForTest("8-8", "too long")];
  const screen = await sectionOf({
    "streams.entries": () => ({ entries: letters, next: null, problem: null }),
    "streams.putBack": () => {
      letters = letters.slice(1);
      return { done: 1, gone: 0, unfit: 0, isFull: false, next: null };
    },
  });
  await screen.getByRole("button", { name: "Put 9-9 back" }).click();
  await screen.getByRole("dialog").getByRole("button", { name: "Put back" }).click();
  await expect.element(screen.getByText("1 put back.").first()).toBeVisible();
  const rows = screen.getByRole("table", { name: "Dead letters" }).getByRole("row");
  await expect.poll(() => rows.elements()).toHaveLength(2);
});

test("where a later request of several fails, what the ones before it did is said, and why it failed", async () => {
  let asked = 0;
  const text = "The Redis of orders does not answer.";
  const kept = "0 dead letters were removed before that.";
  const screen = await sectionOf({
    "streams.removeDead": () => {
      asked += 1;
      return asked === 1
        ? { done: 10_000, gone: 0, unfit: 0, isFull: false, next: "5-5" }
        : Promise.reject(refusalForTest("not-done", text, { kept, todo: "Try again." }));
    },
  });
  await screen.getByRole("button", { name: "Remove all" }).click();
  await screen.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  const said = screen.getByRole("dialog", { name: "10,000 removed." });
  await expect.element(said).toHaveTextContent(text);
  await expect.element(said).toHaveTextContent("10,000 removed. Each of the others is where it was");
  await expect.element(said).not.toHaveTextContent(kept);
});

test("while many are put back its dialog stays open, so that nothing else is begun and what was not done is told", async () => {
  let answer: (worked: object) => void = () => undefined;
  const rest = new Promise<object>((resolve) => {
    answer = resolve;
  });
  let asked = 0;
  const screen = await sectionOf({
    "streams.putBack": () => {
      asked += 1;
      const first = { done: 10_000, gone: 0, unfit: 0, isFull: false, next: "5-5" };
      return asked === 1 ? first : rest;
    },
  });
  await screen.getByRole("button", { name: "Put all back" }).click();
  const dialog = screen.getByRole("dialog");
  await dialog.getByRole("button", { name: "Put back" }).click();
  await expect.poll(() => asked).toBe(2);
  await userEvent.keyboard("{Escape}");
  for (const name of ["Back", "Close"])
    await expect
      .element(dialog.getByRole("button", { name, exact: true }))
      .toHaveAttribute("aria-description", "Dead letters are being put back.");
  answer({ done: 1, gone: 0, unfit: 2, isFull: false, next: null });
  await expect.element(screen.getByRole("dialog", { name: "10,001 put back." })).toHaveTextContent("2");
  await screen.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
});
