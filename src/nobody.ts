/**
 * Stands in a record where the id of a person was, after they had it removed or its time was over: the owner of nothing,
 * and nobody who can ask for anything. No platform gives out an empty id.
 */
export const NOBODY = '';
