import { useState } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { ParamField } from "./param-field.tsx";

const STORE = createDraftStore(placedFile({ signalbox: 1, name: "g", vertices: {} }));

function Param({ onInput }: { onInput: (input: InputSpec | undefined) => void }) {
  const [input, setInput] = useState<InputSpec | undefined>({ type: "string", default: "prod" });
  const set = (now: InputSpec | undefined) => {
    setInput(now);
    onInput(now);
    return null;
  };
  return (
    <DraftContext value={STORE}>
      <ParamField
        {...{ vertex: "run", name: "tag", input }}
        param={{ type: "string", default: "latest" }}
        onInput={(now) => set(now === null ? undefined : (now as never))}
      />
    </DraftContext>
  );
}

test("the value of a child's parameter can be the empty text; an empty field says the default that holds then", async () => {
  let input: InputSpec | undefined;
  const screen = await render(<Param onInput={(now) => (input = now)} />);
  const field = screen.getByRole("textbox", { name: "Value of tag" });
  await field.fill("");
  expect(input).toBeUndefined();
  await expect.element(field).toHaveAttribute("placeholder", "latest");
  await screen.getByRole("checkbox", { name: "Set Value of tag to the empty text" }).click();
  expect(input).toEqual({ type: "string", default: "" });
  await expect.element(field).toHaveAttribute("placeholder", "empty text");
});
