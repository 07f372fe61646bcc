import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, it } from "vitest";
import { assertPortFree } from "./assert-port-free.ts";

it("refuses a port in use with one sentence, and accepts it once it is free", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(assertPortFree(port)).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is in use by another program. Choose another with PORT, as in: PORT=3000 npm start`,
  );
  other.close();
  await once(other, "close");
  await assertPortFree(port);
});

it("refuses a port that another program uses on all addresses", async () => {
  const other = createServer().listen(0, "0.0.0.0");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(assertPortFree(port)).rejects.toThrow(/in use/);
  other.close();
});
