import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { LateField } from "./late-field.tsx";
import { partLoader } from "./part-loader.ts";

function Part({ wasTypedIn }: { wasTypedIn: boolean }) {
  return <p>{wasTypedIn ? "It comes without the focus." : "It takes the focus."}</p>;
}

test("a field that comes late takes neither a button of the plain one from under the focus, nor the focus from where it went", async () => {
  let isThere = false;
  const loader = partLoader(async () => {
    if (!isThere) throw new Error("It is not there yet.");
    return Part;
  });
  const screen = await render(
    <>
      <LateField
        loader={loader}
        height={40}
        plain={(note) => (
          <>
            <button type="button">Tool</button>
            <textarea aria-label="Text" />
            {note}
          </>
        )}
      >
        {(Late, wasTypedIn) => <Late wasTypedIn={wasTypedIn} />}
      </LateField>
      <button type="button">Elsewhere</button>
    </>,
  );
  await screen.getByRole("textbox", { name: "Text" }).click();
  isThere = true;
  loader.begin();
  await expect.element(screen.getByText(/It comes once you leave this field/)).toBeVisible();
  await userEvent.keyboard("{Shift>}{Tab}{/Shift}");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Tool" }).query());
  await userEvent.keyboard("{Tab}{Tab}");
  await expect.element(screen.getByText("It comes without the focus.")).toBeVisible();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Elsewhere" }).query());
});
