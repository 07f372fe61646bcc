import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { stateForTest } from "../stream-for-test.ts";
import { LengthText } from "./length-text.tsx";

test("the head of a stream's page leaves it to the message below to say why its Redis is away", async () => {
  const state = stateForTest({
    length: null,
    problem: "The connection queue does not work: nothing listens there.",
  });
  const screen = await render(<LengthText state={state} maxLength={10} isShort />);
  await expect.element(screen.getByText("Redis away")).toBeVisible();
  await expect.element(screen.getByText(/nothing listens/)).not.toBeInTheDocument();
});
