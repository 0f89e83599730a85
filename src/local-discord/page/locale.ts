/** How dates and numbers are written; goes with the language of the texts. */
export const locale = 'en-GB';
