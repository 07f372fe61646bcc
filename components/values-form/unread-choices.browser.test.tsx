import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { FolderField } from "#components/api/folder-field.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { SecretField } from "./secret-field.tsx";

const refused = () => Promise.reject(refusalForTest("not-allowed", "This needs the role designer."));
const nothing = () => undefined;

test("a field whose choices could not be read says so, and keeps what is chosen", async () => {
  const screen = await render(
    <ApiForTest answers={{ "secrets.list": refused, "folders.list": refused }}>
      <SecretField label="Secret" none="None" value="api-key" onValueChange={nothing} />
      <FolderField act="design" value="ops" onValueChange={nothing} />
    </ApiForTest>,
  );
  await expect
    .element(screen.getByText("The secrets could not be read. This needs the role designer."))
    .toBeVisible();
  await expect
    .element(screen.getByText("The folders could not be read. This needs the role designer."))
    .toBeVisible();
  await expect.element(screen.getByRole("combobox", { name: "Secret" })).toHaveTextContent("api-key");
  await expect.element(screen.getByRole("combobox", { name: "Folder" })).toHaveTextContent("ops");
});
