export const DIAGNOSTIC_PAGES = {} as const;
