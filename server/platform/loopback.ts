const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** True for a host name of this machine itself. */
export function isLoopbackName(name: string): boolean {
  return LOOPBACK.test(name);
}

/** True for an IP address of this machine itself, which nobody else can reach. */
export function isLoopbackAddress(address: string): boolean {
  return address === "::1" || isLoopbackName(address);
}

/** Whether what is sent to this address can be read on no network. */
export function isSafeForPasswords(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || isLoopbackName(hostname);
}
