import { expect, test } from "vitest";
import { type Asked, askedOf } from "./asked-of.ts";

const ANN: Asked = {
  name: "Ann",
  email: "ann@example.com",
  groups: new Set(["everyone", "dba"]),
  roles: new Set(["approver"]),
  hasReceived: false,
  hasGiven: false,
};

test.each([
  [[], "everybody"],
  [["person:Ann"], "me"],
  [["person:ANN@example.com"], "me"],
  [["person:ann"], "others"],
  [["group:DBA", "person:Bob"], "my-group"],
  [["group:everyone"], "my-group"],
  [["role:approver"], "my-group"],
  [["role:admin", "group:ops", "token:dba"], "others"],
  [["group:dba", "person:Ann"], "me"],
] as const)("for Ann, a prompt to %j asks %s", (assignees, wanted) => {
  expect(askedOf(assignees, ANN)).toBe(wanted);
});

test("a place that was given away asks others, and one that was received asks oneself", () => {
  expect(askedOf(["person:Ann"], { ...ANN, hasGiven: true })).toBe("others");
  expect(askedOf(["person:Bob"], { ...ANN, hasReceived: true })).toBe("me");
  expect(askedOf(["person:Bob"], null)).toBe("others");
});
