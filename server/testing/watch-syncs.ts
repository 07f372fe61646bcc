import { readlinkSync } from "node:fs";
import { open } from "node:fs/promises";
import { onTestFinished, vi } from "vitest";

/**
 * What is seen whenever this process has synced a file or a directory to the disk, in order, until the test ends. Linux only.
 *
 * @param see what to note, by the path of what was synced.
 */
export async function watchSyncs<Seen>(
  see: (path: string) => Promise<Seen> | Seen,
): Promise<readonly Seen[]> {
  const handle = await open("/");
  const prototype = Object.getPrototypeOf(handle) as typeof handle;
  const { sync } = prototype;
  await handle.close();
  const seen: Seen[] = [];
  const spy = vi.spyOn(prototype, "sync").mockImplementation(async function (this: typeof handle) {
    await sync.call(this);
    seen.push(await see(readlinkSync(`/proc/self/fd/${this.fd}`)));
  });
  onTestFinished(() => spy.mockRestore());
  return seen;
}
