/** On an object that a person wrote: the user who made it, as the API server knows them. Written by the webhook only. */
export const CREATOR_ANNOTATION = "upstart.com/created-by";
