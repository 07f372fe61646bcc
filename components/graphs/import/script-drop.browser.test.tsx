import { expect, test } from "vitest";
import { dropped, pageForDrop } from "./drop-for-test.tsx";

test("a script takes the text of a file where it is dropped, as one edit, and says why it does not take one", async () => {
  const { screen, scripts } = await pageForDrop();
  const script = screen.getByRole("textbox", { name: "Script" });
  dropped([new File(["echo Zürich\n"], "a.sh")], "dragover", script.element());
  await expect.element(screen.getByText("put its text into the script")).toBeVisible();
  dropped([new File(["echo Zürich\n"], "a.sh")], "drop", script.element());
  await expect.poll(() => scripts).toEqual([expect.stringContaining("echo Zürich\n")]);
  expect(scripts[0]).toHaveLength("echo before".length + "echo Zürich\n".length);
  dropped([new File([new Uint8Array([0x50, 0x4b, 0, 0, 0xff])], "a.zip")], "drop", script.element());
  await expect.element(screen.getByRole("alert")).toHaveTextContent("It is no text in UTF-8.");
  expect(scripts).toHaveLength(1);
});

test("a file that is still read when its script is closed is answered, and not lost without a word", async () => {
  const { screen, scripts } = await pageForDrop();
  const script = screen.getByRole("textbox", { name: "Script" }).element();
  let read: (bytes: ArrayBuffer) => void = () => undefined;
  const slow = new File(["late"], "late.sh");
  slow.arrayBuffer = () =>
    new Promise((resolve) => {
      read = resolve;
    });
  dropped([slow], "drop", script);
  script.closest(".cm-editor")?.remove();
  read(new TextEncoder().encode("late").buffer);
  await expect
    .element(screen.getByRole("alert"))
    .toHaveTextContent("Another field was opened while it was read.");
  expect(scripts).toEqual([]);
});
