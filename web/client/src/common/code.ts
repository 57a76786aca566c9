/** A class code as people type it: capitals, without the spaces and dashes that make it easier to read. */
export const normalizeCode = (typed: string): string => typed.toUpperCase().replace(/[\s\-–]/g, '');

/** A class code as people read it: two groups of four. */
export const spelled = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;
