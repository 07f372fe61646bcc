import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { AccountPage } from "./account-page.tsx";

test("a sign-out that is refused is told where it was asked for: nobody is led to believe that they are signed out", async () => {
  const error = refusalForTest("state-forbids", "bob is signed in in this browser now.");
  const never = () => new Promise(() => undefined);
  const answers = { "account.show": never, "signIn.out": () => Promise.reject(error) };
  const screen = await render(
    <ApiForTest answers={answers}>
      <AccountPage problem={null} />
    </ApiForTest>,
  );
  await screen.getByRole("button", { name: "Sign out" }).click();
  await expect.element(screen.getByText("bob is signed in in this browser now.")).toBeVisible();
});
