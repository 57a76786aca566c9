/** Where to go after signing in: only a path of this site, never another host's. */
export function safeReturn(wanted: string | null): string | null {
  return wanted && /^\/(?![/\\])[\w\-/]*$/.test(wanted) ? wanted : null;
}
