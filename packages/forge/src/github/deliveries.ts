import { isText } from "../forge/fields.ts";
import type { Delivery, DeliveryReader } from "../hooks/delivery.ts";
import { hintsOf } from "./hints.ts";
import { isSigned } from "./signature.ts";

/** Deliveries as GitHub signs and names them. */
export const githubDeliveries: DeliveryReader = {
  path: "/github",
  isGenuine: (headers, body, secrets) => isSigned(body, headers["x-hub-signature-256"], secrets),
  read: (headers, payload): Delivery | undefined => {
    const { "x-github-event": event, "x-github-delivery": id } = headers;
    return !isText(event) || !isText(id) ? undefined : { id, event, hints: hintsOf(event, payload) };
  },
};
