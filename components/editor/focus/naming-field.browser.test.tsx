import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ANNOTATION_FIELD_ID, focusNamingField } from "./naming-field.ts";

const FRAMES = 3;

test("the field with the name has the focus and its text is selected, also where its form comes some frames later", async () => {
  const screen = await render(<p>The form is loaded.</p>);
  focusNamingField();
  for (let frame = 0; frame < FRAMES; frame++) await new Promise(requestAnimationFrame);
  await screen.rerender(
    <div data-field={ANNOTATION_FIELD_ID}>
      <input aria-label="Title" defaultValue="Release" />
    </div>,
  );
  const field = screen.getByRole("textbox", { name: "Title" });
  await expect.element(field).toHaveFocus();
  expect(String(window.getSelection())).toBe("Release");
});
