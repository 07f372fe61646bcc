import { expect, test } from "vitest";
import { countedAddress } from "./counted-address.ts";

test.each([
  ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2:0:0:0:9", "2001:db8:1:2::/64"],
  ["2001:db8:1:3::1", "2001:db8:1:3::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
])("the IPv6 address %s counts for its network %s", (address, counted) => {
  expect(countedAddress(address)).toBe(counted);
});

test.each([
  ["10.0.0.7", "10.0.0.7"],
  ["::ffff:10.0.0.7", "10.0.0.7"],
  ["::ffff:a00:7", "10.0.0.7"],
])("the IPv4 address %s counts for itself", (address, counted) => {
  expect(countedAddress(address)).toBe(counted);
});

test("what is no address counts for itself: a call over the socket has none", () => {
  expect(["", "unix", "1.2.3"].map(countedAddress)).toEqual(["", "unix", "1.2.3"]);
});
