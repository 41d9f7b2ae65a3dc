import type { ExpandedService } from "./expand.ts";

/** Works something out of a service by itself, once where the service is the same in many universes. */
export function rememberedOf<T>(make: (service: ExpandedService) => T): (service: ExpandedService) => T {
  const known = new WeakMap<ExpandedService, { readonly value: T }>();
  return (service) => {
    if (service.isShared !== true) return make(service);
    let found = known.get(service);
    if (found === undefined) {
      found = { value: make(service) };
      known.set(service, found);
    }
    return found.value;
  };
}
