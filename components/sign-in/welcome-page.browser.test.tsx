import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { WelcomePage } from "./welcome-page.tsx";

function refused(code: string, text: string) {
  const data = { refusal: { code, text, problems: [] } };
  return Promise.reject(TRPCClientError.from({ error: { code: -32600, message: text, data } } as never));
}

test("a sign-in link that the database could not judge is pressed again; one that is used up is not", async () => {
  const address = location.href;
  const sent: unknown[] = [];
  const byLink = (input: unknown) => {
    sent.push(input);
    return sent.length === 1
      ? refused("database-away", "The database does not answer.")
      : refused("not-signed-in", "This link was used.");
  };
  history.replaceState(null, "", "#one-token");
  const screen = await render(
    <ApiForTest answers={{ "signIn.byLink": byLink }}>
      <WelcomePage />
    </ApiForTest>,
  );
  const press = screen.getByRole("button", { name: "Sign in" });
  await press.click();
  await expect.element(screen.getByText("The database does not answer.")).toBeVisible();
  await press.click();
  await expect.element(screen.getByText("This link was used.")).toBeVisible();
  await expect.element(press).toBeDisabled();
  expect(sent).toEqual([{ token: "one-token" }, { token: "one-token" }]);
  history.replaceState(null, "", address);
});
