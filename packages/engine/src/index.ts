export * from "./reconcile/ports.ts"; // replaced by explicit names as stages land
