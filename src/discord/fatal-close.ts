/** Close codes after which Discord lets this token or these intents no more in. */
export const FATAL_CLOSE: ReadonlySet<number> = new Set([4004, 4010, 4011, 4012, 4013, 4014]);
