/**
 * Signs in at the test's identity provider as a browser does, by its own pages.
 *
 * @param url where `IdentityProvider.begin` leads.
 * @param login who somebody says that they are.
 * @returns the address to which the provider sends the browser back.
 */
export async function signInAtProvider(url: URL, login: string): Promise<URL> {
  const cookies = new Map<string, string>();
  const get = async (address: URL, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(address, {
      ...init,
      headers: { ...init.headers, cookie },
      redirect: "manual",
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  let at = url;
  let answer = await get(at);
  for (let steps = 0; steps < 10; steps += 1) {
    const next = answer.headers.get("location");
    if (next !== null) {
      at = new URL(next, at);
      if (at.origin !== url.origin) return at;
      answer = await get(at);
      continue;
    }
    const form = /action="([^"]+)"/.exec(await answer.text())?.[1];
    if (form === undefined) throw new Error(`The provider shows no form at ${at.href}.`);
    at = new URL(form, at);
    answer = await get(at, {
      method: "POST",
      body: new URLSearchParams({ prompt: "login", login, password: "any" }),
    });
  }
  throw new Error("The provider does not lead back.");
}
