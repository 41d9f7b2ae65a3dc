// Registries of images, by the OCI distribution API.
export { dockerLogin, type Login, LoginError } from "./docker-logins.ts";
export { findImage, type ImageAnswer, type RegistryPorts } from "./find-image.ts";
export { type ImageReference, parseImage } from "./image-reference.ts";
