import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { useCommands } from "#components/commands/use-commands.ts";
import { openPage } from "./page-for-test.tsx";

let isAsking = false;
const done: string[] = [];

function Run() {
  useCommands(() => (isAsking ? { "answer-run-prompt": () => done.push("answered") } : {}));
  return null;
}

test("an action that the page has only since the list was opened is found by typing", async () => {
  const { screen } = await openPage();
  await render(<Run />);
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(screen.getByRole("combobox", { name: "Find an action or a page" })).toHaveFocus();
  isAsking = true;
  await userEvent.keyboard("prompt of this pipeline");
  await expect
    .element(screen.getByRole("option").first())
    .toHaveTextContent("Answer the prompt of this pipeline");
  await userEvent.keyboard("{Enter}");
  expect(done).toEqual(["answered"]);
});
