/** One line of a programme that is being built. */
export type Item = { kind: 'video' | 'slate' | 'live'; title: string; seconds: number; projectId?: string; text?: { fr?: string; en?: string } };

/** A list with a line moved by one place; the same list if there is no such place. */
export function moved<T>(items: readonly T[], from: number, by: number): T[] {
  const to = from + by;
  const next = [...items];
  if (to >= 0 && to < items.length) {
    [next[from], next[to]] = [next[to]!, next[from]!];
  }
  return next;
}

export const without = <T>(items: readonly T[], place: number): T[] => items.filter((_one, index) => index !== place);

export const total = (items: readonly { seconds: number }[]): number => items.reduce((sum, item) => sum + item.seconds, 0);

/** The lines as the API wants them. */
export const asSessions = (items: readonly Item[]): object[] =>
  items.map((item) =>
    item.kind === 'video' ? { kind: 'video', projectId: item.projectId } : { kind: item.kind, title: item.text, seconds: item.seconds },
  );
