/**
 * Loaded before each program that the supervisor starts (`node --import`). When the supervisor ends for any reason, the
 * channel to it closes, and this program must end too: it gets SIGTERM, then a second one, then it is killed. In this
 * file's address, `?parent=123` names the parent, because a program may pass its `--import` on to its own children
 * (`next dev` does); `&end=3000` is the time in milliseconds until the kill.
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
  // Listening would keep the channel open, and with it a program that has nothing else to do. Only its own work may do
  // that.
  process.channel?.unref();
}
