import { useState } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { PickList } from "./pick-list.tsx";

const AT = { x: 10, y: 120 };

function Page() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setIsOpen(true)}>
        Open
      </button>
      <input aria-label="Elsewhere" />
      {isOpen && (
        <PickList label="List" placeholder="" picksFor={() => []} at={AT} onClose={() => setIsOpen(false)} />
      )}
    </>
  );
}

test("a field that is clicked while the list is open closes it and has the focus", async () => {
  const screen = await render(<Page />);
  await screen.getByRole("button", { name: "Open" }).click();
  const list = screen.getByRole("combobox", { name: "List" });
  await expect.element(list).toHaveFocus();
  const field = screen.getByRole("textbox", { name: "Elsewhere" });
  await field.click();
  await expect.element(list).not.toBeInTheDocument();
  for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
  await expect.element(field).toHaveFocus();
});
