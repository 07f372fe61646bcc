/**
 * Loaded before a program that the supervisor starts (`node --import`). When the supervisor is gone, however it went,
 * the channel to it closes, and this program must not stay behind: it is asked to end, then asked to hurry, then ended.
 * `?end=3000` on this file's address says after how many milliseconds.
 */
const HURRY_AFTER_MS = 1_000;
const END_AFTER_MS = Number(new URL(import.meta.url).searchParams.get("end") ?? 12_000);

process.on("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.kill(process.pid, "SIGTERM"), HURRY_AFTER_MS).unref();
  setTimeout(() => process.kill(process.pid, "SIGKILL"), END_AFTER_MS).unref();
});
// Listening keeps the channel open, and with it a program that has nothing else to do; its own work decides about that.
process.channel?.unref();
