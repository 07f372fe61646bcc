/**
 * Loaded before a program that the supervisor starts (`node --import`). When the supervisor is gone, however it went,
 * the channel to it closes, and this program must not stay behind: it is asked to end, then asked to hurry, then ended.
 * On this file's address, `?parent=123` says whose end is meant, since a program may hand its `--import` on to children
 * of its own (`next dev` does), and `&end=3000` says after how many milliseconds it is ended.
 */
const { searchParams } = new URL(import.meta.url);
const HURRY_AFTER_MS = 1_000;
const END_AFTER_MS = Number(searchParams.get("end") ?? 12_000);

if (process.ppid === Number(searchParams.get("parent"))) {
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGTERM"), HURRY_AFTER_MS).unref();
    setTimeout(() => process.kill(process.pid, "SIGKILL"), END_AFTER_MS).unref();
  });
  // Listening keeps the channel open, and with it a program that has nothing else to do: its own work decides that.
  process.channel?.unref();
}
