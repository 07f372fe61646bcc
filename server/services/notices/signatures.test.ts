import { expect, test } from "vitest";
import { bodySignature, dingtalkUrl, feishuSign } from "./signatures.ts";

test("a body is signed as GitHub signs it", () => {
  // The example of GitHub's documentation.
  expect(bodySignature("It's a Secret to Everybody", "Hello, World!")).toBe(
    "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
  );
});

test("DingTalk and Feishu get the time and its signature, each where its service looks for them", () => {
  const now = 1_700_000_000_123;
  const url = new URL(dingtalkUrl("https://oapi.dingtalk.com/robot/send?access_token=t", "SECabc", now));
  expect(Object.fromEntries(url.searchParams)).toEqual({
    access_token: "t",
    timestamp: "1700000000123",
    sign: "IqXBU/aLfwMA3S/tDcfRmHx5vWHw9Y1aOgFLBr1Ti9w=",
  });
  expect(feishuSign("abc", now)).toEqual({
    timestamp: "1700000000",
    sign: "VIS10b0EBvzzSdFnuk4tznEmK5wHaruvf/WnViv2yR4=",
  });
});
