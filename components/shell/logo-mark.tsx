/** A signal arm on its post, set to clear. */
export function LogoMark() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden>
      <rect width="22" height="22" rx="6" fill="var(--accent)" />
      <path d="M8 4.5v13" stroke="var(--accent-ink)" strokeWidth="2" strokeLinecap="round" />
      <path d="M8 7.6l8.2-2.4v3.6L8 11.2z" fill="var(--accent-ink)" />
      <path d="M5 17.5h6" stroke="var(--accent-ink)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
