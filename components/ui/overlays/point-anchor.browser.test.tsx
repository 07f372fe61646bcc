import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { PickList } from "#components/canvas/editing/lists/pick-list.tsx";
import { OpenMenu } from "./menu.tsx";

const nothing = () => undefined;
const at = { x: 900, y: 600 };
const names = ["a", "b", "c", "d"];
const picks = names.map((id) => ({ id, text: id, pick: nothing }));
const items = names.map((label) => ({ label, onSelect: nothing }));

test.each([
  {
    what: "list",
    role: "dialog",
    part: <PickList label="It" placeholder="" picksFor={() => picks} at={at} onClose={nothing} />,
  },
  { what: "menu", role: "menu", part: <OpenMenu label="It" groups={[items]} at={at} onClose={nothing} /> },
])(
  "a $what that is open at a point stays on the screen when the window gets smaller",
  async ({ role, part }) => {
    await page.viewport(1_000, 700);
    const screen = await render(part);
    const popup = screen.getByRole(role, { name: "It" });
    await expect.element(popup).toBeVisible();
    await page.viewport(400, 300);
    const box = () => popup.element().getBoundingClientRect();
    await expect.poll(() => box().right).toBeLessThanOrEqual(400);
    await expect.poll(() => box().bottom).toBeLessThanOrEqual(300);
    expect(Math.min(box().left, box().top)).toBeGreaterThanOrEqual(0);
  },
);
