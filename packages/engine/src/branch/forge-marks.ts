// What the forge service writes on environments, and others read.

/** On what it has made: `MADE_BY_FORGE`. */
export const MADE_BY_LABEL = "upstart.com/made-by";
export const MADE_BY_FORGE = "forge";

/** Why it keeps an environment though its source is gone. */
export const HELD_ANNOTATION = "upstart.com/deletion-held";

/** Why it has deleted an environment: that is wanted again when its source is there again. */
export const DELETED_BECAUSE_ANNOTATION = "upstart.com/deleted-because";
