/** A class code as people type it: capitals, without the spaces and dashes that make it easier to read. */
export const normalizeCode = (typed: string): string => typed.toUpperCase().replace(/[\s\-–]/g, '');

/** A class code as people read it: two groups of four. */
export const spelled = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

const POCKET = 'gala-code';

/** Takes a typed code along to the next page of this tab. It never stands in an address: those end up in histories and logs. */
export const carry = (code: string): void => sessionStorage.setItem(POCKET, code);

/** The code that was taken along, once. */
export function carried(): string {
  const code = sessionStorage.getItem(POCKET) ?? '';
  sessionStorage.removeItem(POCKET);
  return code;
}
