import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { focusSoon } from "./focus-soon.ts";

/** A part that is loaded late is awaited; a key is pressed where the focus is meanwhile, and then the part is there. */
async function focusAfter(key: string, where: "card" | "field") {
  const screen = await render(
    <>
      <button type="button">card</button>
      <input aria-label="field" />
      <input aria-label="late" />
    </>,
  );
  const late = screen.getByLabelText("late").element() as HTMLElement;
  let isThere = false;
  focusSoon(() => (isThere ? late : null));
  const [card, field] = [screen.getByRole("button"), screen.getByLabelText("field")];
  const from = (where === "card" ? card : field).element() as HTMLElement;
  from.focus();
  await userEvent.keyboard(key.length === 1 ? key : `{${key}}`);
  isThere = true;
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  return document.activeElement === late;
}

test.each(["ArrowRight", "ArrowUp", "Home", "PageDown"])(
  "who goes on to another card by %s keeps the focus there when a part that was awaited comes",
  async (key) => {
    expect(await focusAfter(key, "card")).toBe(false);
  },
);

test.each([
  ["leads nowhere", "a", "card"],
  ["moves within a field", "ArrowRight", "field"],
] as const)("the focus still comes to a part that is awaited after a key that %s", async (_, key, where) => {
  expect(await focusAfter(key, where)).toBe(true);
});
