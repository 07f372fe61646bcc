/** Milliseconds of processor time that this process has used: beside others on a busy machine it stands still with us. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
