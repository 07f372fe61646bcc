import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { InputLimits } from "./input-limits.tsx";

test("while the date of a default is typed, the field asks for the whole of it", async () => {
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", vertices: {} }));
  const screen = await render(
    <DraftContext value={store}>
      <InputLimits spec={{ type: "date" }} update={() => null} />
    </DraftContext>,
  );
  await screen.getByLabelText("Default").click();
  await userEvent.keyboard("12");
  await expect.element(screen.getByText("Enter the whole date, or clear it.")).toBeVisible();
});
